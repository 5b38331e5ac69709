"""What of a built page waits for the first paint."""

from livesessions.api.late_scripts import scripts_after_paint

BUILT = """<head><link rel="preload" href="/font"/><link rel="modulepreload" href="/assets/root.js"/>\
<link rel="modulepreload" href="/assets/used-by-root.js"/><script>theme()</script></head><body>\
<script type="module" async="">import "/assets/manifest.js";
import * as route0 from "/assets/root.js";
  window.routes = {"root":route0};
import("/assets/start.js");</script></body>"""
LATE = scripts_after_paint(BUILT)


def test_no_script_is_asked_for_in_the_head() -> None:
    assert 'modulepreload" href' not in LATE
    assert LATE.startswith('<head><link rel="preload" href="/font"/><script>theme()</script></head>')


def test_after_the_paint_all_of_them_are_asked_for_at_once() -> None:
    assert 'for (const href of ["/assets/root.js", "/assets/used-by-root.js"])' in LATE
    assert LATE.index("await new Promise") < LATE.index("for (const href")


def test_the_start_has_what_it_imports_under_the_names_it_knows() -> None:
    assert (
        'const [, route0] = await Promise.all([import("/assets/manifest.js"), import("/assets/root.js")])'
        in LATE
    )
    assert LATE.endswith('window.routes = {"root":route0};\nimport("/assets/start.js");</script></body>')


def test_a_page_without_scripts_stays_as_it_is() -> None:
    assert scripts_after_paint("<h1>Home</h1>") == "<h1>Home</h1>"
