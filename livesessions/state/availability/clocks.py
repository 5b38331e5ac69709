"""A time zone as people read it, with what its clock shows."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.runtime.locales import clock_time, zone_label


@dataclass(frozen=True)
class ZoneRow:
    """One zone: its name as stored and as read, and what its clock shows."""

    name: str = ""
    label: str = ""
    clock: str = ""


def zone_row(name: str, now: datetime, locale: str) -> ZoneRow:
    clock = f"{clock_time(now, name, locale)}, {zone_label(now, name, locale)}"
    return ZoneRow(name, name.replace("_", " ").replace("/", " / "), clock)
