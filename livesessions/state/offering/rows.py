"""An offering and its next free times in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from livesessions.domain.offerings import BookingMode, SessionType
from livesessions.domain.slots import Slot
from livesessions.domain.times import same_clock
from livesessions.domain.topics import TopicType
from livesessions.queries.discovery import Candidate
from livesessions.queries.offering_page import InstructorCard, OfferingPage
from livesessions.runtime import routes
from livesessions.runtime.languages import language_name
from livesessions.runtime.locales import clock_time, length, price
from livesessions.state.availability.words import city
from livesessions.state.cards import stars
from livesessions.state.discovery.rows import NAMES
from livesessions.state.onlooker import Onlooker
from livesessions.state.review_rows import rating_words

TIMES_A_DAY = 6


@dataclass(frozen=True)
class PlaceRow:
    """A topic or a subject, leading to what else there is of it."""

    name: str = ""
    href: str = ""


@dataclass(frozen=True)
class PersonRow:
    """Who teaches."""

    name: str = ""
    href: str = ""
    headline: str = ""
    bio: str = ""
    zone: str = ""
    since: str = ""
    stars: float = 0.0
    reviews: str = ""


@dataclass(frozen=True)
class OfferingRow:
    """What is offered. `description`, `requirements` and `materials` are plain text with line breaks."""

    id: int = 0
    slug: str = ""
    title: str = ""
    summary: str = ""
    description: str = ""
    requirements: str = ""
    materials: str = ""
    cover: str = ""
    subject: PlaceRow = field(default_factory=PlaceRow)
    topics: list[PlaceRow] = field(default_factory=list)
    is_flexible: bool = False
    duration: str = ""
    kind: str = ""
    minimum: str = ""
    language: str = ""
    level: str = ""
    amount: str = ""
    per: str = ""
    trial: str = ""
    answer: str = ""
    stars: float = 0.0
    reviews: str = ""


@dataclass(frozen=True)
class TimeRow:
    """A free time. `other` is the instructor's clock where it differs, `seats` what is left of a group."""

    iso: str = ""
    time: str = ""
    other: str = ""
    seats: str = ""


@dataclass(frozen=True)
class DayRow:
    """A day with free times; `more` counts those that aren't shown."""

    name: str = ""
    times: list[TimeRow] = field(default_factory=list)
    more: str = ""


def _minimum(offering: Candidate) -> str:
    if not offering.min_participants:
        return ""
    before = length(60 * (offering.decide_hours_before or 0))
    return f"From {offering.min_participants} people, decided {before} before"


def offering_row(page: OfferingPage, who: Onlooker, answer_within_hours: int) -> OfferingRow:
    """The offering, in the words of `who`."""
    offering = page.offering
    is_group = offering.kind == SessionType.GROUP
    return OfferingRow(
        id=offering.id,
        slug=offering.slug,
        title=offering.title,
        summary=offering.summary,
        description=page.description,
        requirements=page.requirements,
        materials=page.materials,
        cover=routes.cover(offering.slug, offering.domain),
        subject=PlaceRow(offering.shelf.name, routes.sessions(domain=offering.domain)),
        topics=[PlaceRow(topic.name, routes.sessions(topic=topic.slug)) for topic in offering.about],
        is_flexible=page.topic_type == TopicType.FLEXIBLE,
        duration=length(offering.duration_minutes),
        kind=f"Group of up to {offering.capacity}" if is_group else NAMES[SessionType.INDIVIDUAL],
        minimum=_minimum(page.offering),
        language=language_name(offering.language, who.locale),
        level=NAMES.get(offering.level, offering.level),
        amount=price(offering.price, offering.currency, who.locale),
        per="a seat" if is_group and offering.price else "",
        trial="" if page.trial_price is None else price(page.trial_price, offering.currency, who.locale),
        answer=_answer(page.booking_mode, answer_within_hours),
        stars=stars(offering.rating),
        reviews=rating_words(offering.rating),
    )


def person_row(person: InstructorCard, now: datetime, who: Onlooker) -> PersonRow:
    """The instructor; `zone` with what the clock shows there now."""
    return PersonRow(
        name=person.name,
        href=routes.instructor(person.slug),
        headline=person.headline,
        bio=person.bio,
        zone=f"{city(person.zone)}, {clock_time(now, person.zone, who.locale)} there now",
        since=f"Teaching here since {person.since.year}",
        stars=stars(person.rating),
        reviews=rating_words(person.rating),
    )


def next_days(page: OfferingPage, who: Onlooker) -> list[DayRow]:
    """The next days with free times, by the calendar and clock of `who`."""
    zone, is_group = page.instructor.zone, page.offering.kind == SessionType.GROUP
    return [_day_row(slots, page.now, zone, is_group, who) for slots in page.days.values()]


def _day_row(slots: Sequence[Slot], now: datetime, zone: str, is_group: bool, who: Onlooker) -> DayRow:
    more = len(slots) - TIMES_A_DAY
    return DayRow(
        name=who.near_day(slots[0].start, now),
        times=[_time_row(slot, zone, is_group, who) for slot in slots[:TIMES_A_DAY]],
        more=f"and {more} more" if more > 0 else "",
    )


def _time_row(slot: Slot, zone: str, is_group: bool, who: Onlooker) -> TimeRow:
    is_same = same_clock(slot.start, zone, who.zone)
    return TimeRow(
        iso=slot.start.isoformat(),
        time=who.time(slot.start),
        other="" if is_same else f"{clock_time(slot.start, zone, who.locale)} in {city(zone)}",
        seats=_seats(slot.seats) if is_group else "",
    )


def _seats(seats: int) -> str:
    return "1 seat left" if seats == 1 else f"{seats} seats left"


def _answer(booking_mode: str, within_hours: int) -> str:
    if booking_mode == BookingMode.INSTANT:
        return "Confirmed at once"
    return f"Your instructor answers within {'a day' if within_hours == 24 else _span(within_hours)}"


def _span(hours: int) -> str:
    """ "10 days", "36 hours"."""
    days, rest = divmod(hours, 24)
    much, unit = (hours, "hour") if rest else (days, "day")
    return f"{much} {unit}{'s' if much > 1 else ''}"
