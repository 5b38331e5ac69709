"""Whoever looks around, and words for them that don't concern a booking."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from livesessions.domain.times import local_date
from livesessions.runtime.locales import day
from livesessions.state.bookings import reader
from livesessions.state.gate.caller import caller


@dataclass(frozen=True, slots=True)
class Onlooker(reader.Reader):
    """Somebody's time zone, locale and currency; no currency while they haven't said."""

    currency: str = ""

    def near_day(self, instant: datetime, now: datetime) -> str:
        """ "Today", "Tomorrow" or "Fri 14 Aug"."""
        ahead = local_date(instant, self.zone) - local_date(now, self.zone)
        near = {timedelta(0): "Today", timedelta(days=1): "Tomorrow"}
        return near.get(ahead) or day(instant, self.zone, self.locale)

    def near_moment(self, instant: datetime, now: datetime) -> str:
        """ "Today, 14:00"."""
        return f"{self.near_day(instant, now)}, {self.time(instant)}"


def onlooker() -> Onlooker:
    """Whoever sent the event that is being handled."""
    viewer, who = caller().viewer, reader.reader()
    return Onlooker(who.zone, who.locale, viewer.currency if viewer else "")


def short_name(name: str) -> str:
    """ "Lena B." for Lena Marie Berg: what the public reads of a learner."""
    first, *others = name.split() or [""]
    return f"{first} {others[-1][0]}." if others else first
