"""Finding a time zone by what people type."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.times import zone_names
from livesessions.runtime.locales import clock_time, zone_label

MOST = 12


@dataclass(frozen=True)
class ZoneRow:
    """One zone to choose: its name as stored and as read, and what its clock shows."""

    name: str = ""
    label: str = ""
    clock: str = ""


def matching_zones(text: str, now: datetime, locale: str) -> list[ZoneRow]:
    """The zones whose name has every word that was typed, cities that begin with it first."""
    words = text.casefold().replace("/", " ").replace("_", " ").split()
    found = [name for name in zone_names() if all(word in _read(name) for word in words)]
    found.sort(key=lambda name: (not _city(name).startswith(" ".join(words)), name))
    return [zone_row(name, now, locale) for name in found[:MOST]]


def zone_row(name: str, now: datetime, locale: str) -> ZoneRow:
    clock = f"{clock_time(now, name, locale)}, {zone_label(now, name, locale)}"
    return ZoneRow(name, name.replace("_", " ").replace("/", " / "), clock)


def _read(name: str) -> str:
    return name.casefold().replace("/", " ").replace("_", " ")


def _city(name: str) -> str:
    return _read(name.rpartition("/")[2])
