"""Whom words are made for: their zone, their formats, their currency."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from livesessions.domain.times import local_date, wall_time
from livesessions.runtime.locales import FALLBACK, clock_time, day, zone_label
from livesessions.state.gate.caller import caller


@dataclass(frozen=True, slots=True)
class Reader:
    """Where and how somebody reads. No currency: they haven't said."""

    zone: str = "UTC"
    locale: str = FALLBACK
    currency: str = ""

    def clock(self, instant: datetime) -> str:
        """ "14:00"; with its offset on the day the clock shows it twice."""
        told = clock_time(instant, self.zone, self.locale)
        if wall_time(instant, self.zone).repeated:
            return f"{told} {zone_label(instant, self.zone, self.locale)}"
        return told

    def day(self, instant: datetime, now: datetime) -> str:
        """ "Today", "Tomorrow" or "Fri 14 Aug"."""
        ahead = local_date(instant, self.zone) - local_date(now, self.zone)
        near = {timedelta(0): "Today", timedelta(days=1): "Tomorrow"}
        return near.get(ahead) or day(instant, self.zone, self.locale)

    def moment(self, instant: datetime, now: datetime) -> str:
        """ "Today, 14:00"."""
        return f"{self.day(instant, now)}, {self.clock(instant)}"


def reader() -> Reader:
    """Whoever sent the event that is being handled."""
    who = caller()
    if who.viewer is None:
        return Reader(zone=who.zone or "UTC")
    return Reader(who.viewer.time_zone, who.viewer.locale, who.viewer.currency)


def short_name(name: str) -> str:
    """ "Lena B." for Lena Marie Berg: what the public reads of a learner."""
    first, *others = name.split() or [""]
    return f"{first} {others[-1][0]}." if others else first
