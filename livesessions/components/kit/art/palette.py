"""Colours that look well together: a ground of two, three shapes, one light and one dark."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """`ground` runs from top left to bottom right; `shapes` lie on it; `light` and `dark` are for detail."""

    ground: tuple[str, str]
    shapes: tuple[str, str, str]
    light: str
    dark: str


INK = Palette(("#1f2a5c", "#3b2f7a"), ("#ffb938", "#ff6f61", "#5ad1c8"), "#f7f3ff", "#141a3d")
COBALT = Palette(("#2f52e0", "#1b2f9b"), ("#ffc24b", "#ff7a59", "#a9c1ff"), "#f3f6ff", "#101c66")
CORAL = Palette(("#ff8a6b", "#f2545b"), ("#ffe0b5", "#7a1f4b", "#ffb938"), "#fff5ec", "#5c1238")
SAND = Palette(("#f7e3c4", "#f0c793"), ("#d9583b", "#1f6f6b", "#efa23a"), "#fffaf1", "#3f2a1d")
MINT = Palette(("#bfe9d6", "#7fcdb8"), ("#0f5f5c", "#ff8f6b", "#ffd26b"), "#f5fffb", "#0b3b3e")
FOREST = Palette(("#14532d", "#0f766e"), ("#f6c453", "#9be28f", "#f28b50"), "#f3fbef", "#062b20")
PLUM = Palette(("#5b1f5e", "#a12d6a"), ("#ffb86b", "#ff6d8a", "#8ad4ff"), "#fff1f7", "#34103a")
LILAC = Palette(("#d9ccff", "#b29bf5"), ("#4b2cc4", "#ff8a70", "#fff0a8"), "#fbf8ff", "#2a1770")
SKY = Palette(("#cfe8ff", "#8ec3f7"), ("#1e4fd0", "#ff9f5a", "#ffe27a"), "#f6fbff", "#12307d")
ROSE = Palette(("#ffd7d5", "#f7a8b0"), ("#c2335f", "#2d6a7e", "#ffc35c"), "#fff7f6", "#5a1230")
SUN = Palette(("#ffe08a", "#ffb547"), ("#e4572e", "#2e5f8a", "#fff3d1"), "#fffbee", "#4a2508")
NIGHT = Palette(("#101a33", "#243b6b"), ("#f4b942", "#e4665c", "#6fb7e9"), "#eef4ff", "#070d1f")

ALL = (INK, COBALT, CORAL, SAND, MINT, FOREST, PLUM, LILAC, SKY, ROSE, SUN, NIGHT)


def is_dark(colour: str) -> bool:
    """Whether light letters read better on `#rrggbb` than dark ones."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
