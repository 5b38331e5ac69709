"""A search finds what it means, counts what it would find otherwise, and keeps its order."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from livesessions.domain.discovery import (
    Narrowing,
    Sort,
    Texts,
    Wish,
    corrected,
    fits,
    fold,
    ordered,
    score,
    sift,
    words_of,
)
from livesessions.domain.reviews import Rating

NOON = datetime(2026, 8, 12, 12, 0, tzinfo=UTC)
NONE_YET = Rating()


@dataclass(frozen=True)
class Offer:
    title: str = "Rust"
    domain: str = "programming"
    topics: tuple[str, ...] = ("rust",)
    kind: str = "individual"
    price: int = 3000
    currency: str = "EUR"
    language: str = "en"
    level: str = "all"
    rating: Rating = NONE_YET


RUST = Offer()
JAZZ = Offer("Jazz", "music", ("guitar",), price=0, level="beginner")
GROUP = Offer("Go", topics=("go",), kind="group", price=1500)


def found(wish, *offers, speaks_of=lambda _: True, is_free=lambda _: True):
    return sift(offers or (RUST, JAZZ, GROUP), wish, speaks_of=speaks_of, is_free=is_free)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("ÉLODIE", "elodie"), ("Straße", "strasse"), ("Łódź", "lodz"), ("Ærø", "aero"), ("naïve", "naive")],
)
def test_capitals_and_accents_do_not_matter(typed, folded):
    assert fold(typed) == folded


def test_the_names_of_languages_are_words():
    assert words_of("C++ or C#, or C++?") == ("c++", "or", "c#")


def test_a_search_has_at_most_eight_words():
    assert len(words_of(" ".join(map(str, range(100))))) == 8


def test_every_word_must_stand_somewhere():
    texts = Texts("Rust lifetimes", instructor="Élodie Durand")
    assert score(words_of("rust elodie"), texts) > 0
    assert score(words_of("rust python"), texts) == 0


def test_the_title_weighs_more_than_the_description():
    in_title, in_text = Texts("Guitar"), Texts("Jazz", description="Bring your guitar")
    assert score(["guitar"], in_title) > score(["guitar"], in_text) > 0


def test_the_beginning_of_a_word_weighs_more_than_its_inside():
    assert score(["script"], Texts("Scripting")) > score(["script"], Texts("JavaScript")) > 0


def test_short_words_are_not_looked_for_inside_others():
    assert score(["art"], Texts("Starting up")) == 0


def test_a_typing_error_is_mended_and_a_known_word_left_alone():
    assert corrected(["gutar", "jazz"], ["Jazz guitar"]) == "guitar jazz"
    assert corrected(["jazz", "guit"], ["Jazz guitar"]) == ""


def test_a_wish_for_anything_finds_everything():
    assert found(Wish()).hits == [RUST, JAZZ, GROUP]
    assert Wish().narrowed == ()


@pytest.mark.parametrize(
    ("wish", "hits"),
    [
        (Wish(domain="music"), [JAZZ]),
        (Wish(topic="go"), [GROUP]),
        (Wish(kind="group"), [GROUP]),
        (Wish(price="free"), [JAZZ]),
        (Wish(price="paid"), [RUST, GROUP]),
        (Wish(least=1500, most=2999), [GROUP]),
        (Wish(most=1500), [JAZZ, GROUP]),
        (Wish(most=0), [JAZZ]),
        (Wish(language="de"), []),
        (Wish(domain="programming", kind="individual"), [RUST]),
    ],
)
def test_each_filter_narrows_the_search(wish, hits):
    assert found(wish).hits == hits


def test_what_is_for_all_levels_is_for_each():
    assert found(Wish(level="beginner")).hits == [RUST, JAZZ, GROUP]
    assert found(Wish(level="advanced")).hits == [RUST, GROUP]


def test_amounts_of_another_currency_are_in_no_range_but_free_is_in_all():
    yen = Offer(currency="JPY", price=2000)
    assert not fits(Wish(most=3000, currency="EUR"), Narrowing.PRICE, yen)
    assert fits(Wish(most=3000, currency="JPY"), Narrowing.PRICE, yen)
    assert fits(Wish(most=3000, currency="JPY"), Narrowing.PRICE, JAZZ)


def test_words_and_days_are_asked_of_whoever_knows():
    wish = Wish(words="x", first_day=date(2026, 8, 13))
    assert found(wish, speaks_of=lambda each: each != RUST, is_free=lambda each: each != JAZZ).hits == [GROUP]


def test_a_facet_counts_what_its_other_values_would_find():
    facets = found(Wish(domain="music")).facets
    assert facets[Narrowing.DOMAIN] == {"music": 1, "programming": 2}
    assert facets[Narrowing.KIND] == {"individual": 1}


def test_a_facet_respects_every_other_filter():
    facets = found(Wish(domain="music", kind="group")).facets
    assert facets[Narrowing.DOMAIN] == {"programming": 1}
    assert facets[Narrowing.KIND] == {"individual": 1}


def test_it_is_known_what_leaving_a_filter_out_would_find():
    wish = Wish(domain="music", kind="group")
    assert found(wish).broader == {Narrowing.DOMAIN: 1, Narrowing.KIND: 1}
    assert wish.without(Narrowing.KIND) == Wish(domain="music")


def test_free_time_is_looked_for_only_where_it_decides():
    looked_at = []
    wish = Wish(domain="music", kind="group", level="advanced", first_day=date(2026, 8, 13))
    found(wish, is_free=lambda each: looked_at.append(each) or True)
    assert looked_at == [GROUP]


def order(sort, *offers, scores=None, soonest=None, currency="EUR"):
    wish = Wish(sort=sort, currency=currency)
    return ordered(offers, wish, scores or {}, soonest or {})


def test_relevance_is_the_words_and_then_the_trust_in_a_rating():
    one_five, many_fours = Offer("One", rating=Rating(1, 5)), Offer("Many", rating=Rating(40, 190))
    assert order(Sort.RELEVANCE, RUST, one_five, many_fours) == [many_fours, one_five, RUST]
    assert order(Sort.RELEVANCE, one_five, RUST, scores={RUST: 24}) == [RUST, one_five]


def test_the_rating_order_is_that_of_the_averages_shown():
    five, four, more_fours = (
        Offer(rating=Rating(1, 5)),
        Offer(rating=Rating(1, 4)),
        Offer(rating=Rating(2, 8)),
    )
    assert order(Sort.RATING, RUST, four, more_fours, five) == [five, more_fours, four, RUST]


def test_prices_stand_by_currency_free_ones_first():
    yen = Offer("Yen", currency="JPY", price=500)
    assert order(Sort.PRICE, yen, RUST, GROUP, JAZZ) == [JAZZ, GROUP, RUST, yen]
    assert order(Sort.PRICE, RUST, yen, JAZZ, currency="JPY") == [JAZZ, yen, RUST]


def test_what_has_no_free_time_is_the_last_to_be_soon():
    later = NOON.replace(hour=18)
    assert order(Sort.SOONEST, RUST, GROUP, JAZZ, soonest={GROUP: later, JAZZ: NOON}) == [JAZZ, GROUP, RUST]
