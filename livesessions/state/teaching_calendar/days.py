"""What fills each day, in words and in percent of the hours shown."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from livesessions.domain.times import local, local_day
from livesessions.queries.teaching_calendar import TaughtSession, TeachingCalendar
from livesessions.runtime import routes
from livesessions.runtime.locales import hour_name, long_day, short_weekday
from livesessions.state.bookings.reader import Reader
from livesessions.state.teaching_calendar.spans import Span

USUAL_HOURS = range(8, 18)
A_DAY = 24 * 60


@dataclass(frozen=True)
class ItemRow:
    """A session or a busy time on one day. `kind`: booked, waiting, open, done or busy."""

    key: str = ""
    kind: str = "busy"
    title: str = ""
    when: str = ""
    starts: str = ""
    who: str = ""
    href: str = ""
    top: str = ""
    height: str = ""


@dataclass(frozen=True)
class DayRow:
    """One day. `now` is where the present is in it, in percent of the hours shown; empty on other days."""

    key: str = ""
    label: str = ""
    weekday: str = ""
    number: str = ""
    href: str = ""
    now: str = ""
    is_today: bool = False
    is_past: bool = False
    is_outside: bool = False
    count: str = ""
    lines: list[ItemRow] = field(default_factory=list)


def hours_shown(found: TeachingCalendar, zone: str) -> range:
    """The full hours of the day that hold every session; at least the usual ones."""
    first, last = USUAL_HOURS.start, USUAL_HOURS.stop
    for taught in found.sessions:
        start, end = local(taught.starts_at, zone), local(taught.ends_at, zone)
        over_night = end.date() > start.date()
        first = 0 if over_night else min(first, start.hour)
        last = 24 if over_night else max(last, -(-(end.hour * 60 + end.minute) // 60))
    return range(first, last)


def hour_names(shown: range, locale: str) -> list[str]:
    """A name for every hour's line."""
    return [hour_name(hour, locale) for hour in shown]


def day_rows(found: TeachingCalendar, span: Span, who: Reader, shown: range) -> list[DayRow]:
    """Every day of the span in order."""
    days = (span.end - span.first).days
    return [_day(span.first + timedelta(days=number), found, span, who, shown) for number in range(days)]


def _day(day: date, found: TeachingCalendar, span: Span, who: Reader, shown: range) -> DayRow:
    frame = _Frame(day, who.zone, shown)
    sessions = [_session(each, frame, found.now, who) for each in found.sessions if frame.holds(each)]
    busy = [_busy(start, end, frame, who) for start, end in found.busy if frame.meets(start, end)]
    return DayRow(
        key=day.isoformat(),
        label=long_day(day, locale=who.locale),
        weekday=short_weekday(day, who.locale),
        number=str(day.day),
        href=routes.dashboard_calendar(day.isoformat()),
        now=frame.top(found.now) if day == span.today else "",
        is_today=day == span.today,
        is_past=day < span.today,
        is_outside=span.is_month and day.month != span.day.month,
        count=_count(len(sessions)),
        lines=[*busy, *sessions],
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """A day on the clock of a zone, of which some hours are shown."""

    day: date
    zone: str
    hours: range

    def holds(self, taught: TaughtSession) -> bool:
        return self.meets(taught.starts_at, taught.ends_at)

    def meets(self, start: datetime, end: datetime) -> bool:
        first, last = local_day(self.day, self.zone)
        return start < last and end > first

    def top(self, instant: datetime) -> str:
        """How far down an instant is; what lies outside of the hours stands at their edge."""
        return f"{self._share(instant):.3f}%"

    def height(self, start: datetime, end: datetime) -> str:
        return f"{self._share(end) - self._share(start):.3f}%"

    def _share(self, instant: datetime) -> float:
        first, last = self.hours.start * 60, self.hours.stop * 60
        return (min(max(self._minute(instant), first), last) - first) * 100 / (last - first)

    def _minute(self, instant: datetime) -> int:
        shown = local(instant, self.zone)
        days = (shown.date() - self.day).days
        return days * A_DAY + shown.hour * 60 + shown.minute


def _session(taught: TaughtSession, frame: _Frame, now: datetime, who: Reader) -> ItemRow:
    booking = taught.places[0].booking if taught.places else ""
    return ItemRow(
        key=taught.reference,
        kind=_kind(taught, now),
        title=taught.title,
        when=f"{who.time(taught.starts_at)}–{who.time(taught.ends_at)}",
        starts=who.time(taught.starts_at),
        who=_who(taught),
        href=routes.booking(booking) if booking else routes.dashboard_offering(taught.offering_id),
        top=frame.top(taught.starts_at),
        height=frame.height(taught.starts_at, taught.ends_at),
    )


def _busy(start: datetime, end: datetime, frame: _Frame, who: Reader) -> ItemRow:
    return ItemRow(
        key=f"busy-{start.isoformat()}",
        title="Busy elsewhere",
        when=f"{who.time(start)}–{who.time(end)}",
        top=frame.top(start),
        height=frame.height(start, end),
    )


def _kind(taught: TaughtSession, now: datetime) -> str:
    statuses = {place.status for place in taught.places}
    if "pending" in statuses:
        return "waiting"
    if taught.ends_at <= now or statuses & {"completed", "no_show"}:
        return "done"
    return "booked" if "accepted" in statuses else "open"


def _who(taught: TaughtSession) -> str:
    if taught.capacity > 1:
        return f"{len(taught.places)} of {taught.capacity} seats taken"
    return ", ".join(place.learner for place in taught.places)


def _count(sessions: int) -> str:
    return f"{sessions} session{'' if sessions == 1 else 's'}" if sessions else ""
