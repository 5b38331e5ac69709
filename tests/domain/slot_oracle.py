"""The slot rules read minute by minute, as plainly as can be: what the engine is measured against.

It shares values with the engine, but no code: it asks the time zone about every minute.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from livesessions.domain.slots import Calendar, Claim, Hours, Wanted

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
# Two dates, at most 25 hours each, before the first start.
CONTEXT = 50 * 60
DAY = 1440

Clock = tuple[date, int]
Found = dict[int, tuple[int, int, int | None]]


def free_starts(calendar: Calendar, wanted: Wanted, now: datetime, first: datetime, last: datetime) -> Found:
    """Each bookable start in [first, last) with its end, seats and live session, in minutes of the epoch."""
    claims = [claim for claim in calendar.claims if claim.live_session_id != wanted.moving_id]
    found = _opened(calendar, claims, wanted, first, last) if wanted.opens_sessions else {}
    for claim in claims:
        is_alike = (claim.end - claim.start, claim.capacity > 1) == (
            wanted.duration_minutes,
            wanted.seats > 1,
        )
        if is_alike and claim.offering_id == wanted.offering_id and claim.seats_left > 0:
            found[claim.start] = (claim.end, claim.seats_left, claim.live_session_id)
    return {
        start: found[start] for start in sorted(found) if _in_time(calendar, wanted, now, first, last, start)
    }


def _in_time(
    calendar: Calendar, wanted: Wanted, now: datetime, first: datetime, last: datetime, start: int
) -> bool:
    rules, instant = calendar.rules, EPOCH + start * MINUTE
    soonest = now + max(rules.min_lead_minutes, wanted.lead_minutes) * MINUTE
    latest = now + timedelta(days=rules.booking_window_days)
    return first <= instant < last and soonest <= instant <= latest


def _opened(
    calendar: Calendar, claims: list[Claim], wanted: Wanted, first: datetime, last: datetime
) -> Found:
    rules, duration = calendar.rules, wanted.duration_minutes
    begin = (first - EPOCH) // MINUTE - CONTEXT
    end = (last - EPOCH) // MINUTE + 1 + duration
    clocks = read_clock(rules.timezone, begin, end)
    free = _free_minutes(calendar, claims, begin, end)
    held = Counter(read_clock(rules.timezone, claim.start, claim.start + 1)[0][0] for claim in claims)
    step = rules.slot_interval or duration
    found: Found = {}
    for index in _starts(free, clocks, duration, step):
        if rules.max_per_day is None or held[clocks[index][0]] < rules.max_per_day:
            found[begin + index] = (begin + index + duration, wanted.seats, None)
    return found


def _starts(free: list[bool], clocks: list[Clock], duration: int, step: int) -> list[int]:
    """Walk the minutes: a gap opens, its first round minute is the first start, then every step."""
    round_to = max(minutes for minutes in (60, 30, 20, 15, 10, 5, 1) if step % minutes == 0)
    starts, room = [], _room(free)
    opened = first = None
    date_began, latest_date = -1, clocks[0][0]
    for index, (day, minute) in enumerate(clocks):
        if not free[index]:
            opened = first = None
        elif opened is None:
            opened = index
        if day > latest_date:
            if opened is not None and date_began >= opened:
                first = None
            date_began, latest_date = index, day
        if opened is not None and first is None and minute % round_to == 0:
            first = index
        if first is not None and (index - first) % step == 0 and room[index] >= duration:
            starts.append(index)
    return starts


def _room(free: list[bool]) -> list[int]:
    """For each minute, how many free ones follow from it on."""
    room = [0] * (len(free) + 1)
    for index in range(len(free) - 1, -1, -1):
        room[index] = room[index + 1] + 1 if free[index] else 0
    return room


def _free_minutes(calendar: Calendar, claims: list[Claim], begin: int, end: int) -> list[bool]:
    free = _open_minutes(calendar, begin, end)
    for start, stop in calendar.busy:
        for minute in range(max(start, begin), min(stop, end)):
            free[minute - begin] = False
    for claim in claims:
        gap = max(claim.buffer_minutes, calendar.rules.buffer_minutes)
        for minute in range(max(claim.start - gap, begin), min(claim.end + gap, end)):
            free[minute - begin] = False
    return free


def _open_minutes(calendar: Calendar, begin: int, end: int) -> list[bool]:
    """By the hours of the instructor's date, and other zones' hours where that date is not overridden."""
    home = calendar.rules.timezone
    clocks = read_clock(home, begin, end)
    open_minutes = _shown(clocks, partial(_hours_at_home, calendar))
    overridden = {override.date for override in calendar.overrides}
    for zone in {window.timezone for window in calendar.windows} - {home}:
        away = _shown(read_clock(zone, begin, end), partial(_every_week, calendar, zone))
        for index, (day, _) in enumerate(clocks):
            open_minutes[index] |= away[index] and day not in overridden
    return open_minutes


def _shown(clocks: list[Clock], hours_of: Callable[[date], list[Hours]]) -> list[bool]:
    hours = {day: hours_of(day) for day in {day for day, _ in clocks}}
    shown = []
    for day, minute in clocks:
        inside = False
        for start, end in hours[day]:
            if start <= minute < end:
                inside = True
        shown.append(inside)
    return shown


def _hours_at_home(calendar: Calendar, day: date) -> list[Hours]:
    """An overridden date has its own hours; any other the week's, and what yesterday left of its own."""
    yesterday = day - timedelta(days=1)
    own = [hours for override in calendar.overrides if override.date == day for hours in override.hours]
    before = [
        hours for override in calendar.overrides if override.date == yesterday for hours in override.hours
    ]
    dates = {override.date for override in calendar.overrides}
    if day in dates:
        return [_whole(hours) for hours in own]
    if yesterday in dates:
        return _weekly(calendar, calendar.rules.timezone, day) + [_left_over(hours) for hours in before]
    return _every_week(calendar, calendar.rules.timezone, day)


def _every_week(calendar: Calendar, zone: str, day: date) -> list[Hours]:
    before = _weekly(calendar, zone, day - timedelta(days=1))
    return _weekly(calendar, zone, day) + [_left_over(hours) for hours in before]


def _weekly(calendar: Calendar, zone: str, day: date) -> list[Hours]:
    return [
        _whole(Hours(window.start_minute, window.end_minute))
        for window in calendar.windows
        if window.timezone == zone and window.day_of_week == day.weekday()
    ]


def _whole(hours: Hours) -> Hours:
    past_midnight = hours.end_minute < hours.start_minute or hours.end_minute == 0
    return Hours(hours.start_minute, hours.end_minute + DAY) if past_midnight else hours


def _left_over(hours: Hours) -> Hours:
    """Yesterday's hours on today's clock."""
    return Hours(_whole(hours).start_minute - DAY, _whole(hours).end_minute - DAY)


def read_clock(zone: str, begin: int, end: int) -> list[Clock]:
    """What the zone's clock shows at each minute."""
    days = range(begin // DAY, (end - 1) // DAY + 1)
    shown = [clock for day in days for clock in _read_day(zone, day)]
    return shown[begin - days.start * DAY :][: end - begin]


def forget_clocks() -> None:
    """Makes the next answer ask the zone again."""
    _read_day.cache_clear()


@lru_cache(maxsize=4096)
def _read_day(zone: str, day: int) -> list[Clock]:
    there = ZoneInfo(zone)
    shown = ((EPOCH + minute * MINUTE).astimezone(there) for minute in range(day * DAY, day * DAY + DAY))
    return [(wall.date(), wall.hour * 60 + wall.minute) for wall in shown]
