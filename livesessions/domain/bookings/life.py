"""One table says what may follow what, who may cause it and what it entails."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from livesessions.domain.errors import DomainError, NotAllowed


class Party(StrEnum):
    """On whose behalf something is done to a booking."""

    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    ADMIN = "admin"
    SYSTEM = "system"


class Status(StrEnum):
    HELD = "held"
    PENDING = "pending"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


LIVE = frozenset({Status.HELD, Status.PENDING, Status.ACCEPTED})
ENDED = frozenset(Status) - LIVE


class Event(StrEnum):
    """What can happen to a booking; `booking.<event>` is its name in the audit trail."""

    HELD = "held"
    REQUESTED = "requested"  # authorised or free, and an answer is awaited
    BOOKED = "booked"  # authorised or free, and no answer is needed
    HOLD_ENDED = "hold_ended"
    REQUESTED_LATE = "requested_late"  # paid after the hold ended, the slot still free
    BOOKED_LATE = "booked_late"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNANSWERED = "unanswered"
    MOVED = "moved"
    CANCELLED = "cancelled"
    UNPAID = "unpaid"  # the charge failed on acceptance and the pay link was not used
    COMPLETED = "completed"
    MISSED = "missed"


class Effect(StrEnum):
    """What a step entails. Each is carried out in the step's own transaction, or `FOLLOWS` from it."""

    TAKE_SLOT = "take_slot"
    MOVE_SLOT = "move_slot"
    FREE_SLOT = "free_slot"
    COPY_TERMS = "copy_terms"
    START_HOLD = "start_hold"
    EXPIRE_CHECKOUT = "expire_checkout"
    SET_RESPOND_BY = "set_respond_by"
    CAPTURE = "capture"
    VOID = "void"  # the learner shall have paid nothing; what can't be voided is refunded in full
    REFUND = "refund"  # by the cancellation policy
    EARN = "earn"
    FINALISE_TOPIC = "finalise_topic"
    MAKE_ROOM = "make_room"
    INVITE = "invite"
    WITHDRAW_INVITATION = "withdraw_invitation"
    SHOW_SIMILAR = "show_similar"
    OFFER_WAITLIST = "offer_waitlist"
    OPEN_REPORTS = "open_reports"
    ASK_REVIEW = "ask_review"


