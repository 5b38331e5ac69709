"""How a title is set on the card of a link preview."""

import re

from livesessions.components.kit.art import cover_svg
from livesessions.components.kit.art.cards import card_svg


def rows(title: str) -> list[tuple[str, str]]:
    svg = card_svg(title, "1 h", cover_svg("x"))
    return re.findall(r'font-size="(72|60|50)" fill="#1d1a16">([^<]*)<', svg)


def test_a_short_title_is_large_and_a_long_one_smaller() -> None:
    assert rows("Rust lifetimes by example") == [("72", "Rust lifetimes"), ("72", "by example")]
    assert {size for size, _ in rows("Conversational Spanish for people who move to Argentina")} == {"60"}


def test_what_is_too_long_is_cut_and_says_so() -> None:
    long = rows("Everything " * 40)
    assert len(long) == 5
    assert long[-1][1].endswith("…")


def test_a_word_without_an_end_is_broken() -> None:
    assert max(len(row) for _, row in rows("W" * 60)) < 15
