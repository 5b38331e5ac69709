"""The slots that can be booked: open hours minus what is taken, walked in steps, as runs.

One sweep of sorted intervals; no datetime and no object per slot.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from operator import itemgetter

from livesessions.domain import times
from livesessions.domain.slots.hours import days_of, open_hours
from livesessions.domain.slots.intervals import Interval, merged, minus
from livesessions.domain.slots.values import Calendar, CalendarRules, Claim, Run, Wanted
from livesessions.domain.times import DAY, Offset

_NEW = tuple.__new__

# Whether the date before the first was open throughout decides where the first one's steps begin.
LOOK_BACK = 3 * DAY


def free_runs(
    calendar: Calendar, wanted: Wanted, now: datetime, first: datetime, last: datetime
) -> list[Run]:
    """Every slot of the wanted session that starts in [first, last) and keeps all rules, in order.

    What is said of a start does not depend on the range asked for. Sessions last up to a day.
    """
    begin, end = bookable(calendar.rules, wanted, now)
    within = max(begin, times.minute_up(first)), min(end, times.minute_up(last))
    if within[0] >= within[1]:
        return []
    claims = others(calendar.claims, wanted)
    opening = max(within[0], earliest_opening(wanted, now)), within[1]
    opens = wanted.opens_sessions and opening[0] < opening[1]
    runs = _opened(calendar, claims, wanted, opening) if opens else []
    for claim in claims:
        if joinable(claim, wanted) and within[0] <= claim.start < within[1]:
            insort(runs, _join(claim))
    return runs


def data_range(first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """The range of which claims and busy times must be known to find the slots of [first, last)."""
    return first - timedelta(minutes=LOOK_BACK + DAY), last + timedelta(minutes=2 * DAY)


def bookable(rules: CalendarRules, wanted: Wanted, now: datetime) -> Interval:
    """The starts that lead time and booking window leave; both limits are themselves allowed."""
    soonest = times.minute_up(now) + max(rules.min_lead_minutes, wanted.lead_minutes)
    return soonest, times.minute(now) + rules.booking_window_days * DAY + 1


def earliest_opening(wanted: Wanted, now: datetime) -> int:
    """The first start at which a new session may open, apart from the calendar's lead time."""
    return times.minute_up(now) + wanted.notice_minutes


def others(claims: Sequence[Claim], wanted: Wanted) -> Sequence[Claim]:
    """The claims that stand in the way or count, which the session being moved does not."""
    if wanted.moving_id is None:
        return claims
    return [claim for claim in claims if claim.live_session_id != wanted.moving_id]


def joinable(claim: Claim, wanted: Wanted) -> bool:
    """Whether it has a seat and is what is wanted, which its offering may have been before it was edited."""
    return (
        claim.seats_left > 0
        and claim.offering_id == wanted.offering_id
        and claim.end - claim.start == wanted.duration_minutes
        and (claim.capacity > 1) == (wanted.seats > 1)
    )


def taken(calendar: Calendar, claims: Iterable[Claim]) -> list[Interval]:
    """What a new session must not touch: busy times, and claims with the larger buffer on each side."""
    own = calendar.rules.buffer_minutes
    padded = [
        (start - buffer, end + buffer) if buffer > own else (start - own, end + own)
        for start, end, buffer, _, _, _, _ in claims
    ]
    # Plain tuples alone: a list of several types takes twice as long to sort.
    return merged(padded + [(start, end) for start, end in calendar.busy])


