"""What covers show, for domains of the open air and the eye: hills, waves, a lens."""

from .dice import Dice
from .palette import Palette
from .shapes import HEIGHT, WIDTH, circle, path, ring, smooth, stroke, turned


def hills(dice: Dice, colours: Palette) -> str:
    """Hills before a low sun."""
    x, y, size = dice.between(250, 560), dice.between(160, 220), dice.between(85, 125)
    sun = circle(x, y, size * 1.5, colours.light, 0.35) + circle(x, y, size, colours.shapes[2])
    fills = (colours.shapes[1], colours.shapes[0], colours.dark)
    slopes = [_slope(dice, 265 + 75 * depth, 85, fill, 0.92) for depth, fill in enumerate(fills)]
    birds = [stroke(f"M{a:g} {b:g}q11 -13 21 0q11 -13 21 0", colours.dark, 3.5, 0.7) for a, b in _flock(dice)]
    return sun + "".join(slopes[:2]) + "".join(birds) + slopes[2]


def _slope(dice: Dice, base: float, swing: float, fill: str, opacity: float) -> str:
    points = [(200.0 * step - 100, base + dice.between(-swing, swing)) for step in range(6)]
    return path(f"{smooth(points)}V{HEIGHT}H-100Z", fill, opacity)


def _flock(dice: Dice) -> list[tuple[float, float]]:
    left, top = dice.between(90, 620), dice.between(70, 120)
    return [(left + 46 * step, top + dice.between(-16, 16)) for step in range(3)]


def waves(dice: Dice, colours: Palette) -> str:
    """Water in bands, a sun that sinks into it."""
    x = dice.between(220, 600)
    sun = circle(x, 215, 175, colours.light, 0.25) + circle(x, 215, 125, colours.shapes[1])
    inks = (colours.shapes[2], colours.shapes[0], colours.light, colours.dark)
    bands = []
    for depth, ink in enumerate(inks):
        swing = 26 if depth % 2 else -26
        base = 250 + 66 * depth
        points = [(160.0 * step - 80, base + (swing if step % 2 else -swing)) for step in range(8)]
        bands.append(path(f"{smooth(points)}V{HEIGHT}H-80Z", ink, 0.9 if depth < 3 else 1))
    return sun + "".join(bands)


def aperture(dice: Dice, colours: Palette) -> str:
    """The blades of a lens, and the light that falls through."""
    x, y, blades, size = WIDTH / 2 + dice.between(-90, 90), HEIGHT / 2, dice.whole(6, 8), 205
    flare = [circle(x + 95 * step, y - 50 * step, 50 - 9 * step, colours.light, 0.14) for step in (2, 3, 4)]
    inks = (colours.shapes[0], colours.shapes[1], colours.shapes[2])
    one = (
        f"M{x:g} {y - size:g}A{size} {size} 0 0 1 {x + size * 0.87:g} {y - size / 2:g}L{x - 20:g} {y - 92:g}Z"
    )
    turns = [
        turned([path(one, inks[place % 3], 0.95)], 360 / blades * place, x, y) for place in range(blades)
    ]
    body = circle(x, y, size + 34, colours.dark) + circle(x, y, size, colours.dark)
    light = circle(x, y, 84, colours.light) + circle(x - 26, y - 26, 22, "#fff", 0.8)
    rim = ring(x, y, size + 17, colours.light, 3, 0.4)
    return body + "".join(turns) + light + rim + "".join(flare)
