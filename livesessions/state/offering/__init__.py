"""The public page of an offering."""

from collections.abc import AsyncIterator

from livesessions.domain.money import Money
from livesessions.jobs.desk import the_desk
from livesessions.queries.offering_page import REVIEWS, OfferingPage, offering_page
from livesessions.state.availability.words import city
from livesessions.state.base import PUBLIC, AppState, event
from livesessions.state.offering.policy import policy_words
from livesessions.state.offering.rows import (
    DayRow,
    OfferingRow,
    PersonRow,
    next_days,
    offering_row,
    person_row,
)
from livesessions.state.onlooker import Onlooker, onlooker
from livesessions.state.package_rows import PackageRow, package_rows
from livesessions.state.review_rows import ReviewRow, ShareRow, review_rows, share_rows

__all__ = ["OfferingState"]

MOST_REVIEWS = 200


class OfferingState(AppState):
    """One offering, its next free times, what learners said."""

    is_ready: bool = False
    title: str = "Live Sessions"
    offering: OfferingRow = OfferingRow()
    instructor: PersonRow = PersonRow()
    days: list[DayRow] = []
    zone: str = "UTC"
    policy: list[str] = []
    packages: list[PackageRow] = []
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
        page = await self.ask(
            offering_page, slug=self.param("slug"), zone=who.zone, reviews=self._shown_reviews
        )
        for topic in _topics(page):
            self.watch(topic, OfferingState.refresh)
        self._show(page, who)
        self.is_ready = True

    def _show(self, page: OfferingPage, who: Onlooker) -> None:
        offering = page.offering
        self.title = f"{offering.title} · Live Sessions"
        self.offering = offering_row(page, who)
        self.instructor = person_row(page.instructor, page.now, who)
        self.days, self.zone = next_days(page, who), city(who.zone)
        self.policy = policy_words(Money(offering.price, offering.currency), the_desk().settings, who)
        self.packages = package_rows(page.packages, who.locale)
        self.reviews = review_rows(page.reviews, page.now, who)
        self.shares = share_rows(page.reviews)
        self.has_more_reviews = len(self.reviews) < min(page.reviews.rating.count, MOST_REVIEWS)


def _topics(page: OfferingPage) -> list[str]:
    person = page.instructor.id
    return [f"session_offering:{page.offering.id}", f"calendar:{person}", f"reviews:{person}"]
