"""Who gets back what: one rule for the offering's page, the checkout, the preview and the refund itself.

Boundaries belong to the learner: exactly 24 hours before the start is still free, a microsecond later is not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from livesessions.domain.bookings import Party
from livesessions.domain.errors import DomainError
from livesessions.domain.money import Money, Percent, Split, percentage, split

GRACE, GRACE_NOTICE = timedelta(minutes=15), timedelta(hours=2)
LONGEST_CHECKOUT = timedelta(hours=1)  # somebody who holds a place has booked it by then, or lost it


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed when the booking was made; later edits of offering or settings never change it.

    Less notice than `partial_hours` gives nothing back; `no_refund_hours` is the operator's word for the
    same boundary and may raise it, never lower it.
    """

    price: Money
    fee_percent: Percent
    free_hours: int = 24
    partial_hours: int = 12
    no_refund_hours: int = 12
    partial_percent: int = 50
    grace: timedelta = GRACE
    grace_notice: timedelta = GRACE_NOTICE

    def __post_init__(self) -> None:
        if not 0 <= max(self.partial_hours, self.no_refund_hours) <= self.free_hours:
            raise ValueError("a full refund can't need less notice than a partial one")

    @property
    def parts(self) -> Split:
        """The price as the platform's fee and the instructor's share."""
        return split(self.price, self.fee_percent)


@dataclass(frozen=True, slots=True)
class Moved:
    """What moves of a booking mean for its cancellation.

    The policy's clock survives a move: who moves late, with consent, takes the smaller refund along
    (`most_percent`); whose instructor moved it may leave free until it starts.
    """

    by_instructor: bool = False
    most_percent: int = 100


UNMOVED = Moved()


class Reason(StrEnum):
    """Why that much."""

    INSTRUCTOR = "instructor"
    SYSTEM = "system"
    MOVED_BY_INSTRUCTOR = "moved_by_instructor"
    FREE = "free"
    GRACE = "grace"
    PARTIAL = "partial"
    LATE = "late"
    MOVED_LATE = "moved_late"


@dataclass(frozen=True, slots=True)
class Refund:
    """What goes back to the learner, and what of it comes out of the fee and out of the share."""

    percent: int
    amount: Money
    fee_part: Money
    share_part: Money
    reason: Reason


class RefundChanged(DomainError):
    """Something else would come back than was said before it was cancelled; `refund` is what it is now."""

    code = "refund_changed"

    def __init__(self, now: Refund) -> None:
        super().__init__("What comes back has changed meanwhile: please read it again.", field="reason")
        self.refund = now


@dataclass(frozen=True, slots=True)
class Tier:
    """Cancelling up to and including `until` gives `amount` back; the first tier begins at the booking.

    `until` is None for the grace of who has not booked yet: it begins when they do.
    """

    until: datetime | None
    percent: int
    amount: Money


def refund(
    terms: Terms, *, now: datetime, start: datetime, who: Party, booked_at: datetime, moved: Moved = UNMOVED
) -> Refund:
    """What the learner gets back if `who` cancels `now` an accepted booking of a session at `start`.

    `booked_at` is when the learner committed, by paying or asking; moves don't change it. Before acceptance
    nothing is kept and no policy applies.
    """
    if who == Party.LEARNER:
        percent, reason = _for_learner(terms, now=now, start=start, booked_at=booked_at, moved=moved)
    else:
        percent, reason = 100, Reason.INSTRUCTOR if who == Party.INSTRUCTOR else Reason.SYSTEM
    amount = percentage(terms.price, percent)
    part = terms.parts.part(amount, before=Money(0, amount.currency))
    return Refund(percent, amount, part.fee, part.share, reason)


def check_said(said: int | None, now: Refund) -> None:
    """Cancelling states its refund first: `said` is the amount, None where nobody was told.

    Errors: RefundChanged.
    """
    if said not in (None, now.amount.amount):
        raise RefundChanged(now)


def schedule(terms: Terms, start: datetime, booked_at: datetime, moved: Moved = UNMOVED) -> tuple[Tier, ...]:
    """The learner's refund over time, earliest tier first, the last one ending at the start.

    Made by asking `refund` itself at every boundary, so that the sentence and the refund can't differ.
    """
    backs = {
        until: refund(terms, now=until, start=start, who=Party.LEARNER, booked_at=booked_at, moved=moved)
        for until in _boundaries(terms, start, booked_at)
    }
    return tuple(_merged(Tier(until, back.percent, back.amount) for until, back in backs.items()))


def before_booking(terms: Terms, start: datetime, now: datetime) -> tuple[Tier, ...]:
    """The same for somebody who holds a place since `now`: the tiers by notice, as no grace has begun, and first
    the grace where it will give more than they do."""
    ungraced = schedule(terms, start, now - terms.grace - timedelta(microseconds=1))
    tiers = tuple(tier for tier in ungraced if tier.until and tier.until >= now)
    notice = start - now - LONGEST_CHECKOUT
    if terms.grace_notice < notice - terms.grace and notice < timedelta(hours=terms.free_hours):
        return (Tier(None, 100, terms.price), *tiers)
    return tiers


def after_move(moved: Moved, by: Party, percent: int) -> Moved:
    """What another move makes of it, when a cancellation just before would have given `percent` back."""
    if by == Party.LEARNER:
        return Moved(most_percent=min(moved.most_percent, percent))
    return Moved(by_instructor=True)


def _for_learner(
    terms: Terms, *, now: datetime, start: datetime, booked_at: datetime, moved: Moved
) -> tuple[int, Reason]:
    if moved.by_instructor and now <= start:
        return 100, Reason.MOVED_BY_INSTRUCTOR
    percent, reason = _by_notice(terms, start - now, now - booked_at)
    if percent > moved.most_percent:
        return moved.most_percent, Reason.MOVED_LATE
    return percent, reason


def _by_notice(terms: Terms, notice: timedelta, since_booking: timedelta) -> tuple[int, Reason]:
    if notice >= timedelta(hours=terms.free_hours):
        return 100, Reason.FREE
    if since_booking <= terms.grace and notice > terms.grace_notice:
        return 100, Reason.GRACE
    if notice >= _least_notice(terms):
        return terms.partial_percent, Reason.PARTIAL
    return 0, Reason.LATE


def _least_notice(terms: Terms) -> timedelta:
    return timedelta(hours=max(terms.partial_hours, terms.no_refund_hours))


def _boundaries(terms: Terms, start: datetime, booked_at: datetime) -> list[datetime]:
    last_of_notice = start - terms.grace_notice - timedelta(microseconds=1)
    ends = {
        start - timedelta(hours=terms.free_hours),
        start - _least_notice(terms),
        min(booked_at + terms.grace, last_of_notice),
        start,
    }
    return sorted(end for end in ends if end >= booked_at)


def _merged(tiers: Iterable[Tier]) -> Iterator[Tier]:
    waiting: Tier | None = None
    for tier in tiers:
        if waiting is not None and waiting.percent != tier.percent:
            yield waiting
        waiting = tier
    if waiting is not None:
        yield waiting
