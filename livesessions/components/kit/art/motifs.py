"""What covers show, for domains of the desk: code, words, music, form, money, science, food, books, data."""

import math

from .dice import Dice
from .palette import Palette, is_dark
from .shapes import HEIGHT, WIDTH, box, circle, letters, path, ring, smooth, stroke, turned


def windows(dice: Dice, colours: Palette) -> str:
    """An editor with lines of code, and a terminal before it."""
    backdrop = circle(
        dice.between(560, 720), dice.between(60, 180), dice.between(130, 190), colours.shapes[1], 0.9
    )
    editor_left, terminal_left = dice.one_of(((120, 430), (230, 80), (60, 400)))
    editor = _window(dice, colours, (editor_left, 90, 470, 320), colours.dark, 8)
    terminal = _window(dice, colours, (terminal_left, dice.whole(200, 270), 290, 190), colours.light, 4)
    return backdrop + turned([editor, terminal], dice.between(-7, 5))


def _window(dice: Dice, colours: Palette, area: tuple[int, int, int, int], ground: str, lines: int) -> str:
    left, top, width, height = area
    shade = box(left + 8, top + 14, width, height, "#000", round=22, opacity=0.18)
    dots = [
        circle(left + 28 + 22 * place, top + 28, 7, colour) for place, colour in enumerate(colours.shapes)
    ]
    step = (height - 72) / lines
    rows = [_code_line(dice, colours, left + 28, top + 62 + step * row, width - 56) for row in range(lines)]
    return shade + box(left, top, width, height, ground, round=22) + "".join(dots + rows)


def _code_line(dice: Dice, colours: Palette, left: float, top: float, width: float) -> str:
    x, bars = left + 28 * dice.whole(0, 2), []
    for colour in dice.shuffled(colours.shapes)[: dice.whole(1, 3)]:
        length = min(dice.between(40, 130), left + width - x)
        if length > 20:
            bars.append(box(x, top, length, 12, colour, round=6, opacity=0.95))
        x += length + 14
    return "".join(bars)


def bubbles(dice: Dice, colours: Palette) -> str:
    """People talking: speech bubbles with letters of many languages."""
    letters = dice.shuffled(["é", "ñ", "ü", "ç", "ø", "ß", "Я", "Σ", "å", "Ж", "œ", "Ω"])
    back = circle(dice.between(80, 700), dice.between(20, 480), 210, colours.light, 0.25)
    fills = dice.shuffled([colours.light, *colours.shapes])[:3]
    spots = [(110, 70, 250, 1), (330, 190, 290, -1), (545, 60, 190, 1)]
    drawn = [
        _bubble((x + dice.between(-20, 20), y + dice.between(-15, 25), size, tail), fill, colours, letter)
        for (x, y, size, tail), fill, letter in zip(spots, fills, letters, strict=False)
    ]
    return back + "".join(drawn)


def _bubble(spot: tuple[float, float, float, int], fill: str, colours: Palette, letter: str) -> str:
    x, y, size, tail = spot
    height = size * 0.78
    foot = x + size * (0.28 if tail > 0 else 0.72)
    ink = colours.light if is_dark(fill) else colours.dark
    point = path(f"M{foot - 24:g} {y + height - 6:g}h52l{-26 - 34 * tail:g} 58z", fill)
    text = letters(x + size / 2, y + height * 0.71, size * 0.56, letter, ink)
    shade = box(x + 8, y + 14, size, height, "#000", round=44, opacity=0.1)
    return shade + point + box(x, y, size, height, fill, round=44) + text


def record(dice: Dice, colours: Palette) -> str:
    """A record, and the sound that comes from it."""
    x, y = dice.between(200, 320), dice.between(210, 310)
    grooves = [ring(x, y, radius, colours.light, 1.5, 0.22) for radius in range(95, 185, 15)]
    disc = circle(x, y, 195, colours.dark) + "".join(grooves)
    label = (
        circle(x, y, 74, colours.shapes[0])
        + circle(x, y, 46, colours.shapes[1])
        + circle(x, y, 10, colours.light)
    )
    bars = [
        box(505 + 36 * place, 250 - tall, 20, 2 * tall, colours.shapes[place % 3], round=10)
        for place, tall in enumerate(dice.between(26, 150) for _ in range(7))
    ]
    shade = circle(660, 90, 170, colours.light, 0.12) + circle(x + 10, y + 16, 195, "#000", 0.18)
    flip = dice.one_of(("", f' transform="matrix(-1 0 0 1 {WIDTH} 0)"'))
    return f"<g{flip}>{shade}{disc}{label}{''.join(bars)}</g>"


