"""Letters about a booking, each to one of its two people, in their own zone."""

from collections.abc import Callable, Mapping
from typing import Any

from livesessions.domain.times import minute
from livesessions.gateways.calendars import Invitation, Method, invitation
from livesessions.gateways.calendars import Person as CalendarPerson
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.jobs.letters.money import money_back, until_answered
from livesessions.queries.accounts import Recipient
from livesessions.queries.similar import similar_slots
from livesessions.queries.stories import Person, Story, person, story
from livesessions.runtime import routes
from livesessions.runtime.locales import clock_time as clock
from livesessions.runtime.locales import length, long_day, moment, money, whole_minutes, zone_label
from livesessions.runtime.work import SYSTEM, ask

ORGANIZER = CalendarPerson("Live Sessions", "calendar@livesessions.example")
Facts = tuple[tuple[str, str], ...]


def about_booking(
    write: Callable[[Story, Person], Draft | None],
) -> Callable[[Mapping[str, Any]], Draft | None]:
    """Makes a writer of a function from the story and its reader to a letter."""

    def writer(payload: Mapping[str, Any]) -> Draft | None:
        told = ask(SYSTEM, story, event_id=payload.get("event", 0))
        if told is None:
            return None
        return write(told, reader_of(told, payload["user_id"]))

    return writer


@about_booking
def booking_requested(it: Story, reader: Person) -> Draft | None:
    if it.booking_status != "pending":
        return None  # answered or withdrawn before the letter left
    until = moment(it.respond_by, reader.time_zone, reader.locale) if it.respond_by else "soon"
    said = (f"{it.learner.name} writes: “{it.message}”",) if it.message else ()
    return Draft(
        to=to(reader),
        subject=f"{it.learner.name} asks for “{it.title}”",
        paragraphs=(f"{it.learner.name} would like a session with you. Please answer by {until}.", *said),
        facts=facts(it, reader),
        button=Button("Answer the request", routes.DASHBOARD_REQUESTS),
        small_print="Without an answer the request ends by itself, and they pay nothing.",
    )


@about_booking
def request_sent(it: Story, reader: Person) -> Draft | None:
    if it.booking_status != "pending":
        return None
    until = moment(it.respond_by, reader.time_zone, reader.locale) if it.respond_by else "soon"
    said = "We passed your request on.", until_answered(it), f"You will hear from us by {until}."
    return Draft(
        to=to(reader),
        subject=f"Your request to {it.instructor.name}",
        paragraphs=(" ".join(filter(None, said)),),
        facts=facts(it, reader),
        button=Button("See your booking", routes.booking(it.reference)),
    )


@about_booking
def booked(it: Story, reader: Person) -> Draft | None:
    if it.booking_status != "accepted":
        return None
    other = it.instructor if reader is it.learner else it.learner
    return Draft(
        to=to(reader),
        subject=f"Booked: “{it.title}”, {moment(it.starts_at, reader.time_zone, reader.locale)}",
        paragraphs=(
            f"Your session with {other.name} is booked. The invitation for your calendar is attached.",
            "The room opens ten minutes before the start.",
        ),
        facts=facts(it, reader),
        button=Button("Open the booking", routes.booking(it.reference)),
        calendars=(invite(it, reader, Method.REQUEST),),
    )


@about_booking
def booking_declined(it: Story, reader: Person) -> Draft | None:
    return Draft(
        to=to(reader),
        subject=f"{it.instructor.name} can’t take “{it.title}”",
        paragraphs=(f"{it.instructor.name} writes: “{it.reason}”", money_back(it)),
        facts=facts(it, reader),
        links=similar(it, reader),
        button=Button("Find another session", routes.SESSIONS),
    )


@about_booking
def booking_unanswered(it: Story, reader: Person) -> Draft | None:
    return Draft(
        to=to(reader),
        subject=f"Your request to {it.instructor.name} has ended"
        if it.asked_learner
        else f"{it.instructor.name} did not answer in time",
        paragraphs=(f"{_regret(it)} {money_back(it)}".strip(),),
        facts=facts(it, reader),
        links=similar(it, reader),
        button=Button("Find another session", routes.SESSIONS),
    )


