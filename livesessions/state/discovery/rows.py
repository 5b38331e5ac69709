"""The filters of a search in words: each choice with its count and the address it leads to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from livesessions.domain.discovery import Narrowing, PriceKind, Sort, Wish
from livesessions.domain.offerings import SessionType
from livesessions.domain.times import local_date
from livesessions.domain.topics import Level
from livesessions.queries.discovery import Found
from livesessions.runtime.languages import language_name
from livesessions.runtime.locales import long_day, money
from livesessions.state.discovery.addresses import address_of
from livesessions.state.onlooker import Onlooker

MOST_OPTIONS = 10
FIELDS = {
    Narrowing.DOMAIN: "domain",
    Narrowing.TOPIC: "topic",
    Narrowing.KIND: "kind",
    Narrowing.PRICE: "price",
    Narrowing.LEVEL: "level",
    Narrowing.LANGUAGE: "language",
}
TITLES = {
    Narrowing.DOMAIN: "Subject",
    Narrowing.TOPIC: "Topic",
    Narrowing.KIND: "Kind",
    Narrowing.PRICE: "Price",
    Narrowing.LEVEL: "Level",
    Narrowing.LANGUAGE: "Language",
}
NAMES: Mapping[str, str] = {
    SessionType.INDIVIDUAL: "One to one",
    SessionType.GROUP: "In a group",
    PriceKind.FREE: "Free",
    PriceKind.PAID: "Paid",
    Level.ALL: "All levels",
    Level.BEGINNER: "Beginner",
    Level.INTERMEDIATE: "Intermediate",
    Level.ADVANCED: "Advanced",
}
STEADY: list[str] = [*SessionType, *PriceKind, *Level]
SORTS = [
    (Sort.RELEVANCE, "Best match"),
    (Sort.RATING, "Best rated"),
    (Sort.PRICE, "Lowest price"),
    (Sort.SOONEST, "Soonest"),
]


@dataclass(frozen=True)
class OptionRow:
    """One choice. A chosen one leads back to the search without it."""

    label: str = ""
    count: str = ""
    href: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class FacetRow:
    """One filter."""

    title: str = ""
    options: list[OptionRow] = field(default_factory=list)


@dataclass(frozen=True)
class WayRow:
    """Somewhere to go from here: a filter to take away, another search to try."""

    label: str = ""
    href: str = ""
    detail: str = ""


class Words:
    """What the values of a search are called, in the words of `who`."""

    def __init__(self, found: Found, who: Onlooker) -> None:
        self._found = found
        self._who = who

    def value(self, narrowing: Narrowing, value: str) -> str:
        """The name of a facet's value; of one nobody offers, itself."""
        if narrowing == Narrowing.DOMAIN:
            return self._found.domains.get(value, value)
        if narrowing == Narrowing.TOPIC:
            return self._found.topics.get(value, value)
        if narrowing == Narrowing.LANGUAGE:
            return language_name(value, self._who.locale)
        return NAMES.get(value, value)

    def narrowing(self, narrowing: Narrowing, wish: Wish) -> str:
        """What the wish asks for in this respect."""
        if narrowing == Narrowing.WORDS:
            return f"“{wish.words}”"
        if narrowing == Narrowing.DAYS:
            return self._days(wish)
        if narrowing == Narrowing.PRICE and not wish.price:
            return self._range(wish)
        return self.value(narrowing, getattr(wish, FIELDS[narrowing]))

    def _days(self, wish: Wish) -> str:
        days = [long_day(day, locale=self._who.locale) for day in (wish.first_day, wish.last_day) if day]
        return " to ".join(dict.fromkeys(days))

    def _range(self, wish: Wish) -> str:
        def told(amount: int) -> str:
            return money(amount, wish.currency, self._who.locale)

        if wish.least is None:
            return f"Up to {told(wish.most or 0)}"
        return (
            f"{told(wish.least)} to {told(wish.most)}"
            if wish.most is not None
            else f"From {told(wish.least)}"
        )


def facet_rows(wish: Wish, found: Found, words: Words) -> list[FacetRow]:
    """The filters worth showing: those with a choice, or one to undo. Topics belong to a subject."""
    hidden = () if wish.domain or wish.topic else (Narrowing.TOPIC,)
    shown = [each for each in TITLES if each not in hidden]
    rows = (FacetRow(TITLES[each], list(_options(wish, found, words, each))) for each in shown)
    return [row for row in rows if len(row.options) > 1 or any(option.is_chosen for option in row.options)]


def day_rows(wish: Wish, found: Found, who: Onlooker) -> list[OptionRow]:
    """The days people ask for most, in the zone of `who`."""
    today = local_date(found.now, who.zone)
    return [
        _day_row("Today", wish, today, None),
        _day_row("Tomorrow", wish, today + timedelta(days=1), None),
        _day_row("Next 7 days", wish, today, today + timedelta(days=6)),
    ]


def chosen_rows(wish: Wish, words: Words) -> list[WayRow]:
    """The filters in force; each leads to the search without it. The words have their own box."""
    return [
        WayRow(words.narrowing(each, wish), address_of(wish.without(each)))
        for each in wish.narrowed
        if each != Narrowing.WORDS
    ]


def way_rows(wish: Wish, found: Found, words: Words) -> list[WayRow]:
    """What to try where nothing was found: the search spelt right, then with one thing less."""
    ways = [
        WayRow(
            f"Without {words.narrowing(each, wish)}",
            address_of(wish.without(each)),
            count_words(found.broader[each]),
        )
        for each in wish.narrowed
        if found.broader[each]
    ]
    spelt = WayRow(f"Did you mean “{found.corrected}”?", address_of(Wish(words=found.corrected)))
    return [spelt, *ways] if found.corrected else ways


def count_words(count: int) -> str:
    """ "1 session", "12 sessions"."""
    return "1 session" if count == 1 else f"{count} sessions"


def _options(wish: Wish, found: Found, words: Words, facet: Narrowing) -> Iterator[OptionRow]:
    chosen = getattr(wish, FIELDS[facet])
    for value in _shown_values(found, facet, chosen):
        yield OptionRow(
            label=words.value(facet, value),
            count=str(found.facets[facet][value]),
            href=address_of(wish.without(facet) if value == chosen else _choosing(wish, facet, value)),
            is_chosen=value == chosen,
        )


def _shown_values(found: Found, facet: Narrowing, chosen: str) -> Iterable[str]:
    """The commonest values, in a steady order; the chosen one always."""
    common = [value for value, _ in sorted(found.facets[facet].items(), key=_commonest_first)][:MOST_OPTIONS]
    shown = common if chosen in ("", *common) else [chosen, *common]
    return sorted(shown, key=STEADY.index) if {*shown} <= {*STEADY} else shown


def _commonest_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _choosing(wish: Wish, facet: Narrowing, value: str) -> Wish:
    """The wish with this value; another subject has other topics."""
    chosen: dict[str, Any] = {FIELDS[facet]: value}
    fresh = replace(wish.without(facet), **chosen)
    return fresh.without(Narrowing.TOPIC) if facet == Narrowing.DOMAIN else fresh


def _day_row(label: str, wish: Wish, first: date, last: date | None) -> OptionRow:
    is_chosen = (wish.first_day, wish.last_day) == (first, last)
    without = wish.without(Narrowing.DAYS)
    there = without if is_chosen else replace(without, first_day=first, last_day=last)
    return OptionRow(label=label, href=address_of(there), is_chosen=is_chosen)
