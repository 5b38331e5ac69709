"""The home page: what is free today, what there is to learn, what learners said."""

from dataclasses import dataclass
from typing import Annotated

import reflex as rx
from pydantic import Field
from reflex.event import EventSpec

from livesessions.jobs.desk import the_desk
from livesessions.queries.discovery import Home, ShelfCount, Voice, home_page
from livesessions.runtime import routes
from livesessions.state.base import PUBLIC, AppState, Form, event
from livesessions.state.cards import CardRow, card_row
from livesessions.state.discovery import search_address
from livesessions.state.discovery.rows import count_words
from livesessions.state.onlooker import Onlooker, onlooker, short_name


@dataclass(frozen=True)
class ShelfRow:
    """A domain to look through."""

    name: str = ""
    count: str = ""
    href: str = ""
    cover: str = ""


@dataclass(frozen=True)
class VoiceRow:
    """What a learner said, and about what."""

    text: str = ""
    learner: str = ""
    title: str = ""
    href: str = ""


class SearchForm(Form):
    """The search box."""

    q: Annotated[str, Field(max_length=200)] = ""


class HomeState(AppState):
    """The lists of the home page."""

    is_ready: bool = False
    is_today: bool = True
    free: list[CardRow] = []
    shelves: list[ShelfRow] = []
    voices: list[VoiceRow] = []
    market: str = ""
    keeps: str = "the largest part"

    @event(PUBLIC, loads=True)
    async def load(self) -> None:
        """Fills the page."""
        who = onlooker()
        self._show(await self.ask(home_page, zone=who.zone), who)
        self.is_ready = True

    @event(PUBLIC)
    async def search(self, form: SearchForm) -> EventSpec:
        """Leads to the results."""
        return rx.redirect(search_address(form.q))

    def _show(self, home: Home, who: Onlooker) -> None:
        self.is_today = home.is_today
        self.free = [card_row(each, home.now, who) for each in home.free]
        self.shelves = [_shelf_row(each) for each in home.shelves]
        self.voices = [_voice_row(each) for each in home.voices]
        self.market = _market(home)
        self.keeps = f"{(10_000 - the_desk().settings.fee_basis_points) / 100:g} %"


def _shelf_row(shelf: ShelfCount) -> ShelfRow:
    return ShelfRow(
        name=shelf.name,
        count=count_words(shelf.offerings),
        href=routes.sessions(domain=shelf.slug),
        cover=routes.cover("shelf", shelf.slug),
    )


def _voice_row(voice: Voice) -> VoiceRow:
    return VoiceRow(voice.text, short_name(voice.learner), voice.title, routes.offering(voice.slug))


def _market(home: Home) -> str:
    """ "160 sessions by 42 instructors"; nothing where there is nothing yet."""
    offerings = sum(each.offerings for each in home.shelves)
    people = "1 instructor" if home.instructors == 1 else f"{home.instructors} instructors"
    return f"{count_words(offerings)} by {people}" if offerings else ""
