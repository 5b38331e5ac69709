"""The page of an instructor's hours: what is typed, what it means, and saving it."""

from collections.abc import Sequence
from dataclasses import dataclass

from livesessions.domain.errors import Invalid
from livesessions.domain.slots import Hours
from livesessions.queries.availability import BookedSession, my_timetable
from livesessions.runtime import routes
from livesessions.runtime.locales import moment
from livesessions.services.availability import BookingsOutside, save_hours
from livesessions.state.availability.clocks import ZoneRow
from livesessions.state.availability.dates import Dates
from livesessions.state.availability.draft import TEACHES
from livesessions.state.availability.looking import Looking
from livesessions.state.availability.rows import DayRow, where, window_row
from livesessions.state.base import PUBLIC, AppState, Notice, event

__all__ = ["AvailabilityState"]

SHOWN_SESSIONS = 50


@dataclass(frozen=True)
class BookedRow:
    """A session to come that somebody has booked."""

    reference: str = ""
    title: str = ""
    when: str = ""
    who: str = ""
    href: str = ""
    is_waiting: bool = False


class AvailabilityState(Looking, Dates, AppState):
    """The instructor's hours and the sessions to come."""

    booked: list[BookedRow] = []
    offerings: list[tuple[str, str]] = []
    outside: list[BookedRow] = []

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the page; a draft that is not saved stays."""
        page = await self.ask(my_timetable)
        self.watch(f"calendar:{page.instructor_id}", AvailabilityState.refresh)
        self._now = page.now
        if not self._resumed:
            self._ask_nothing()
        self.offerings = [(str(each.id), each.title) for each in page.offerings]
        if not self.is_dirty:
            self._saved = page.timetable
            await self._take(page.timetable)
        self._show_booked(page.booked)
        self.is_ready = True

    @event(TEACHES)
    async def refresh(self) -> None:
        """Shows what happened in the calendar meanwhile; what is typed stays."""
        page = await self.ask(my_timetable)
        self._now = page.now
        self._show_booked(page.booked)
        await self._preview(self._read())

    @event(TEACHES)
    async def use_office_hours(self) -> None:
        """A start for somebody who has no hours yet: Monday to Friday, nine to five."""
        hours = Hours(9 * 60, 17 * 60)
        self.days = [
            DayRow(day.weekday, day.name, day.weekday < 5, [window_row(hours)] if day.weekday < 5 else [])
            for day in self.days
        ]
        await self._draft_changed()

    @event(TEACHES)
    async def save(self) -> None:
        """Saves everything, unless booked sessions would be outside: then it asks."""
        await self._save(knowing=())

    @event(TEACHES)
    async def save_anyway(self) -> None:
        """Saves, now that the sessions outside have been shown."""
        await self._save(knowing=[each.reference for each in self.outside])

    @event(TEACHES)
    async def keep_editing(self, is_open: bool = False) -> None:
        """Closes the question about sessions outside."""
        if not is_open:
            self.outside = []

    @event(PUBLIC)
    async def page_left(self) -> None:
        """Says on the next page that something is not saved; whoever logs out has nothing to be told."""
        if self.is_dirty and self.viewer.signed_in:
            self.say("Your changed hours are not saved yet. They wait for you under “Hours”.", "info")

    @event(TEACHES)
    async def discard(self) -> None:
        """Throws the draft away."""
        self.is_dirty, self.notice = False, Notice(number=self.notice.number)
        page = await self.ask(my_timetable)
        self._saved = page.timetable
        await self._take(page.timetable)

    async def _save(self, knowing: Sequence[str]) -> None:
        reading = self._read()
        if reading.problems:
            await self._redraw(reading)
            raise Invalid(
                f"Nothing is saved yet: please mend what is marked under {where(reading.problems)}."
            )
        try:
            await self.perform(save_hours, timetable=reading.timetable, knowing=knowing)
        except BookingsOutside as no:
            self.outside = [self._booked_row(each) for each in no.sessions]
            return
        self.outside = []
        self._saved = reading.timetable
        await self._take((await self.ask(my_timetable)).timetable)
        self.say("Your hours are saved. Learners see them now.")

    def _ask_nothing(self) -> None:
        """A question left open would come up by itself as soon as its part of the page is looked at."""
        self.copy_from, self.dates_open, self.zone_asked, self.outside = -1, False, ZoneRow(), []

    def _show_booked(self, sessions: Sequence[BookedSession]) -> None:
        self.booked = [self._booked_row(each) for each in sessions[:SHOWN_SESSIONS]]

    def _booked_row(self, booked: BookedSession) -> BookedRow:
        is_one = len(booked.bookings) == 1
        return BookedRow(
            reference=booked.reference,
            title=booked.title,
            when=moment(booked.starts_at, self.zone.name, self._locale()),
            who=", ".join(booked.learners),
            href=routes.booking(booked.bookings[0]) if is_one else routes.DASHBOARD_REQUESTS,
            is_waiting="pending" in booked.statuses,
        )