def full_days(rules: CalendarRules, claims: Sequence[Claim], within: Interval) -> list[Interval]:
    """The minutes on dates that hold `max_per_day` sessions, counted by their start."""
    if rules.max_per_day is None:
        return []
    begin, end = within[0] - 2 * DAY, within[1] + 2 * DAY
    if rules.max_per_day < 1:
        return [(begin, end)]
    parts = times.offsets(rules.timezone, begin, end)
    starts = [start for start, _, _, _, _, _, _ in claims]
    days = sorted(
        [(at + offset) // DAY for first, last, offset in parts for at in starts if first <= at < last]
    )
    # In order, a date with that many sessions still is the same that many places on.
    full = {day for day, later in zip(days, days[rules.max_per_day - 1 :], strict=False) if day == later}
    return days_of(full, rules.timezone, begin, end) if full else []


def _join(claim: Claim) -> Run:
    duration = claim.end - claim.start
    return Run(claim.start, 1, duration, duration, claim.seats_left, claim.live_session_id)


def _opened(calendar: Calendar, claims: Sequence[Claim], wanted: Wanted, within: Interval) -> list[Run]:
    """The runs of new sessions."""
    rules, duration, seats = calendar.rules, wanted.duration_minutes, wanted.seats
    step = rules.slot_interval or duration
    reach = within[0] - LOOK_BACK, within[1] + duration
    gaps = _renewed(minus(open_hours(calendar, *reach), taken(calendar, claims)), rules.timezone, duration)
    grids = _grids(gaps, duration, granularity(step), times.offsets(rules.timezone, *reach))
    allowed = minus([within], full_days(rules, claims, within))
    starts = [span for each in allowed for span in _in_steps(grids, each, step)]
    # A named tuple's own constructor takes as long as all the rest of this line.
    return [
        _NEW(Run, (first, (last - first) // step + 1, step, duration, seats, None))
        for first, last in starts
        if first <= last
    ]


def granularity(step: int) -> int:
    """The largest of these minutes that divides the step: what a first start is a multiple of."""
    return next(minutes for minutes in (60, 30, 20, 15, 10, 5, 1) if step % minutes == 0)


def _renewed(gaps: list[Interval], zone: str, duration: int) -> list[Interval]:
    """The gaps, begun afresh at the midnight after each date they fill; a session may outlast the midnight.

    Else the starts of an instructor who is free round the clock would depend on where one begins to count.
    """
    if max([end - begin for begin, end in gaps], default=0) < DAY // 2:
        return gaps
    renewed: list[Interval] = []
    for begin, end in gaps:
        midnights = list(times.midnights(zone, begin - 1, end)) if end - begin >= DAY // 2 else []
        pieces = pairwise([begin, *midnights[1:], end])
        renewed += [(first, min(last - 1 + duration, end)) for first, last in pieces]
    return renewed


def _grids(gaps: Iterable[Interval], duration: int, minutes: int, parts: Sequence[Offset]) -> list[Interval]:
    """Each gap's first start, a multiple of `minutes` on the clock of those offsets, and its last possible one."""
    phases = {part.minutes % minutes for part in parts}
    if len(phases) > 1:
        return [
            (_rounded_up(begin, minutes, parts), end - duration)
            for begin, end in gaps
            if end - begin >= duration
        ]
    phase = phases.pop()
    return [
        (begin + -(begin + phase) % minutes, end - duration) for begin, end in gaps if end - begin >= duration
    ]


def _rounded_up(begin: int, minutes: int, parts: Sequence[Offset]) -> int:
    """The same across a change of the clock that is not by a multiple of `minutes`."""
    later = [(max(begin, start), end, offset) for start, end, offset in parts if end > begin]
    rounded = [(start + -(start + offset) % minutes, end) for start, end, offset in later]
    return next((start for start, end in rounded if start < end), parts[-1].end)


def _in_steps(grids: Sequence[Interval], allowed: Interval, step: int) -> Sequence[Interval]:
    """The first and last possible start of each grid, as far as they lie in the allowed interval."""
    begin, end = allowed
    some = [*grids[bisect_left(grids, begin, key=itemgetter(1)) : bisect_left(grids, end, key=itemgetter(0))]]
    if some:
        first, last = some[0]
        some[0] = first + max(0, -((first - begin) // step)) * step, last
        first, last = some[-1]
        some[-1] = first, min(last, end - 1)
    return some
