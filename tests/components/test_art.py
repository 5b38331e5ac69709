"""Drawn pictures: always the same, always valid, never the same for everybody."""

from xml.etree import ElementTree

import pytest

from livesessions.components.kit import avatar_svg, cover_svg, data_url
from livesessions.components.kit.art.portraits import initials

DOMAINS = [
    "Programming",
    "Languages",
    "Music",
    "Design",
    "Business",
    "Science",
    "Cooking",
    "Fitness",
    "Photography",
    "Writing",
]


@pytest.mark.parametrize("domain", [*DOMAINS, "Data & AI", "Something else", ""])
def test_every_domain_has_a_valid_cover(domain: str) -> None:
    assert ElementTree.fromstring(cover_svg("rust-lifetimes", domain)).attrib["viewBox"] == "0 0 800 500"


def test_the_same_seed_always_draws_the_same_picture() -> None:
    assert cover_svg("rust", "Programming") == cover_svg("rust", "Programming")
    assert avatar_svg("Ada Lovelace") == avatar_svg("Ada Lovelace")


def test_two_offerings_do_not_share_a_cover() -> None:
    assert len({cover_svg(f"offering-{number}", "Programming") for number in range(50)}) == 50


def test_a_name_cannot_bring_markup_into_its_portrait() -> None:
    assert ElementTree.fromstring(avatar_svg("<script> &Co")).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Lovelace", "AL"), ("Ada King Lovelace", "AL"), ("Łukasz", "Ł"), ("", "?"), ("3 (three)", "?")],
)
def test_initials_are_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_picture_fits_into_an_address() -> None:
    assert data_url('<svg a="#b"/>') == "data:image/svg+xml,%3Csvg a=%22%23b%22/%3E"