def bauhaus(dice: Dice, colours: Palette) -> str:
    """A quilt of quarter circles, half circles and dots."""
    side, tiles = 100, []
    inks = [*colours.shapes, colours.light, colours.dark]
    for column in range(WIDTH // side):
        for line in range(HEIGHT // side):
            tiles.append(_tile(dice, inks, column * side, line * side, side))
    return "".join(tiles)


def _tile(dice: Dice, inks: list[str], x: int, y: int, side: int) -> str:
    under, over = dice.shuffled(inks)[:2]
    shapes = (
        path(f"M{x} {y}h{side}a{side} {side} 0 0 1 -{side} {side}z", over),
        path(f"M{x} {y}a{side / 2:g} {side / 2:g} 0 0 0 {side} 0z", over),
        circle(x + side / 2, y + side / 2, side * 0.3, over),
        path(f"M{x} {y}h{side}l-{side} {side}z", over),
        circle(x + side / 2, y + side / 2, side / 2, over)
        + circle(x + side / 2, y + side / 2, side / 5, under),
        "",
    )
    drawn = turned([dice.one_of(shapes)], dice.one_of((0, 90, 180, 270)), x + side / 2, y + side / 2)
    ground = box(x, y, side, side, under) if dice.whole(0, 2) else ""
    return ground + drawn


def skyline(dice: Dice, colours: Palette) -> str:
    """Bars that grow like a town, a curve above them and a sun."""
    sun = circle(dice.between(520, 680), dice.between(100, 150), dice.between(70, 105), colours.shapes[1])
    count = 9
    tops = [400 - place * 26 + dice.between(-55, 40) for place in range(count)]
    bars = [
        box(50 + 80 * place, top, 56, HEIGHT - top + 20, colours.shapes[(0, 2)[place % 2]], round=14)
        for place, top in enumerate(tops)
    ]
    line = [(78.0 + 80 * place, top - dice.between(34, 70)) for place, top in enumerate(tops)]
    dots = [circle(x, y, 9, colours.light) for x, y in line[::2]]
    return sun + "".join(bars) + stroke(smooth(line), colours.dark, 7) + "".join(dots)


def orbits(dice: Dice, colours: Palette) -> str:
    """A star, its planets and the sky behind them."""
    stars = [
        circle(dice.between(0, WIDTH), dice.between(0, HEIGHT), dice.between(1, 3.4), colours.light, 0.7)
        for _ in range(46)
    ]
    x, y, tilt = dice.between(340, 460), dice.between(220, 280), dice.between(-32, -8)
    paths, planets = [], []
    for place, radius in enumerate((150, 235, 330, 430)):
        angle = math.radians(dice.between(0, 360))
        paths.append(
            f'<ellipse cx="{x:g}" cy="{y:g}" rx="{radius}" ry="{radius * 0.42:g}" fill="none" '
            f'stroke="{colours.light}" stroke-width="2" opacity=".45"/>'
        )
        spot = (round(x + radius * math.cos(angle)), round(y + radius * 0.42 * math.sin(angle)))
        planets.append(circle(*spot, dice.between(14, 36), colours.shapes[(place + 1) % 3]))
    sun = circle(x, y, 92, colours.shapes[0], 0.25) + circle(x, y, 68, colours.shapes[0])
    return "".join(stars) + turned([*paths, sun, *planets], tilt, x, y)


def plates(dice: Dice, colours: Palette) -> str:
    """A table from above: plates, citrus, leaves."""
    drawn = []
    for x, y, size in ((190, 170, 150), (500, 320, 185), (690, 90, 105), (330, 480, 90), (30, 440, 120)):
        spot = (x + dice.between(-18, 18), y + dice.between(-18, 18))
        drawn.append(
            circle(spot[0] + 8, spot[1] + 14, size, "#000", 0.1) + circle(*spot, size, colours.light)
        )
        drawn.append(_dish(dice, colours, spot, size * 0.74))
    spots = ((370, 110), (760, 300), (60, 270), (570, 60), (250, 360))
    leaves = [_leaf(dice, colours.shapes[1], x, y) for x, y in spots]
    return "".join(drawn + leaves)


def _dish(dice: Dice, colours: Palette, spot: tuple[float, float], size: float) -> str:
    x, y = spot
    fill, detail = dice.shuffled(colours.shapes)[:2]
    if dice.whole(0, 1):
        wedges = [stroke(f"M{x:g} {y:g}l0 {-size * 0.8:g}", colours.light, 6) for _ in range(8)]
        spokes = "".join(turned([wedge], 45 * place, x, y) for place, wedge in enumerate(wedges))
        return circle(x, y, size, fill) + circle(x, y, size * 0.85, colours.light, 0.35) + spokes
    bits = [
        circle(x + dice.between(-0.5, 0.5) * size, y + dice.between(-0.5, 0.5) * size, size * 0.13, detail)
        for _ in range(6)
    ]
    return circle(x, y, size, fill) + "".join(bits)


def _leaf(dice: Dice, fill: str, x: float, y: float) -> str:
    blade = path(f"M{x:g} {y - 46:g}q44 46 0 92q-44 -46 0 -92z", fill)
    return turned([blade], dice.between(0, 180), x, y)


def sheets(dice: Dice, colours: Palette) -> str:
    """Pages on a desk, a line marked, a ribbon."""
    sun = circle(dice.between(120, 680), dice.between(60, 160), 150, colours.shapes[1], 0.85)
    fills = (colours.shapes[2], colours.shapes[0], colours.light)
    leaves = [
        turned(
            [_sheet(dice, colours, fill, last=place == len(fills) - 1)],
            dice.between(-16, 14) + 5 * (place - 1),
        )
        for place, fill in enumerate(fills)
    ]
    return sun + "".join(leaves)


def _sheet(dice: Dice, colours: Palette, fill: str, *, last: bool) -> str:
    page = box(268, 84, 290, 380, "#000", round=18, opacity=0.12) + box(258, 70, 290, 380, fill, round=18)
    if not last:
        return page
    title = box(294, 112, dice.between(110, 190), 22, colours.dark, round=8)
    lines = [
        box(294, 160 + 28 * row, dice.between(130, 218), 9, colours.dark, round=4, opacity=0.35)
        for row in range(9)
    ]
    mark = box(288, 150 + 28 * dice.whole(1, 6), 228, 30, colours.shapes[0], round=6, opacity=0.55)
    ribbon = path("M478 70h38v96l-19 -17l-19 17z", colours.shapes[1])
    return page + mark + title + "".join(lines) + ribbon


def graph(dice: Dice, colours: Palette) -> str:
    """Things and what ties them together."""
    nodes = [
        (110 + 145 * column + dice.between(-45, 45), 95 + 155 * line + dice.between(-45, 45))
        for column in range(5)
        for line in range(3)
    ]
    near = [
        (one, other)
        for place, one in enumerate(nodes)
        for other in nodes[place + 1 :]
        if math.dist(one, other) < 205
    ]
    ties = [stroke(f"M{a:g} {b:g}L{c:g} {d:g}", colours.light, 3, 0.4) for (a, b), (c, d) in near]
    dots = [_node(dice, colours, x, y) for x, y in nodes]
    return circle(dice.between(500, 760), dice.between(20, 440), 190, colours.shapes[2], 0.18) + "".join(
        ties + dots
    )


def _node(dice: Dice, colours: Palette, x: float, y: float) -> str:
    size, fill = dice.one_of((12, 18, 26, 44)), dice.one_of((*colours.shapes, colours.light))
    halo = circle(x, y, size * 1.55, fill, 0.22) if size > 20 else ""
    return halo + circle(x, y, size, fill)
