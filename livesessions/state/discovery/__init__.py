"""The results page. Its address is the search: every choice leads to another address, and the page asks again."""

from dataclasses import replace
from datetime import date
from typing import Annotated

import reflex as rx
from pydantic import Field
from reflex.event import EventSpec

from livesessions.domain import money
from livesessions.domain.discovery import Sort, Wish, words_of
from livesessions.domain.errors import Invalid
from livesessions.queries.discovery import PAGE_SIZE, Found, find_offerings
from livesessions.runtime import routes
from livesessions.state.base import PUBLIC, AppState, FieldErrors, Form, event
from livesessions.state.cards import CardRow, card_row
from livesessions.state.discovery.addresses import address_of, wish_of, written
from livesessions.state.discovery.rows import (
    SORTS,
    FacetRow,
    OptionRow,
    WayRow,
    Words,
    chosen_rows,
    count_words,
    day_rows,
    facet_rows,
    way_rows,
)
from livesessions.state.onlooker import Onlooker, onlooker

__all__ = ["SORTS", "DiscoveryState"]

Typed = Annotated[str, Field(max_length=200)]


class SearchForm(Form):
    """The search box."""

    q: Typed = ""


class RangeForm(Form):
    """Days and prices, as typed."""

    first: date | None = None
    last: date | None = None
    least: Typed = ""
    most: Typed = ""
    currency: Typed = ""


class DiscoveryState(FieldErrors, AppState):
    """What was looked for and what was found."""

    is_ready: bool = False
    words: str = ""
    first_day: str = ""
    last_day: str = ""
    least: str = ""
    most: str = ""
    has_range: bool = False
    currency: str = "EUR"
    currencies: list[tuple[str, str]] = []
    has_currencies: bool = False
    sort: str = Sort.RELEVANCE.value
    cards: list[CardRow] = []
    summary: str = ""
    facets: list[FacetRow] = []
    days: list[OptionRow] = []
    chosen: list[WayRow] = []
    ways: list[WayRow] = []
    pages: int = 1
    place: str = ""
    before: str = ""
    after: str = ""
    zone: str = ""

    @event(PUBLIC, loads=True)
    async def load(self) -> None:
        """Finds what the address asks for."""
        who = onlooker()
        wish = self._asked()
        found = await self.ask(find_offerings, wish=wish, zone=who.zone)
        self._show_wish(wish, who)
        self._show_found(replace(wish, page=found.page), found, who)
        self.is_ready = True

    @event(PUBLIC)
    async def search(self, form: SearchForm) -> EventSpec:
        """Looks for the words, within the filters in force."""
        return _to(replace(self._asked(), words=form.q if words_of(form.q) else "", page=1))

    @event(PUBLIC)
    async def sort_by(self, sort: Sort) -> EventSpec:
        """The same results in another order."""
        return _to(replace(self._asked(), sort=sort, page=1))

    @event(PUBLIC)
    async def narrow(self, form: RangeForm) -> EventSpec:
        """Takes days and prices from their fields. Errors: Invalid at the field."""
        self.errors = {}
        code = money.currency(form.currency or self.currency).code
        if form.first and form.last and form.last < form.first:
            raise Invalid("This day is before the first one.", field="last")
        return _to(
            replace(
                self._asked(),
                first_day=form.first or form.last,
                last_day=form.last if form.first != form.last else None,
                least=_amount(form.least, code, "least"),
                most=_amount(form.most, code, "most"),
                currency=code,
                page=1,
            )
        )

    def _asked(self) -> Wish:
        """What the address asks for."""
        return wish_of(lambda name: self.option(name, ""), onlooker().currency)

    def _show_wish(self, wish: Wish, who: Onlooker) -> None:
        """The fields as the address has them."""
        self.errors = {}
        self.words, self.sort, self.zone = wish.words, wish.sort.value, who.zone
        self.first_day, self.last_day = (
            day.isoformat() if day else "" for day in (wish.first_day, wish.last_day)
        )
        self.least, self.most = written(wish.least, wish.currency), written(wish.most, wish.currency)
        self.has_range = any((self.first_day, self.least, self.most))

    def _show_found(self, wish: Wish, found: Found, who: Onlooker) -> None:
        words = Words(found, who)
        self.cards = [card_row(each, found.now, who) for each in found.shown]
        self.summary = count_words(found.total)
        self.facets = facet_rows(wish, found, words)
        self.days = day_rows(wish, found, who)
        self.chosen = chosen_rows(wish, words)
        self.ways = [] if found.total else way_rows(wish, found, words)
        self._show_place(wish, found)
        self._show_currencies(wish, found)

    def _show_place(self, wish: Wish, found: Found) -> None:
        start = (found.page - 1) * PAGE_SIZE
        self.pages = found.pages
        self.place = f"{start + 1}–{start + len(found.shown)} of {found.total}"
        self.before = address_of(replace(wish, page=wish.page - 1)) if found.page > 1 else ""
        self.after = address_of(replace(wish, page=wish.page + 1)) if found.page < found.pages else ""

    def _show_currencies(self, wish: Wish, found: Found) -> None:
        """The market's currencies to choose from; the commonest, unless theirs is among them."""
        has_range = wish.least is not None or wish.most is not None
        known = (wish.currency, *found.currencies) if has_range else found.currencies
        self.currencies = [(code, code) for code in sorted({*known})]
        self.has_currencies = len(self.currencies) > 1
        self.currency = wish.currency if wish.currency in known else (*known, wish.currency)[0]


def _amount(text: str, currency: str, field: str) -> int | None:
    return money.parse(text, currency, field=field).amount if text else None


def _to(wish: Wish) -> EventSpec:
    return rx.redirect(address_of(wish))


def search_address(text: str) -> str:
    """Where a search for these words and nothing else leads."""
    return address_of(Wish(words=text)) if words_of(text) else routes.SESSIONS
