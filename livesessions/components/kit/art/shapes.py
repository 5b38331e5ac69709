"""The few SVG shapes the motifs are made of."""

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 800, 500


def canvas(width: int, height: int, ground: tuple[str, str], drawing: str) -> str:
    """A whole SVG: a ground that runs from one colour to another, and what is drawn on it."""
    start, end = ground
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} preserveAspectRatio="xMidYMid slice"><defs>'
        f'<linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="{start}"/>'
        f'<stop offset="1" stop-color="{end}"/></linearGradient></defs>'
        f'<rect width="{width}" height="{height}" fill="url(#g)"/>{drawing}</svg>'
    )


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"{_see_through(opacity)}/>'


def ring(x: float, y: float, r: float, stroke: str, width: float = 4, opacity: float = 1) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="none" stroke="{stroke}" stroke-width="{width:g}"'
        f"{_see_through(opacity)}/>"
    )


def box(x: float, y: float, w: float, h: float, fill: str, *, round: float = 0, opacity: float = 1) -> str:
    place = f'x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{round:g}"'
    return f'<rect {place} fill="{fill}"{_see_through(opacity)}/>'


def letters(x: float, y: float, size: float, text: str, fill: str, *, family: str = "Georgia,serif") -> str:
    """Bold letters centred on x, standing on y."""
    font = f'font-size="{size:g}" font-weight="700" font-family="{family}"'
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle" {font} fill="{fill}">{text}</text>'


def path(d: str, fill: str, opacity: float = 1) -> str:
    return f'<path d="{d}" fill="{fill}"{_see_through(opacity)}/>'


def stroke(d: str, colour: str, width: float = 4, opacity: float = 1) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round" '
        f'stroke-linejoin="round"{_see_through(opacity)}/>'
    )


def turned(inside: Iterable[str], degrees: float, x: float = WIDTH / 2, y: float = HEIGHT / 2) -> str:
    return f'<g transform="rotate({degrees:g} {x:g} {y:g})">{"".join(inside)}</g>'


def smooth(points: Sequence[tuple[float, float]]) -> str:
    """A curve through the points, level at each of them."""
    (x, y), *rest = points
    parts = [f"M{x:g} {y:g}"]
    for to_x, to_y in rest:
        middle = (x + to_x) / 2
        parts.append(f"C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}")
        x, y = to_x, to_y
    return "".join(parts)


def _see_through(opacity: float) -> str:
    return "" if opacity == 1 else f' opacity="{opacity:g}"'
