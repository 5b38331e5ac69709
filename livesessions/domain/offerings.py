"""What may be offered: every problem of a draft at once, and what it still lacks to be published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from livesessions.domain import money
from livesessions.domain.errors import DomainError, Invalid
from livesessions.domain.money import Money
from livesessions.domain.topics import Level, TopicType


class SessionType(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"


class ScheduleMode(StrEnum):
    """Any free slot, or the dates the instructor publishes."""

    AVAILABILITY = "availability"
    FIXED_DATES = "fixed_dates"


class BookingMode(StrEnum):
    INSTANT = "instant"
    REQUEST = "request"


class OfferingStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the operator allows: durations in minutes, both ends included."""

    shortest: int = 30
    longest: int = 240


@dataclass(frozen=True, slots=True)
class Option:
    """Another duration with a price of its own, in the offering's currency."""

    minutes: int
    price: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An offering as its instructor has written it so far. Prices are minor units of `currency`."""

    title: str = ""
    summary: str = ""
    description: str = ""
    topics: tuple[str, ...] = ()
    topic_type: str = TopicType.FIXED
    session_type: str = SessionType.INDIVIDUAL
    schedule_mode: str = ScheduleMode.AVAILABILITY
    booking_mode: str = BookingMode.REQUEST
    duration_minutes: int = 60
    capacity: int = 1
    price: int = 0
    currency: str = "EUR"
    language: str = "en"
    level: str = Level.ALL
    materials: str = ""
    requirements: str = ""
    min_participants: int | None = None
    decide_hours_before: int | None = None
    options: tuple[Option, ...] = ()
    trial_price: int | None = None
    questions: tuple[str, ...] = ()


Problem = tuple[str, str]

TITLE = range(5, 121)
DESCRIPTION = 40
MOST_TOPICS = 8
MOST_OFFERINGS = 100  # of one instructor: those that aren't archived, and the last day's
MOST_OPTIONS = 5
MOST_QUESTIONS = 10
GROUP = range(2, 501)
DECIDE_HOURS = range(1, 337)
LONGEST = {"summary": 200, "description": 8_000, "materials": 4_000, "requirements": 4_000}
CHOICES: dict[str, type[StrEnum]] = {
    "topic_type": TopicType,
    "session_type": SessionType,
    "schedule_mode": ScheduleMode,
    "booking_mode": BookingMode,
    "level": Level,
}


class WrongStatus(DomainError):
    """The offering can't be published or archived from where it is."""

    code = "offering_status"


def problems(draft: Draft, bounds: Bounds) -> dict[str, str]:
    """Field → what is wrong with it, all at once; empty if it may be saved."""
    found: dict[str, str] = {}
    for check in (_words, _choices, _duration, _seats, _prices, _options, _lists):
        for field, message in check(draft, bounds):
            found.setdefault(field, message)
    return found


def publish_problems(draft: Draft, bounds: Bounds, *, has_times: bool) -> dict[str, str]:
    """What is wrong or still missing before learners may see it; empty if it is publishable.

    `has_times`: the instructor has an active weekly window, or a fixed date to come.
    """
    missing: dict[str, str] = {}
    if len(draft.description.strip()) < DESCRIPTION:
        missing["description"] = "Tell learners what they will do and learn, in a sentence or two."
    if not draft.topics:
        missing["topics"] = "Choose at least one topic, so that learners find it."
    if not has_times:
        kind = "a date" if draft.schedule_mode == ScheduleMode.FIXED_DATES else "weekly hours"
        missing["times"] = f"Add {kind} first: there is no time to book yet."
    return missing | problems(draft, bounds)


def publish(status: OfferingStatus) -> OfferingStatus:
    """Active, from a draft or out of the archive. Errors: WrongStatus if it is active already."""
    if status == OfferingStatus.ACTIVE:
        raise WrongStatus("This offering is published already.")
    return OfferingStatus.ACTIVE


def archive(status: OfferingStatus) -> OfferingStatus:
    """Archived; bookings that exist stay. Errors: WrongStatus if it is archived already."""
    if status == OfferingStatus.ARCHIVED:
        raise WrongStatus("This offering is archived already.")
    return OfferingStatus.ARCHIVED


