"""Colours for what can't read assets/styles/tokens.css itself: charts, and the browser's own frame."""

import re
from pathlib import Path
from typing import Literal

Mode = Literal["light", "dark"]
_FILE = Path(__file__).parents[3] / "assets" / "styles" / "tokens.css"
_BLOCKS = {"light": ":root", "dark": ":root.dark"}


def colours(mode: Mode) -> dict[str, str]:
    """Every hexadecimal colour of a mode by its name: {"ink": "#1d1a16", …}."""
    block = re.search(rf"^{re.escape(_BLOCKS[mode])} {{(.*?)^}}", _FILE.read_text("utf-8"), re.M | re.S)
    assert block
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[1]))
