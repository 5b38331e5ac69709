"""Covers of offerings: a motif that fits the domain, in colours the seed chooses."""

from collections.abc import Callable

from . import palette as colours
from .dice import Dice
from .motifs import bauhaus, bubbles, graph, orbits, plates, record, sheets, skyline, windows
from .nature import aperture, hills, waves
from .palette import Palette
from .shapes import HEIGHT, WIDTH, canvas

Motif = Callable[[Dice, Palette], str]
Family = tuple[tuple[Motif, ...], tuple[Palette, ...]]

_FAMILIES: dict[str, Family] = {
    "program code software web dev engineering technolog comput": (
        (windows, windows, windows, graph, bauhaus),
        (colours.INK, colours.COBALT, colours.NIGHT, colours.LILAC),
    ),
    "language english spanish french german japanese linguist": (
        (bubbles, bubbles, sheets, bauhaus),
        (colours.CORAL, colours.MINT, colours.SUN, colours.SKY),
    ),
    "music sing guitar piano audio voice": (
        (record, record, record, waves),
        (colours.PLUM, colours.CORAL, colours.INK, colours.SUN),
    ),
    "design art draw paint craft fashion illustration": (
        (bauhaus, bauhaus, aperture),
        (colours.SAND, colours.ROSE, colours.LILAC, colours.MINT),
    ),
    "business career financ market leader money law startup management": (
        (skyline, skyline, skyline, graph, bauhaus),
        (colours.SKY, colours.SAND, colours.COBALT, colours.FOREST),
    ),
    "math science physic chem bio astro exam test": (
        (orbits, orbits, orbits, graph, waves),
        (colours.NIGHT, colours.INK, colours.FOREST, colours.PLUM),
    ),
    "cook food kitchen bak coffee wine nutrition": (
        (plates,),
        (colours.SAND, colours.ROSE, colours.MINT, colours.SUN),
    ),
    "fitness yoga health wellbeing wellness mind sport meditat": (
        (hills, hills, waves),
        (colours.MINT, colours.ROSE, colours.SKY, colours.CORAL),
    ),
    "photo film video camera": (
        (aperture, aperture, hills),
        (colours.NIGHT, colours.SAND, colours.COBALT, colours.CORAL),
    ),
    "writ literat story book journal poet histor humanit philosoph": (
        (sheets, sheets, bubbles),
        (colours.ROSE, colours.SAND, colours.FOREST, colours.LILAC),
    ),
    "data machine artificial ai analytic statistic security cloud network": (
        (graph, graph, skyline, orbits),
        (colours.INK, colours.FOREST, colours.COBALT, colours.PLUM),
    ),
    "travel nature garden ocean environment outdoor": (
        (waves, waves, hills),
        (colours.SKY, colours.SUN, colours.CORAL, colours.NIGHT),
    ),
}


def cover_svg(seed: str, domain: str = "") -> str:
    """A 16:10 SVG picture for an offering. Same arguments, same bytes: it may be cached for ever."""
    dice = Dice(f"{seed}|{domain}")
    motifs, palettes = _family(domain) or dice.one_of(list(_FAMILIES.values()))
    motif, palette = dice.one_of(motifs), dice.one_of(palettes)
    return canvas(WIDTH, HEIGHT, palette.ground, motif(dice, palette))


def _family(domain: str) -> Family | None:
    words = domain.lower().replace("-", " ").split()
    for stems, family in _FAMILIES.items():
        if any(_fits(word, stem) for stem in stems.split() for word in words):
            return family
    return None


def _fits(word: str, stem: str) -> bool:
    return word == stem or (len(stem) > 2 and word.startswith(stem))
