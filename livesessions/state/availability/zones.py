"""Choosing a time zone: for the hours, with the question what shall become of them, and for the preview."""

from typing import Annotated

from pydantic import Field

from livesessions.domain.availability import Timetable, in_zone, moved_to_zone
from livesessions.domain.errors import Invalid
from livesessions.domain.times import is_zone
from livesessions.state.availability.clocks import ZoneRow, zone_row
from livesessions.state.availability.draft import TEACHES, Draft
from livesessions.state.base import event

ZoneName = Annotated[str, Field(max_length=64)]


class ZoneChoice(Draft, mixin=True):
    """The zone of the hours."""

    zone_asked: ZoneRow = ZoneRow()  # chosen, and what to do with the hours is not answered yet

    @event(TEACHES)
    async def choose_zone(self, name: ZoneName) -> None:
        """Takes another zone; hours that exist raise the question what to do with them."""
        must_be_zone(name)
        if name == self.zone.name:
            return
        if any(day.windows for day in self.days):
            self.zone_asked = zone_row(name, self._now, self._locale())
        else:
            await self._take(in_zone(self._read().timetable, name))

    @event(TEACHES)
    async def keep_clock(self) -> None:
        """The new zone, with the hours as they stand on the clock."""
        await self._answer(in_zone(self._read().timetable, self.zone_asked.name))

    @event(TEACHES)
    async def keep_moments(self) -> None:
        """The new zone, with the hours moved so that learners see the same times."""
        if is_zone(self.zone_asked.name):
            await self._answer(moved_to_zone(self._read().timetable, self.zone_asked.name, self._now))

    @event(TEACHES)
    async def keep_zone(self, is_open: bool = False) -> None:
        """Leaves the zone as it is."""
        if not is_open:
            self.zone_asked = ZoneRow()

    async def _answer(self, timetable: Timetable) -> None:
        asked, self.zone_asked = self.zone_asked.name, ZoneRow()
        if self._read().problems:
            raise Invalid("Please mend the marked hours first.")
        if is_zone(asked):
            await self._take(timetable)


def must_be_zone(name: str) -> None:
    """Errors: Invalid."""
    if not is_zone(name):
        raise Invalid("Please choose a time zone from the list.")