def usual_schedule(session_type: SessionType) -> ScheduleMode:
    """Where a new offering starts: one learner on any free slot, a group on published dates."""
    return ScheduleMode.FIXED_DATES if session_type == SessionType.GROUP else ScheduleMode.AVAILABILITY


def _words(draft: Draft, bounds: Bounds) -> Iterator[Problem]:
    length = len(draft.title.strip())
    if length not in TITLE:
        yield "title", f"A title has {TITLE.start} to {TITLE.stop - 1} characters."
    for field, longest in LONGEST.items():
        if len(getattr(draft, field)) > longest:
            yield field, f"Please keep this under {longest} characters."
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", draft.language) is None:
        yield "language", "Choose a language from the list."


def _choices(draft: Draft, bounds: Bounds) -> Iterator[Problem]:
    for field, choice in CHOICES.items():
        if getattr(draft, field) not in set(choice):
            yield field, "Choose one of these."


def _duration(draft: Draft, bounds: Bounds) -> Iterator[Problem]:
    if message := _wrong_minutes(draft.duration_minutes, bounds):
        yield "duration_minutes", message


def _seats(draft: Draft, bounds: Bounds) -> Iterator[Problem]:
    is_group = draft.session_type == SessionType.GROUP
    if is_group and draft.capacity not in GROUP:
        yield "capacity", f"A group has {GROUP.start} to {GROUP.stop - 1} seats."
    if not is_group and draft.capacity != 1:
        yield "capacity", "An individual session has one seat."
    if draft.min_participants is not None:
        yield from _minimum(draft, is_group=is_group)


def _minimum(draft: Draft, *, is_group: bool) -> Iterator[Problem]:
    if not is_group or not 2 <= (draft.min_participants or 0) <= draft.capacity:
        yield "min_participants", "A group can ask for 2 participants up to its number of seats."
    if draft.decide_hours_before not in DECIDE_HOURS:
        yield "decide_hours_before", "Say how many hours before the start it is decided: 1 to 336."


def _prices(draft: Draft, bounds: Bounds) -> Iterator[Problem]:
    yield from _price("price", draft.price, draft.currency)
    if draft.trial_price is not None:
        yield from _price("trial_price", draft.trial_price, draft.currency)
        if draft.trial_price >= draft.price:
            yield "trial_price", "A trial costs less than the session itself."


def _options(draft: Draft, bounds: Bounds) -> Iterator[Problem]:
    if len(draft.options) > MOST_OPTIONS:
        yield "options", f"Offer at most {MOST_OPTIONS} other durations."
    minutes = [option.minutes for option in draft.options]
    if len({*minutes, draft.duration_minutes}) <= len(minutes):
        yield "options", "Every duration can be offered once."
    for option in draft.options:
        if message := _wrong_minutes(option.minutes, bounds):
            yield "options", message
        for _, message in _price("options", option.price, draft.currency):
            yield "options", message


def _lists(draft: Draft, bounds: Bounds) -> Iterator[Problem]:
    if len(set(draft.topics)) > MOST_TOPICS:
        yield "topics", f"Choose at most {MOST_TOPICS} topics."
    if len(draft.questions) > MOST_QUESTIONS:
        yield "questions", f"Ask at most {MOST_QUESTIONS} questions."
    if any(not question.strip() or len(question) > 200 for question in draft.questions):
        yield "questions", "A question has 1 to 200 characters."


def _wrong_minutes(minutes: int, bounds: Bounds) -> str:
    if not bounds.shortest <= minutes <= bounds.longest:
        return f"A session lasts {bounds.shortest} to {bounds.longest} minutes."
    return "Choose a length in steps of 5 minutes." if minutes % 5 else ""


def _price(field: str, amount: int, currency: str) -> Iterator[Problem]:
    try:
        price = Money(amount, currency)
        money.gateway_amount(price)
    except Invalid as refusal:
        yield refusal.field if refusal.field == "currency" else field, refusal.message
        return
    if amount < 0:
        yield field, "A price can't be negative."
    if money.below_minimum(price):
        yield field, "This is less than a payment can be. Ask for more, or make it free."
    if amount > money.currency(currency).maximum:
        yield field, "This amount is too large."