# What nobody has to carry out: places, doors and reports are read from the status, what is told from the event.
FOLLOWS = frozenset(
    {
        Effect.TAKE_SLOT,
        Effect.MOVE_SLOT,
        Effect.COPY_TERMS,
        Effect.START_HOLD,
        Effect.MAKE_ROOM,
        Effect.INVITE,
        Effect.SHOW_SIMILAR,
        Effect.OPEN_REPORTS,
        Effect.ASK_REVIEW,
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One cell of the table: the next status, on whose behalf, and what it entails."""

    status: Status
    by: frozenset[Party]
    effects: tuple[Effect, ...] = ()


class NotNow(DomainError):
    """The booking is in a status in which this can't happen."""

    code = "booking_status"


def move(status: Status | None, event: Event, by: Party | None = None) -> Step:
    """What `event` makes of a booking in `status` (None: not there yet), done by `by` where one is named.

    Errors: NotNow if the table has no such cell, NotAllowed if the cell is not for that party. The two late
    events are for bookings that `was_held_only`; a request that nobody answered stays expired.
    """
    step = TABLE.get((status, event))
    if step is None:
        raise NotNow(_refusal(status))
    if by is not None and by not in step.by:
        raise NotAllowed("This is for somebody else to decide.")
    return step


def choices(status: Status, by: Party) -> frozenset[Event]:
    """Every event that `by` may cause now: the buttons to show."""
    return frozenset(event for (start, event), step in TABLE.items() if start == status and by in step.by)


def was_held_only(status: Status, respond_by: datetime | None) -> bool:
    """Whether it expired as a hold, so that a payment arriving late may still revive it."""
    return status == Status.EXPIRED and respond_by is None


def _refusal(status: Status | None) -> str:
    return "Please choose a time first." if status is None else f"This can't be done: {_IS[status]}."


_IS = {
    Status.HELD: "the booking is held and not paid yet",
    Status.PENDING: "the booking is waiting for the instructor's answer",
    Status.ACCEPTED: "the booking is already confirmed",
    Status.COMPLETED: "the session is over",
    Status.NO_SHOW: "the session was missed",
    Status.REJECTED: "the instructor declined the booking",
    Status.EXPIRED: "the booking has expired",
    Status.CANCELLED: "the booking was cancelled",
}

_LEARNER, _SYSTEM = frozenset({Party.LEARNER}), frozenset({Party.SYSTEM})
_PAYER = _LEARNER | _SYSTEM  # the learner where it is free, the system when the gateway says it is paid
_TEACHER = frozenset({Party.INSTRUCTOR, Party.ADMIN})
_PEOPLE = _LEARNER | _TEACHER
_ANYONE = _PEOPLE | _SYSTEM

_CONFIRM = (Effect.CAPTURE, Effect.FINALISE_TOPIC, Effect.MAKE_ROOM, Effect.INVITE)
_GIVE_UP = (Effect.FREE_SLOT, Effect.OFFER_WAITLIST)
_NO_CHARGE = (Effect.VOID, *_GIVE_UP)
_CONSOLE = (*_NO_CHARGE, Effect.SHOW_SIMILAR)
_FINISH = (Effect.EARN, Effect.OPEN_REPORTS)

Cell: TypeAlias = tuple[Status | None, Event]

TABLE: dict[Cell, Step] = {
    (None, Event.HELD): Step(Status.HELD, _LEARNER, (Effect.TAKE_SLOT, Effect.COPY_TERMS, Effect.START_HOLD)),
    (Status.HELD, Event.REQUESTED): Step(Status.PENDING, _PAYER, (Effect.SET_RESPOND_BY,)),
    (Status.HELD, Event.BOOKED): Step(Status.ACCEPTED, _PAYER, _CONFIRM),
    (Status.HELD, Event.HOLD_ENDED): Step(Status.EXPIRED, _SYSTEM, (Effect.EXPIRE_CHECKOUT, *_GIVE_UP)),
    (Status.HELD, Event.CANCELLED): Step(Status.CANCELLED, _ANYONE, (Effect.EXPIRE_CHECKOUT, *_GIVE_UP)),
    (Status.PENDING, Event.ACCEPTED): Step(Status.ACCEPTED, _TEACHER, _CONFIRM),
    (Status.PENDING, Event.REJECTED): Step(Status.REJECTED, _TEACHER, _CONSOLE),
    (Status.PENDING, Event.UNANSWERED): Step(Status.EXPIRED, _SYSTEM, _CONSOLE),
    (Status.PENDING, Event.CANCELLED): Step(Status.CANCELLED, _ANYONE, _NO_CHARGE),
    (Status.PENDING, Event.MOVED): Step(Status.PENDING, _PEOPLE, (Effect.MOVE_SLOT, Effect.SET_RESPOND_BY)),
    (Status.ACCEPTED, Event.MOVED): Step(Status.ACCEPTED, _PEOPLE, (Effect.MOVE_SLOT, Effect.INVITE)),
    (Status.ACCEPTED, Event.CANCELLED): Step(
        Status.CANCELLED, _ANYONE, (Effect.REFUND, Effect.WITHDRAW_INVITATION, *_GIVE_UP)
    ),
    (Status.ACCEPTED, Event.UNPAID): Step(Status.EXPIRED, _SYSTEM, (Effect.WITHDRAW_INVITATION, *_NO_CHARGE)),
    (Status.ACCEPTED, Event.COMPLETED): Step(
        Status.COMPLETED, _TEACHER | _SYSTEM, (*_FINISH, Effect.ASK_REVIEW)
    ),
    (Status.ACCEPTED, Event.MISSED): Step(Status.NO_SHOW, _TEACHER | _SYSTEM, _FINISH),
    (Status.EXPIRED, Event.REQUESTED_LATE): Step(
        Status.PENDING, _SYSTEM, (Effect.TAKE_SLOT, Effect.SET_RESPOND_BY)
    ),
    (Status.EXPIRED, Event.BOOKED_LATE): Step(Status.ACCEPTED, _SYSTEM, (Effect.TAKE_SLOT, *_CONFIRM)),
}

# In these a learner is shown free times like the one they did not get.
CONSOLED = frozenset(step.status for step in TABLE.values() if Effect.SHOW_SIMILAR in step.effects)
