"""Titles become addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain.slugs import slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rust lifetimes", "rust-lifetimes"),
        ("  C++ & friends — for beginners!  ", "c-friends-for-beginners"),
        ("Crème brûlée", "creme-brulee"),
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("Beginner's guitar, don’t fret", "beginners-guitar-dont-fret"),
        ("日本語レッスン", "offering"),
        ("日本語 N3", "n3"),
        ("", "offering"),
    ],
)
def test_a_title_becomes_ascii_words(title, slug):
    assert slugify(title) == slug


def test_a_taken_slug_is_numbered():
    assert slugify("Rust", taken={"rust"}) == "rust-2"
    assert slugify("Rust", taken={"rust", "rust-2"}) == "rust-3"


def test_a_person_without_latin_letters_is_a_person():
    assert slugify("王小明", empty="instructor") == "instructor"


def test_a_long_title_is_cut_between_words():
    assert slugify("word " * 40) == "-".join(["word"] * 14)
    assert slugify("x" * 200) == "x" * 70


@given(st.text())
def test_every_title_makes_a_proper_slug(title):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(title))
    assert len(slugify(title)) <= 70
