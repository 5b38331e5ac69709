"""Lets a page that can be read as it comes be painted before its scripts take the line and the processor.

The build asks for all of them in the head, ahead of the picture and the letters of what is to be read.
"""

import json
import re

_PRELOAD = re.compile(r'<link rel="modulepreload" href="([^"]+)"/>')
_START = re.compile(r'(<script type="module" async="">)(.*?)(</script>)', re.DOTALL)
_IMPORT = re.compile(r'import (?:\* as (\w+) from )?("[^"]+");')
# A page nobody looks at is never painted, and a picture may never come.
_PAINTED = """await new Promise(go => {
  if (document.hidden) return go()
  const read = seen => seen.getEntriesByName("first-contentful-paint").length && go()
  const soon = () => new PerformanceObserver(read).observe({type: "paint", buffered: true})
  document.readyState === "complete" ? soon() : addEventListener("load", soon)
  setTimeout(go, 3000)
})
"""
_ALL_AT_ONCE = """for (const href of %s) {
  document.head.append(Object.assign(document.createElement("link"), {rel: "modulepreload", href}))
}
"""


def scripts_after_paint(html: str) -> str:
    """The built page `html` with its scripts asked for, all at once, when the rest of it is on the screen."""
    wanted = json.dumps(_PRELOAD.findall(html))
    late = _START.sub(lambda found: found[1] + _late(found[2], wanted) + found[3], html)
    return _PRELOAD.sub("", late)


def _late(script: str, wanted: str) -> str:
    """The same module, with what it imports imported later."""
    imports = _IMPORT.findall(script)
    names = ", ".join(name for name, _ in imports)
    files = ", ".join(f"import({file})" for _, file in imports)
    rest = _IMPORT.sub("", script).strip()
    return f"{_PAINTED}{_ALL_AT_ONCE % wanted}const [{names}] = await Promise.all([{files}])\n{rest}"
