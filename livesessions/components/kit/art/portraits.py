"""Pictures of people who uploaded none: their initials on a colour that stays theirs."""

from html import escape
from urllib.parse import quote

from . import palette as colours
from .dice import Dice
from .shapes import canvas, circle, letters


def avatar_svg(name: str) -> str:
    """A square SVG with up to two initials. Same name, same bytes."""
    dice = Dice(f"person|{name}")
    palette = dice.one_of(_GROUNDS)
    glow = circle(dice.between(10, 90), dice.between(0, 30), dice.between(34, 52), palette.shapes[2], 0.5)
    hill = circle(dice.between(0, 100), dice.between(96, 120), dice.between(40, 62), palette.shapes[1], 0.45)
    text = letters(50, 64, 40, escape(initials(name)), _ink(palette), family="Helvetica,Arial,sans-serif")
    return canvas(100, 100, palette.ground, glow + hill + text)


def initials(name: str) -> str:
    """The first letters of the first and the last word: "Ada King Lovelace" is AL."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def data_url(svg: str) -> str:
    """An SVG as an address of its own, for places that no server answers."""
    return f"data:image/svg+xml,{quote(svg, safe=' =:/;,')}"


_DARK = (colours.INK, colours.COBALT, colours.FOREST, colours.PLUM, colours.NIGHT)
_GROUNDS = (
    *_DARK,
    colours.CORAL,
    colours.SAND,
    colours.MINT,
    colours.LILAC,
    colours.SKY,
    colours.ROSE,
    colours.SUN,
)


def _ink(palette: colours.Palette) -> str:
    return palette.light if palette in _DARK else palette.dark
