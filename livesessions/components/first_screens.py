"""The first screens of the public pages as HTML: what stands on them before any script runs.

They are drawn by the parts of the pages themselves, in the words of somebody we know nothing of yet. Empty:
there is nothing to show, and the page shows that it is loading.
"""

from datetime import datetime

from markupsafe import Markup

from livesessions.components import instructor_page, offering
from livesessions.components.drawn import drawn, said
from livesessions.components.offering_cards import drawn_cards
from livesessions.queries.discovery import Found, Home, Shown
from livesessions.queries.offering_page import InstructorPage, OfferingPage
from livesessions.state.cards import CardRow, card_row
from livesessions.state.offering.rows import offering_row, person_row
from livesessions.state.onlooker import Onlooker

MOST_CARDS = 8
_SOMEBODY = Onlooker()
_CARDS = "the cards"


class FirstScreens:
    """One method for each public page. Instructors have `answer_within_hours` for a request."""

    def __init__(self, answer_within_hours: int = 24) -> None:
        self._answer_within_hours = answer_within_hours

    def home(self, home: Home) -> Markup:
        return drawn_cards(_rows(home.free, home.now), short=True)

    def results(self, found: Found) -> Markup:
        return drawn_cards(_rows(found.shown, found.now))

    def offering(self, page: OfferingPage) -> Markup:
        person = said(person_row(page.instructor, page.now, _SOMEBODY))
        row = said(offering_row(page, _SOMEBODY, self._answer_within_hours))
        return drawn(offering.first_screen(row, person))

    def instructor(self, page: InstructorPage) -> Markup:
        person = said(person_row(page.instructor, page.now, _SOMEBODY))
        before, _, after = drawn(instructor_page.first_screen(person, _CARDS)).rpartition(_CARDS)
        return before + drawn_cards(_rows(page.offerings, page.now)) + after


def _rows(shown: tuple[Shown, ...], now: datetime) -> list[CardRow]:
    return [card_row(each, now, _SOMEBODY) for each in shown[:MOST_CARDS]]
