"""The instructor's calendar: a week or a month, each with an address of its own."""

from livesessions.queries.teaching_calendar import teaching_calendar, today_in
from livesessions.state.base import AppState, event, role
from livesessions.state.bookings.reader import reader
from livesessions.state.teaching_calendar.days import DayRow, day_rows, hour_names, hours_shown
from livesessions.state.teaching_calendar.spans import SpanRow, span_of

TEACHES = role("instructor")


class TeachingCalendarState(AppState):
    """The days that are looked at, with what fills them."""

    is_ready: bool = False
    span: SpanRow = SpanRow()
    days: list[DayRow] = []
    hours: list[str] = []
    is_empty: bool = True

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the page and keeps it up to date."""
        instructor_id = await self._look()
        self.watch(f"calendar:{instructor_id}", TeachingCalendarState.refresh)
        self.is_ready = True

    @event(TEACHES)
    async def refresh(self) -> None:
        """Something changed."""
        await self._look()

    async def _look(self) -> int:
        who = reader()
        today = await self.ask(today_in, zone=who.zone)
        span = span_of(self.option("view", ""), self.option("day", ""), today)
        found = await self.ask(teaching_calendar, first=span.first, last=span.end, zone=who.zone)
        shown = hours_shown(found, who.zone)
        self.span, self.hours = span.row(who.locale), hour_names(shown, who.locale)
        self.days = day_rows(found, span, who, shown)
        self.is_empty = not (found.sessions or found.busy)
        return found.instructor_id
