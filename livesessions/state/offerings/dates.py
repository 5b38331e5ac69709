"""The dates of an offering that runs on dates."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Literal

import reflex as rx
from pydantic import Field

from livesessions.domain.errors import Invalid
from livesessions.domain.times import exists, instant
from livesessions.queries.dates import MOST_AT_ONCE, PlannedDate, planned_dates
from livesessions.queries.offerings import PublishedDate
from livesessions.runtime.locales import moment
from livesessions.services.calling_off import call_off
from livesessions.services.offerings import add_date, add_dates, withdraw_date
from livesessions.state.base import AppState, FieldErrors, Form, event, role
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class PublishedRow:
    """One date, ready to be read."""

    reference: str = ""
    when: str = ""
    seats: str = ""
    is_booked: bool = False


class DateForm(Form):
    """A date and a time on the instructor's clock, and how it comes back."""

    day: date
    time: time
    repeat: Literal["once", "weekly", "fortnightly", "monthly", "rule"] = "once"
    count: Annotated[str, Field(max_length=3)] = ""
    rule: Annotated[str, Field(max_length=300)] = ""


class ReasonForm(Form):
    reason: Annotated[str, Field(max_length=500)] = ""


@dataclass(frozen=True)
class PlannedRow:
    """One date of a rule before it is published."""

    iso: str = ""
    when: str = ""
    note: str = ""
    is_free: bool = False


class Dates(FieldErrors, AppState, mixin=True):
    """The list, the form that adds to it, what a rule would add, and the date that is being cancelled."""

    offering_id: int = 0
    zone: str = ""
    dates: list[PublishedRow] = []
    repeat: str = "once"
    planned: list[PlannedRow] = []
    calling_off: str = ""
    calling_off_when: str = ""
    _starts: list[datetime] = []

    @rx.var
    def free_dates(self) -> int:
        """How many of the planned dates can be published."""
        return sum(row.is_free for row in self.planned)

    @event(TEACHES)
    async def set_repeat(self, repeat: Literal["once", "weekly", "fortnightly", "monthly", "rule"]) -> None:
        """Shows what a rule needs to know."""
        self.repeat = repeat

    @event(TEACHES)
    async def add_date(self, form: DateForm) -> None:
        """Publishes one date, or shows those of a rule first."""
        self.errors, self.planned = {}, []
        wall = datetime.combine(form.day, form.time.replace(tzinfo=None))
        if not exists(wall, self.zone):
            raise Invalid("Your clock skips this time: it goes forward that night.", field="date")
        first = instant(wall, self.zone)
        if form.repeat == "once":
            await self.perform(add_date, offering_id=self.offering_id, starts_at=first)
            await self._show_dates()
            return
        found = await self.ask(planned_dates, offering_id=self.offering_id, rule=rule_of(form), first=first)
        self.planned = [planned_row(each, self.zone, self._locale()) for each in found]
        self._starts = [each.starts_at for each in found if not each.problem]

    @event(TEACHES)
    async def publish_planned(self) -> None:
        """Publishes the dates of the rule that nothing stands in the way of."""
        self.errors = {}
        await self.perform(add_dates, offering_id=self.offering_id, starts=self._starts)
        self.planned, self._starts = [], []
        await self._show_dates()

    @event(TEACHES)
    async def drop_planned(self) -> None:
        """Publishes none of them."""
        self.planned, self._starts = [], []

    @event(TEACHES)
    async def ask_to_call_off(self, reference: Annotated[str, Field(max_length=16)]) -> None:
        """Opens the question why a booked date does not take place; an empty reference closes it."""
        self.errors, self.calling_off = {}, reference
        self.calling_off_when = next((row.when for row in self.dates if row.reference == reference), "")

    @event(TEACHES)
    async def close_calling_off(self, is_open: bool) -> None:
        """Leaves the date as it is."""
        if not is_open:
            self.calling_off = ""

    @event(TEACHES)
    async def call_off(self, form: ReasonForm) -> None:
        """Cancels a booked date: everybody gets everything back."""
        self.errors = {}
        await self.perform(call_off, reference=self.calling_off, reason=form.reason)
        self.calling_off = ""
        self.say("The date is cancelled. Everybody gets their money back and is told.")
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


def rule_of(form: DateForm) -> str:
    """The RRULE that the form means; a month's date comes back on its weekday, a fifth one as the last."""
    if form.repeat == "rule":
        return form.rule
    if not (form.count.isascii() and form.count.isdecimal() and 2 <= int(form.count) <= MOST_AT_ONCE):
        raise Invalid(f"How many dates: 2 to {MOST_AT_ONCE}.", field="count")
    week = (form.day.day - 1) // 7 + 1
    monthly = f"FREQ=MONTHLY;BYDAY={week if week < 5 else -1}{WEEKDAYS[form.day.weekday()]}"
    rules = {"weekly": "FREQ=WEEKLY", "fortnightly": "FREQ=WEEKLY;INTERVAL=2", "monthly": monthly}
    return f"{rules[form.repeat]};COUNT={form.count}"


def planned_row(planned: PlannedDate, zone: str, locale: str) -> PlannedRow:
    shifted = "Your clock skips the usual time that night: it starts later." if planned.moved else ""
    return PlannedRow(
        iso=planned.starts_at.isoformat(),
        when=moment(planned.starts_at, zone, locale),
        note=planned.problem or shifted,
        is_free=not planned.problem,
    )


def date_row(published: PublishedDate, zone: str, locale: str) -> PublishedRow:
    return PublishedRow(
        reference=published.reference,
        when=moment(published.starts_at, zone, locale),
        seats=f"{published.places} of {published.capacity} seats taken",
        is_booked=published.places > 0,
    )
