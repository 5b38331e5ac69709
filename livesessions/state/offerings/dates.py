"""The dates of an offering that runs on dates."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated

from pydantic import Field

from livesessions.domain.errors import Invalid
from livesessions.domain.times import exists, instant
from livesessions.queries.offerings import PublishedDate
from livesessions.runtime.locales import moment
from livesessions.services.offerings import add_date, withdraw_date
from livesessions.state.base import AppState, FieldErrors, Form, event, role
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")


@dataclass(frozen=True)
class PublishedRow:
    """One date, ready to be read."""

    reference: str = ""
    when: str = ""
    seats: str = ""
    is_booked: bool = False


class DateForm(Form):
    """A date and a time on the instructor's clock."""

    day: date
    time: time


class Dates(FieldErrors, AppState, mixin=True):
    """The list, and the form that adds to it."""

    offering_id: int = 0
    zone: str = ""
    dates: list[PublishedRow] = []

    @event(TEACHES)
    async def add_date(self, form: DateForm) -> None:
        """Publishes one date."""
        self.errors = {}
        wall = datetime.combine(form.day, form.time.replace(tzinfo=None))
        if not exists(wall, self.zone):
            raise Invalid("Your clock skips this time: it goes forward that night.", field="date")
        await self.perform(add_date, offering_id=self.offering_id, starts_at=instant(wall, self.zone))
        await self._show_dates()

    @event(TEACHES)
    async def withdraw_date(self, reference: Annotated[str, Field(max_length=16)]) -> None:
        """Takes one date back."""
        self.errors = {}
        await self.perform(withdraw_date, reference=reference)
        await self._show_dates()

    async def _show_dates(self) -> None:
        """Asks for the dates again."""
        raise NotImplementedError

    def _put_dates(self, dates: tuple[PublishedDate, ...]) -> None:
        self.dates = [date_row(each, self.zone, self._locale()) for each in dates]

    def _locale(self) -> str:
        viewer = caller().viewer
        return viewer.locale if viewer else "en_GB"


def date_row(published: PublishedDate, zone: str, locale: str) -> PublishedRow:
    return PublishedRow(
        reference=published.reference,
        when=moment(published.starts_at, zone, locale),
        seats=f"{published.places} of {published.capacity} seats taken",
        is_booked=published.places > 0,
    )
