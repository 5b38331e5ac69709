"""Which offerings a search finds, how many each other choice would find, and in which order they stand."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Generic, Protocol, TypeVar

from livesessions.domain.discovery.wishes import FACETS, Narrowing, Sort, Traits, Wish, fits, options
from livesessions.domain.reviews import Rating

# An offering without reviews stands where one with three average ones does.
USUAL = Rating(count=3, stars=13)


class Ranked(Traits, Protocol):
    """What the order looks at besides."""

    @property
    def rating(self) -> Rating: ...
    @property
    def title(self) -> str: ...


T = TypeVar("T", bound=Traits)
R = TypeVar("R", bound=Ranked)


@dataclass(frozen=True, slots=True)
class Sifted(Generic[T]):
    """What was found.

    `facets` says for each filter how many offerings each of its values would find beside the rest of the
    wish; `broader` how many there would be without one of the wish's narrowings.
    """

    hits: list[T]
    facets: Mapping[Narrowing, Counter[str]]
    broader: Mapping[Narrowing, int]


def sift(
    offerings: Iterable[T], wish: Wish, *, speaks_of: Callable[[T], bool], is_free: Callable[[T], bool]
) -> Sifted[T]:
    """What fits the wish, in the order given. `speaks_of` knows the words, `is_free` the days.

    An offering that fits but for one narrowing counts for what that one would find instead.
    """
    asked = wish.narrowed
    failing = {
        Narrowing.WORDS: lambda offering: not speaks_of(offering),
        Narrowing.DAYS: lambda offering: not is_free(offering),  # the dearest question comes last
    }
    order = sorted(asked, key=lambda each: (each == Narrowing.DAYS, each != Narrowing.WORDS))
    near = [(offering, _missed(offering, wish, order, failing)) for offering in offerings]
    return Sifted(
        hits=[offering for offering, missed in near if not missed],
        facets={facet: _counted(near, facet) for facet in FACETS},
        broader={each: sum(missed in ([], [each]) for _, missed in near) for each in asked},
    )


def ordered(hits: Sequence[R], wish: Wish, scores: Mapping[R, int], soonest: Mapping[R, datetime]) -> list[R]:
    """The hits in the order the wish asks for. What has no reviews, or no free time, comes last.

    Prices stand by currency, the wish's own first: amounts of two currencies have no order.
    """
    keys: Mapping[Sort, Callable[[R], tuple[object, ...]]] = {
        Sort.RELEVANCE: lambda each: (-scores.get(each, 0),),
        Sort.RATING: lambda each: (-(each.rating.average or 0), -each.rating.count),
        Sort.PRICE: lambda each: _price_order(each, wish.currency),
        Sort.SOONEST: lambda each: (each not in soonest, soonest.get(each)),
    }
    return sorted(hits, key=lambda each: (*keys[wish.sort](each), -trust(each.rating), each.title))


def trust(rating: Rating) -> Fraction:
    """The average, drawn towards the usual one while there are few reviews (a Bayesian mean)."""
    return Fraction(rating.stars + USUAL.stars, rating.count + USUAL.count)


def _missed(
    offering: T,
    wish: Wish,
    asked: Sequence[Narrowing],
    failing: Mapping[Narrowing, Callable[[T], bool]],
) -> list[Narrowing]:
    """What the offering misses of the wish; after two, nothing more is looked at."""
    missed: list[Narrowing] = []
    for narrowing in asked:
        fails = failing.get(narrowing)
        if fails(offering) if fails else not fits(wish, narrowing, offering):
            missed.append(narrowing)
        if len(missed) > 1:
            break
    return missed


def _counted(near: Iterable[tuple[T, list[Narrowing]]], facet: Narrowing) -> Counter[str]:
    return Counter(
        value for offering, missed in near if missed in ([], [facet]) for value in options(facet, offering)
    )


def _price_order(offering: Ranked, currency: str) -> tuple[object, ...]:
    foreign = bool(offering.price) and offering.currency != currency
    return foreign, offering.currency if foreign else "", offering.price
