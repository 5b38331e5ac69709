"""The public page of an offering."""

from livesessions.domain.money import Money
from livesessions.jobs.desk import the_desk
from livesessions.queries.offering_page import OfferingPage, offering_page
from livesessions.state.availability.words import city
from livesessions.state.base import AppState
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
from livesessions.state.public_page import PublicPage

__all__ = ["OfferingState"]


class OfferingState(PublicPage, AppState):
    """One offering, its next free times, what learners said."""

    offering: OfferingRow = OfferingRow()
    instructor: PersonRow = PersonRow()
    days: list[DayRow] = []
    zone: str = "UTC"
    policy: list[str] = []
    packages: list[PackageRow] = []

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
        self.offering = offering_row(page, who, the_desk().settings.answer_within_hours)
        self.instructor = person_row(page.instructor, page.now, who)
        self.days, self.zone = next_days(page, who), city(who.zone)
        self.policy = policy_words(Money(offering.price, offering.currency), the_desk().settings, who)
        self.packages = package_rows(page.packages, who.locale)
        self._show_reviews(page.reviews, page.now, who)


def _topics(page: OfferingPage) -> list[str]:
    person = page.instructor.id
    return [f"session_offering:{page.offering.id}", f"calendar:{person}", f"reviews:{person}"]
