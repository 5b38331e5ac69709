"""The tokens keep their promise: words can be read in both modes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = Path("assets/styles/tokens.css").read_text(encoding="utf-8")
MODES = {"light": TOKENS.split(":root {")[1], "dark": TOKENS.split(":root.dark {")[1]}
ON_ANY_GROUND = ["ink", "soft", "mute", "accent-text", "success", "warning", "danger"]
GROUNDS = ["canvas", "surface", "raised", "sunken"]


def colour(mode: str, name: str) -> str:
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}});", MODES[mode])
    assert found, name
    return found[1]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(mode: str, one: str, other: str) -> float:
    low, high = sorted(luminance(colour(mode, name)) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", ON_ANY_GROUND)
def test_words_can_be_read_on_every_ground(mode: str, ground: str, words: str) -> None:
    assert contrast(mode, words, ground) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tone", ["accent", "success", "warning", "danger"])
def test_a_tone_can_be_read_on_its_tint(mode: str, tone: str) -> None:
    words = "accent-text" if tone == "accent" else tone
    assert contrast(mode, words, f"{tone}-tint") >= 4.5
    assert contrast(mode, "ink", f"{tone}-tint") >= 7


@pytest.mark.parametrize("mode", MODES)
def test_a_button_can_be_read_also_under_the_pointer(mode: str) -> None:
    assert contrast(mode, "on-accent", "accent") >= 4.5
    assert contrast(mode, "on-accent", "accent-hover") >= 4.5
    assert contrast(mode, "surface", "danger") >= 4.5
    assert contrast(mode, "surface", "danger-hover") >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["canvas", "surface", "raised"])
def test_the_edge_of_a_field_can_be_seen(mode: str, ground: str) -> None:
    assert contrast(mode, "line-strong", ground) >= 3
