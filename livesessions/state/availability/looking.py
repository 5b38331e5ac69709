"""What learners would see of the hours as they are typed, and why a time is not among it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field

from livesessions.domain.slots import Slot
from livesessions.domain.times import exists, instant, local_date, start_of_local_day
from livesessions.queries.availability import preview, troubleshoot
from livesessions.runtime.locales import clock_time, day, long_day
from livesessions.state.availability.clocks import ZoneRow, zone_row
from livesessions.state.availability.draft import TEACHES
from livesessions.state.availability.rows import Reading
from livesessions.state.availability.words import verdict
from livesessions.state.availability.zones import ZoneChoice, ZoneName, must_be_zone
from livesessions.state.base import Form, event

DAYS = 14
OfferingId = Annotated[str, Field(max_length=12, pattern=r"^\d*$")]


@dataclass(frozen=True)
class PreviewDay:
    """One date and the times a learner could choose on it."""

    label: str = ""
    times: list[str] = field(default_factory=list)


class WhyForm(Form):
    """A time on the instructor's clock."""

    day: date
    time: time


class Looking(ZoneChoice, mixin=True):
    """The preview and the troubleshooter: both look at what is typed, not at what is saved."""

    preview_zone: ZoneRow = ZoneRow()
    preview_offering: str = ""
    preview_days: list[PreviewDay] = []
    preview_count: int = 0
    why_about: str = ""
    why: list[str] = []

    @event(TEACHES)
    async def set_preview_offering(self, offering_id: OfferingId) -> None:
        """Which offering the times are for."""
        self.preview_offering = offering_id
        await self._preview(self._read())

    @event(TEACHES)
    async def set_preview_zone(self, name: ZoneName) -> None:
        """In which zone the learner sits."""
        must_be_zone(name)
        self.preview_zone = zone_row(name, self._now, self._locale())
        await self._preview(self._read())

    @event(TEACHES)
    async def ask_why(self, form: WhyForm) -> None:
        """Says why this time is not offered, or that it is."""
        wall, zone = datetime.combine(form.day, form.time.replace(tzinfo=None)), self.zone.name
        self.why_about = f"{long_day(form.day, locale=self._locale())}, {wall:%H:%M}"
        if not exists(wall, zone):
            self.why = ["Your clock skips this time: it goes forward that night."]
            return
        timetable = self._read().timetable
        finding = await self.ask(
            troubleshoot, timetable=timetable, starts_at=instant(wall, zone), offering_id=self._offering_id()
        )
        self.why = verdict(finding.reasons, timetable, finding.calendars)

    async def _redraw(self, reading: Reading) -> None:
        await super()._redraw(reading)
        await self._preview(reading)

    async def _preview(self, reading: Reading) -> None:
        if reading.problems:
            return  # the last good one stays while somebody types
        zone = self.preview_zone.name or self.zone.name
        seen = await self.ask(
            preview, timetable=reading.timetable, zone=zone, days=DAYS, offering_id=self._offering_id()
        )
        self._now = seen.now
        self.preview_zone = zone_row(zone, seen.now, self._locale())
        self.preview_count = len(seen.slots)
        self.preview_days = preview_days(seen.slots, local_date(seen.now, zone), zone, self._locale())
        self.why_about, self.why = "", []

    def _offering_id(self) -> int | None:
        return int(self.preview_offering) if self.preview_offering else None


def preview_days(slots: tuple[Slot, ...], today: date, zone: str, locale: str) -> list[PreviewDay]:
    """The next two weeks, days without times included."""
    times: dict[date, list[str]] = {today + timedelta(days=ahead): [] for ahead in range(DAYS)}
    for slot in sorted(slots):
        times.setdefault(local_date(slot.start, zone), []).append(clock_time(slot.start, zone, locale))
    starts = {each: start_of_local_day(each, zone) for each in times}
    return [PreviewDay(day(starts[each], zone, locale), shown) for each, shown in times.items()]