@about_booking
def booking_cancelled(it: Story, reader: Person) -> Draft | None:
    words = [f"“{it.title}” is cancelled.", f"“{it.reason}”" if it.reason else ""]
    if reader is it.learner and it.price:
        words.append(money_back(it))
    return Draft(
        to=to(reader),
        subject=f"Cancelled: “{it.title}”, {moment(it.starts_at, reader.time_zone, reader.locale)}",
        paragraphs=tuple(word for word in words if word),
        facts=facts(it, reader),
        button=Button("See the booking", routes.booking(it.reference)),
        calendars=(invite(it, reader, Method.CANCEL),) if it.was_invited else (),
    )


@about_booking
def topic_set(it: Story, reader: Person) -> Draft | None:
    if it.booking_status != "accepted":
        return None  # the invitation that follows the answer has it
    return Draft(
        to=to(reader),
        subject=f"The topic of “{it.title}”: {it.topic}",
        paragraphs=(
            f"{it.instructor.name} set the topic of your session.",
            "Your calendar updates with the attached invitation.",
        ),
        facts=facts(it, reader),
        button=Button("Open the booking", routes.booking(it.reference)),
        calendars=(invite(it, reader, Method.REQUEST),),
    )


@about_booking
def review_asked(it: Story, reader: Person) -> Draft | None:
    return Draft(
        to=to(reader),
        subject=f"How was “{it.title}”?",
        paragraphs=(f"A few words help {it.instructor.name} and everyone who is looking for a session.",),
        button=Button("Write a review", routes.booking(it.reference)),
    )


def facts(it: Story, reader: Person) -> Facts:
    """What stands in every letter about a booking."""
    zone = reader.time_zone
    when = f"{long_day(it.starts_at, zone, reader.locale)}, {clock(it.starts_at, zone, reader.locale)}"
    other = it.instructor if reader is it.learner else it.learner
    return (
        ("Session", it.title),
        *((("Topic", it.topic),) if it.topic and it.topic != it.title else ()),
        ("With", other.name),
        ("When", f"{when} ({zone_label(it.starts_at, zone, reader.locale)}, {zone})"),
        ("Length", length(whole_minutes(it.ends_at - it.starts_at))),
        ("Price", money(it.price, it.currency, reader.locale) if it.price else "Free"),
    )


def similar(it: Story, reader: Person) -> tuple[Button, ...]:
    """Free times like the one that was not had, as far as there are any."""
    found = ask(SYSTEM, similar_slots, reference=it.reference)
    return tuple(
        Button(
            f"Free {moment(each.starts_at, reader.time_zone, reader.locale)}: {each.title} with {each.instructor}",
            routes.offering_at(each.slug, each.offering_id, minute(each.starts_at)),
        )
        for each in found
    )


def invite(it: Story, reader: Person, method: Method) -> Callable[[str], bytes]:
    """One event with its reader as the only attendee. Every move and the cancellation raise its number."""

    def written(origin: str) -> bytes:
        return invitation(
            Invitation(
                uid=f"{it.reference}-{reader.user_id}@livesessions",
                sequence=it.sequence,
                method=method,
                starts_at=it.starts_at,
                ends_at=it.ends_at,
                stamp=it.at,
                title=it.title,
                organizer=ORGANIZER,
                attendee=CalendarPerson(reader.name, reader.email),
                description=it.topic,
                location=origin + routes.room(it.live_session),
            )
        )

    return written


def _regret(it: Story) -> str:
    if it.asked_learner:
        return (
            f"The other time that {it.instructor.name} proposed was not answered, so your request has ended."
        )
    return "We are sorry: your request has ended."


def reader_of(it: Story, user_id: int) -> Person:
    """Whom a letter is for: one of the two people, or somebody else who is told."""
    sides = (it.learner, it.instructor)
    return next((side for side in sides if side.user_id == user_id), None) or ask(
        SYSTEM, person, user_id=user_id
    )


def to(reader: Person) -> Recipient:
    """The reader as the post knows them."""
    return Recipient(
        user_id=reader.user_id,
        email=reader.email,
        name=reader.name,
        verified=reader.verified,
        time_zone=reader.time_zone,
        locale=reader.locale,
    )


WRITERS = {
    "booking_requested": booking_requested,
    "request_sent": request_sent,
    "invitation_learner": booked,
    "invitation_instructor": booked,
    "booking_declined": booking_declined,
    "booking_unanswered": booking_unanswered,
    "booking_cancelled": booking_cancelled,
    "topic_set": topic_set,
    "review_asked": review_asked,
}
