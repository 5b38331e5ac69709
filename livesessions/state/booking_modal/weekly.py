"""The same time every week: the dates are shown, with what stands in the way, before anything is held."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from livesessions.domain.recurrence import clock_shifts, same_time
from livesessions.domain.series import MOST
from livesessions.domain.slots.why import SENTENCES
from livesessions.queries.series import Date, SeriesPreview, look_again, series_preview
from livesessions.runtime.locales import day
from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, event
from livesessions.state.booking_modal.rows import Other, TimeRow, time_rows
from livesessions.state.bookings.reader import Reader, reader

Number = Annotated[int, Field(ge=0, lt=MOST)]


@dataclass(frozen=True)
class PlanRow:
    """One date of the series in the making."""

    number: int = 0
    when: str = ""
    there: str = ""
    note: str = ""
    problem: str = ""
    nearest: list[TimeRow] = field(default_factory=list)
    is_skipped: bool = False


class Weekly(AppState, mixin=True):
    """Up to twelve dates at one time on the instructor's clock."""

    weeks_wanted: int = 1
    plan: list[PlanRow] = []
    plan_note: str = ""
    plan_count: int = 0
    _plan: SeriesPreview | None = None
    _skipped: frozenset[int] = frozenset()
    _first_date: datetime | None = None  # at the usual time

    @event(PUBLIC)
    async def set_weeks(self, many: Annotated[int, Field(ge=1, le=MOST)]) -> None:
        """Once, or the same time for so many weeks."""
        self.weeks_wanted = many
        self._drop_plan()

    @event(SIGNED_IN)
    async def skip(self, number: Number) -> None:
        """Leaves a date out, or takes it in again."""
        self._skipped = self._skipped ^ {number}
        self._show_plan()

    @event(SIGNED_IN)
    async def swap(self, number: Number, starts_at: AwareDatetime) -> None:
        """Takes another time for one date, one that was offered for it."""
        if self._plan is None or number >= len(self._plan.dates):
            return
        dates = list(self._plan.dates)
        if starts_at in [slot.start for slot in dates[number].nearest]:
            start = starts_at.astimezone(UTC)
            dates[number] = Date(start, reason=None, nearest=(), is_later=False)
            self._plan = replace(self._plan, dates=tuple(dates))
            self._show_plan()

    @event(PUBLIC)
    async def leave_plan(self) -> None:
        """Back to the calendar."""
        self._drop_plan()

    async def _make_plan(self, offering_id: int, starts_at: datetime) -> None:
        self._skipped, self._first_date = frozenset(), starts_at
        self._plan = await self.ask(
            series_preview, offering_id=offering_id, first=starts_at, count=self.weeks_wanted
        )
        self._show_plan()

    async def _plan_again(self) -> None:
        """Looks again at every date of the plan, those that were exchanged included."""
        if self._plan is None:
            return
        before = self._plan.dates
        starts = tuple(date.start for date in before)
        found = await self.ask(look_again, offering_id=self._offering_id(), starts=starts)
        dates = (replace(now, is_later=was.is_later) for now, was in zip(found.dates, before, strict=True))
        self._plan = replace(found, dates=tuple(dates))
        self._show_plan()

    def _planned(self) -> list[datetime]:
        dates = self._plan.dates if self._plan else ()
        return [
            each.start
            for number, each in enumerate(dates)
            if number not in self._skipped and each.reason is None
        ]

    def _show_plan(self) -> None:
        who, other = reader(), self._opposite()
        if self._plan is None or other is None:
            return
        self.plan = [
            _row(number, each, who, other, is_skipped=number in self._skipped)
            for number, each in enumerate(self._plan.dates)
        ]
        self.plan_count = len(self._planned())
        self.plan_note = clock_note(self._planned(), self._first_date, who, other)

    def _drop_plan(self) -> None:
        self.plan, self.plan_note, self.plan_count, self._plan = [], "", 0, None

    def _offering_id(self) -> int:
        """Of what. The state that mixes this in knows."""
        raise NotImplementedError

    def _opposite(self) -> Other | None:
        """Whoever teaches. The state that mixes this in knows."""
        raise NotImplementedError


def _row(number: int, date: Date, who: Reader, other: Other, *, is_skipped: bool) -> PlanRow:
    return PlanRow(
        number=number,
        when=who.moment(date.start),
        there=who.elsewhere(date.start, other.zone),
        note="The clock skips the usual time that day." if date.is_later else "",
        problem=SENTENCES[date.reason] if date.reason and not is_skipped else "",
        nearest=[] if is_skipped else time_rows(date.nearest, other, who, "", dated=True),
        is_skipped=is_skipped,
    )


def clock_note(starts: Sequence[datetime], first: datetime | None, who: Reader, other: Other) -> str:
    """Where a series that keeps the instructor's time changes its time for the learner; "" where it doesn't.

    A date that was exchanged for another hour is no such change.
    """
    usual = [start for start in sorted(starts) if first and same_time(start, first, other.zone)]
    shifts = clock_shifts(usual, who.zone)
    if not shifts:
        return ""
    times = [f"at {who.time(each.start)} from {day(each.start, who.zone, who.locale)} on" for each in shifts]
    return (
        f"The clocks change on the way: for you it begins {', and '.join(times)}. "
        f"The time stays the same for {other.name.split()[0]}."
    )
