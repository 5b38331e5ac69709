"""What somebody looks for, and whether an offering is that. One predicate for each way to narrow a search."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from livesessions.domain.topics import Level


class Sort(StrEnum):
    RELEVANCE = "relevance"
    RATING = "rating"
    PRICE = "price"
    SOONEST = "soonest"


class PriceKind(StrEnum):
    FREE = "free"
    PAID = "paid"


class Narrowing(StrEnum):
    """The ways to narrow a search."""

    WORDS = "words"
    DOMAIN = "domain"
    TOPIC = "topic"
    KIND = "kind"
    PRICE = "price"
    DAYS = "days"
    LANGUAGE = "language"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Wish:
    """A search. Empty text and None ask for nothing; both ends of a range are included.

    `least` and `most` are minor units of `currency`; days are dates of the person's own zone; `page` counts
    from 1.
    """

    words: str = ""
    domain: str = ""
    topic: str = ""
    kind: str = ""
    price: str = ""
    least: int | None = None
    most: int | None = None
    currency: str = "EUR"
    first_day: date | None = None
    last_day: date | None = None
    language: str = ""
    level: str = ""
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    @property
    def narrowed(self) -> tuple[Narrowing, ...]:
        """The ways in which this wish asks for less than everything."""
        return tuple(
            each for each in Narrowing if any(getattr(self, name) not in ("", None) for name in _PARTS[each])
        )

    def without(self, narrowing: Narrowing) -> "Wish":
        """The same wish, but for that."""
        return replace(self, page=1, **{name: getattr(ANYTHING, name) for name in _PARTS[narrowing]})


_PARTS: Mapping[Narrowing, tuple[str, ...]] = {
    Narrowing.WORDS: ("words",),
    Narrowing.DOMAIN: ("domain",),
    Narrowing.TOPIC: ("topic",),
    Narrowing.KIND: ("kind",),
    Narrowing.PRICE: ("price", "least", "most"),
    Narrowing.DAYS: ("first_day", "last_day"),
    Narrowing.LANGUAGE: ("language",),
    Narrowing.LEVEL: ("level",),
}
ANYTHING = Wish()


class Traits(Protocol):
    """What a search looks at in an offering."""

    @property
    def domain(self) -> str: ...
    @property
    def topics(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def price(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def level(self) -> str: ...


def fits(wish: Wish, narrowing: Narrowing, offering: Traits) -> bool:
    """Whether the offering is what the wish asks for in this respect."""
    return _FITS[narrowing](wish, offering)


def options(narrowing: Narrowing, offering: Traits) -> Iterable[str]:
    """The values of a filter under which the offering is found."""
    return _OPTIONS[narrowing](offering)


def levels_of(level: str) -> tuple[str, ...]:
    """The learners an offering is for: one for all levels is for every one of them."""
    return tuple(each for each in Level if each != Level.ALL) if level == Level.ALL else (level,)


def _price_fits(wish: Wish, offering: Traits) -> bool:
    if wish.price and wish.price != _price_kind(offering):
        return False
    if wish.least is None and wish.most is None:
        return True
    # Nothing costs nothing in every currency; other amounts can't be compared across currencies.
    if offering.price and offering.currency != wish.currency:
        return False
    return (wish.least or 0) <= offering.price and (wish.most is None or offering.price <= wish.most)


def _price_kind(offering: Traits) -> str:
    return PriceKind.PAID if offering.price else PriceKind.FREE


def _same(field: str) -> Callable[[Wish, Traits], bool]:
    return lambda wish, offering: getattr(wish, field) in ("", getattr(offering, field))


_FITS: Mapping[Narrowing, Callable[[Wish, Traits], bool]] = {
    Narrowing.DOMAIN: _same("domain"),
    Narrowing.TOPIC: lambda wish, offering: not wish.topic or wish.topic in offering.topics,
    Narrowing.KIND: _same("kind"),
    Narrowing.PRICE: _price_fits,
    Narrowing.LANGUAGE: _same("language"),
    Narrowing.LEVEL: lambda wish, offering: not wish.level or wish.level in levels_of(offering.level),
}
_OPTIONS: Mapping[Narrowing, Callable[[Traits], Iterable[str]]] = {
    Narrowing.DOMAIN: lambda offering: (offering.domain,),
    Narrowing.TOPIC: lambda offering: offering.topics,
    Narrowing.KIND: lambda offering: (offering.kind,),
    Narrowing.PRICE: lambda offering: (_price_kind(offering),),
    Narrowing.LANGUAGE: lambda offering: (offering.language,),
    Narrowing.LEVEL: lambda offering: levels_of(offering.level),
}
FACETS: tuple[Narrowing, ...] = tuple(_OPTIONS)
