"""A search as an address: all of it stands in the query string, to be shared, kept and gone back to."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from livesessions.domain import money
from livesessions.domain.discovery import ANYTHING, PriceKind, Sort, Wish, words_of
from livesessions.domain.errors import Invalid
from livesessions.domain.money import CURRENCIES, Money, minor_digits
from livesessions.domain.offerings import SessionType
from livesessions.domain.topics import Level
from livesessions.runtime import routes

LONGEST = 100
MOST_PAGES = 10_000
YEARS = range(2000, 2200)  # beyond, a day's end may be no date any more

Option = Callable[[str], str]
E = TypeVar("E", bound=StrEnum)


def wish_of(option: Option, currency: str = "") -> Wish:
    """The search that an address asks for. Anybody can type one: what makes no sense asks for nothing."""
    code = _currency(option("currency") or currency)
    first, last = _day(option("from")), _day(option("to"))
    return Wish(
        words=_words(option("q")),
        domain=option("domain")[:LONGEST],
        topic=option("topic")[:LONGEST],
        kind=_one_of(SessionType, option("type")),
        price=_one_of(PriceKind, option("price")),
        least=_amount(option("min"), code),
        most=_amount(option("max"), code),
        currency=code,
        first_day=min(first, last) if first and last else first or last,
        last_day=max(first, last) if first and last else None,
        language=option("language")[:LONGEST],
        level=_one_of(Level, option("level")),
        sort=Sort(_one_of(Sort, option("sort")) or Sort.RELEVANCE),
        page=_page(option("page")),
    )


def address_of(wish: Wish) -> str:
    """The address that asks for this search; what is usual is left out."""
    has_range = wish.least is not None or wish.most is not None
    return routes.sessions(
        q=wish.words,
        domain=wish.domain,
        topic=wish.topic,
        type=wish.kind,
        price=wish.price,
        min=written(wish.least, wish.currency),
        max=written(wish.most, wish.currency),
        currency=wish.currency if has_range else "",
        **{"from": _iso(wish.first_day), "to": _iso(wish.last_day)},
        language=wish.language,
        level=wish.level,
        sort=wish.sort if wish.sort != Sort.RELEVANCE else "",
        page=str(wish.page) if wish.page > 1 else "",
    )


def written(amount: int | None, currency: str) -> str:
    """ "12.50" for 1250 EUR, as a person would type it."""
    if amount is None:
        return ""
    digits = minor_digits(currency)
    whole, part = divmod(amount, 10**digits)
    return f"{whole}.{part:0{digits}}" if part else str(whole)


def _currency(code: str) -> str:
    return code if code in CURRENCIES else ANYTHING.currency


def _words(text: str) -> str:
    """What was typed, or nothing where there is no word to look for."""
    return text.strip()[:LONGEST] if words_of(text) else ""


def _one_of(kind: type[E], text: str) -> str:
    return text if text in set(kind) else ""


def _amount(text: str, currency: str) -> int | None:
    try:
        read: Money = money.parse(text, currency)
    except Invalid:
        return None
    return read.amount


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _page(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isdecimal() and len(text) < LONGEST else 1
