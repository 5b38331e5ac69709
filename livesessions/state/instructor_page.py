"""The public page of an instructor."""

from livesessions.queries.offering_page import InstructorPage, instructor_page
from livesessions.state.base import AppState
from livesessions.state.cards import CardRow, card_row
from livesessions.state.offering.rows import PersonRow, person_row
from livesessions.state.onlooker import Onlooker, onlooker
from livesessions.state.public_page import PublicPage


class InstructorState(PublicPage, AppState):
    """Who somebody is, what they offer, what learners said."""

    person: PersonRow = PersonRow()
    cards: list[CardRow] = []

    async def _fill(self) -> None:
        who = onlooker()
        page = await self.ask(instructor_page, slug=self.param("slug"), reviews=self._shown_reviews)
        for topic in (f"calendar:{page.instructor.id}", f"reviews:{page.instructor.id}"):
            self.watch(topic, InstructorState.refresh)
        self._show(page, who)
        self.is_ready = True

    def _show(self, page: InstructorPage, who: Onlooker) -> None:
        self.title = f"{page.instructor.name} · Live Sessions"
        self.person = person_row(page.instructor, page.now, who)
        self.cards = [card_row(each, page.now, who) for each in page.offerings]
        self._show_reviews(page.reviews, page.now, who)
