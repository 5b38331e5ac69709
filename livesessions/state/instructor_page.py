"""The public page of an instructor."""

from collections.abc import AsyncIterator

from livesessions.queries.offering_page import REVIEWS, InstructorPage, instructor_page
from livesessions.state.base import PUBLIC, AppState, event
from livesessions.state.cards import CardRow, card_row
from livesessions.state.offering.rows import PersonRow, person_row
from livesessions.state.onlooker import Onlooker, onlooker
from livesessions.state.review_rows import ReviewRow, ShareRow, review_rows, share_rows

MOST_REVIEWS = 200


class InstructorState(AppState):
    """Who somebody is, what they offer, what learners said."""

    is_ready: bool = False
    title: str = "Live Sessions"
    person: PersonRow = PersonRow()
    cards: list[CardRow] = []
    reviews: list[ReviewRow] = []
    shares: list[ShareRow] = []
    has_more_reviews: bool = False
    _shown_reviews: int = REVIEWS

    @event(PUBLIC, loads=True)
    async def load(self) -> AsyncIterator[None]:
        """Fills the page anew."""
        self.is_ready, self.title = False, "Live Sessions"
        self._shown_reviews = REVIEWS
        yield
        await self._fill()

    @event(PUBLIC, loads=True)
    async def refresh(self) -> None:
        """Shows what has changed meanwhile."""
        await self._fill()

    @event(PUBLIC)
    async def more_reviews(self) -> None:
        """Shows some more of the reviews."""
        self._shown_reviews = min(self._shown_reviews + 2 * REVIEWS, MOST_REVIEWS)
        await self._fill()

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
        self.reviews = review_rows(page.reviews, page.now, who)
        self.shares = share_rows(page.reviews)
        self.has_more_reviews = len(self.reviews) < min(page.reviews.rating.count, MOST_REVIEWS)
