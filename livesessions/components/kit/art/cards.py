"""The card that a link preview shows: a title, a line under it, the brand, and a picture at its side."""

from html import escape
from textwrap import shorten

from .shapes import box, circle, path

WIDTH, HEIGHT = 1200, 630
FAMILY = "Figtree"
_ROOM, _DEEPEST = 570, 290  # for the title
_INK, _SOFT, _GROUND, _ACCENT, _SUN = "#1d1a16", "#575046", "#fcfaf7", "#2c4fdd", "#ffb938"
_NARROW, _WIDE = frozenset(" !\"'()*,-./1:;I[]`fijlrt{|}"), frozenset("%@CDGHMNOQUWmw")


def card_svg(title: str, line: str, picture: str) -> str:
    """1200 by 630, as previews want it. `picture` is an SVG of ours; the words are anybody's."""
    size, rows = _set(title)
    leading = size * 1.15
    top = (HEIGHT + 40 - leading * len(rows) - 60) / 2 + size
    words = [_text(70, top + leading * place, size, row, _INK) for place, row in enumerate(rows)]
    under = _text(70, top + leading * len(rows) + 6, 30, shorten(line, 40, placeholder="…"), _SOFT)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}">{box(0, 0, WIDTH, HEIGHT, _GROUND)}{_aside(picture)}{_brand()}{"".join(words)}{under}'
        "</svg>"
    )


def _set(title: str) -> tuple[int, list[str]]:
    """The largest size in which the title fits, and its lines in it; what never fits is cut."""
    for size in (72, 60, 50):
        rows = _rows(title, _ROOM / size)
        most = int(_DEEPEST / size)
        if len(rows) <= most:
            return size, rows
    return size, [*rows[: most - 1], f"{rows[most - 1].rstrip('.,;:')}…"]


def _rows(title: str, room: float) -> list[str]:
    rows = [""]
    for word in title.split():
        for part in _pieces(word, room):
            longer = f"{rows[-1]} {part}".strip()
            if _width(longer) <= room:
                rows[-1] = longer
            else:
                rows.append(part)
    return rows


def _pieces(word: str, room: float) -> list[str]:
    """The word, cut where it is longer than a line."""
    pieces = [""]
    for letter in word:
        if _width(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _width(text: str) -> float:
    """About how wide the text is, in ems of the bold letter."""
    return sum(_letter(each) for each in text)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.35
    if letter in _WIDE:
        return 0.82
    return 0.62 if ord(letter) < 0x250 else 1.0


def _text(x: float, y: float, size: float, words: str, fill: str) -> str:
    said = escape("".join(letter for letter in words if letter.isprintable()))
    font = f'font-family="{FAMILY}" font-weight="700" font-size="{size:g}"'
    return f'<text x="{x:g}" y="{y:g}" {font} fill="{fill}">{said}</text>'


def _aside(picture: str) -> str:
    """The picture in the right part of the card, cut to fill it."""
    place = 'x="700" y="0" width="500" height="630" '
    _, _, inside = picture.partition("<svg ")
    start, _, rest = inside.partition(' width="')
    _, _, rest = rest.partition(' preserveAspectRatio="')
    return f'<svg {place}{start} preserveAspectRatio="{rest}'


def _brand() -> str:
    tile = box(70, 62, 44, 44, _ACCENT, round=13)
    play = path(
        "M86 74.5c0-1.5 1.5-2.3 2.800-1.600l13.5 8.2c1.2.7 1.2 2.5 0 3.2l-13.5 8.2"
        "c-1.3.7-2.800-.1-2.800-1.600z",
        "#fff",
    )
    dot = circle(109, 67, 7, _SUN)
    return tile + play + dot + _text(130, 94, 28, "Live Sessions", _INK)
