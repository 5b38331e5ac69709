"""Letters about several sessions of a weekly series with which one step was taken, each to one of its people.

They bring an invitation for each session as a file of its own: one request is about one event (RFC 5546), and
mail programs read no more than the first event of a file. See docs/decisions/0015-one-letter-a-step.md.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from livesessions.gateways.calendars import Method
from livesessions.jobs.letters import bookings, owed
from livesessions.jobs.letters.bookings import Facts, invite, reader_of, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.jobs.letters.money import money_back
from livesessions.jobs.telling import named, when
from livesessions.queries.stories import Person, Story, stories
from livesessions.runtime import routes
from livesessions.runtime.locales import length, money, price, whole_minutes, zone_label
from livesessions.runtime.work import SYSTEM, ask

Steps = Sequence[Story]
Writer = Callable[[Mapping[str, Any]], Draft | None]


def about_series(
    write: Callable[[Steps, Person], Draft], still: Callable[[Story], bool], alone: Writer
) -> Writer:
    """Makes a writer of a function from what is `still` so to a letter; `alone` writes of a last one."""

    def writer(payload: Mapping[str, Any]) -> Draft | None:
        event_ids = (payload.get("event", 0), *payload.get("others", ()))
        its = [it for it in ask(SYSTEM, stories, event_ids=event_ids) if still(it)]
        if len(its) > 1:
            return write(its, reader_of(its[0], payload["user_id"]))
        return alone({**payload, "event": its[0].event_id}) if its else None

    return writer


def _requested(its: Steps, reader: Person) -> Draft:
    it = its[0]
    said = (f"{it.learner.name} writes: “{it.message}”",) if it.message else ()
    return Draft(
        to=to(reader),
        subject=f"{it.learner.name} asks for {named(its)}",
        paragraphs=(
            f"{it.learner.name} would like sessions with you, at the same time every week. Please answer by "
            f"{when(_answer_by(its), reader)}, all at once or one by one.",
            *said,
        ),
        facts=facts(its, reader),
        button=Button("Answer the request", routes.DASHBOARD_REQUESTS),
        small_print="What is not answered ends by itself, and is not charged.",
    )


def _request_sent(its: Steps, reader: Person) -> Draft:
    until = when(_answer_by(its), reader)
    return Draft(
        to=to(reader),
        subject=f"Your request to {its[0].instructor.name}: {named(its)}",
        paragraphs=(f"We passed your request on. You will hear from us by {until}.", *_reserved(its)),
        facts=facts(its, reader),
        button=_see(its),
    )


def _booked(its: Steps, reader: Person) -> Draft:
    it = its[0]
    other = it.instructor if reader is it.learner else it.learner
    return Draft(
        to=to(reader),
        subject=f"Booked: {named(its)}, from {when(it.starts_at, reader)}",
        paragraphs=(
            f"Your sessions with {other.name} are booked. The room opens ten minutes before each start.",
            *(_charged(its) if reader is it.learner else ()),
            "For your calendar there is a file for each session: open them one by one. If a session is moved "
            "or cancelled, we write to you, and your calendar follows.",
        ),
        facts=facts(its, reader),
        button=_see(its),
        calendars=tuple(invite(each, reader, Method.REQUEST) for each in its),
    )


def _unanswered(its: Steps, reader: Person) -> Draft:
    return Draft(
        to=to(reader),
        subject=f"{its[0].instructor.name} did not answer in time",
        paragraphs=(f"We are sorry: your request for {named(its)} has ended. {money_back(*its)}".strip(),),
        facts=facts(its, reader),
        button=Button("Find another session", routes.SESSIONS),
    )


def _cancelled(its: Steps, reader: Person) -> Draft:
    it = its[0]
    back = money_back(*its) if reader is it.learner else ""
    said = (f"{named(its)} are cancelled.", f"“{it.reason}”" if it.reason else "", back)
    return Draft(
        to=to(reader),
        subject=f"Cancelled: {named(its)}, from {when(it.starts_at, reader)}",
        paragraphs=tuple(words for words in said if words),
        facts=facts(its, reader),
        button=_see(its),
    )


def _owed(its: Steps, reader: Person) -> Draft:
    until = when(min(each.owed_until or each.starts_at for each in its), reader)
    return _to_pay(its, reader, until) if reader is its[0].learner else _awaited(its, reader, until)


def _to_pay(its: Steps, reader: Person, until: str) -> Draft:
    it = its[0]
    return Draft(
        to=to(reader),
        subject=f"Please pay {named(its)} by {until}",
        paragraphs=(
            f"{it.instructor.name} accepted, but your card could not be charged. {it.failure}".strip(),
            f"Each session is paid by itself. They are kept until {until}; what is not paid then ends by itself, "
            "and is not charged.",
        ),
        facts=facts(its, reader),
        button=Button("Pay the first session", routes.booking(it.reference)),
    )


def _awaited(its: Steps, reader: Person, until: str) -> Draft:
    learner = its[0].learner.name
    return Draft(
        to=to(reader),
        subject=f"{learner}’s payment for {named(its)}",
        paragraphs=(
            f"You accepted, but {learner}’s card could not be charged. We asked them to pay by {until}.",
            "Your time is kept so long. What is not paid ends by itself, and we tell you.",
        ),
        facts=facts(its, reader),
        button=_see(its),
    )


def _unpaid(its: Steps, reader: Person) -> Draft:
    it = its[0]
    theirs = f"{it.learner.name} did not pay in time, so these bookings have ended. Your time is free again."
    mine = "No payment arrived in time, so these bookings have ended. Nothing was charged."
    again = Button("Find another session", routes.SESSIONS)
    return Draft(
        to=to(reader),
        subject=f"Not paid: {named(its)}, from {when(it.starts_at, reader)}",
        paragraphs=(mine if reader is it.learner else theirs,),
        facts=facts(its, reader),
        button=again if reader is it.learner else _see(its),
        calendars=tuple(invite(each, reader, Method.CANCEL) for each in its),
    )


def facts(its: Steps, reader: Person) -> Facts:
    """What stands in every letter about a series: all its dates, what each is about and costs, and the sum."""
    it, topics = its[0], {each.topic for each in its}
    other = it.instructor if reader is it.learner else it.learner
    shared = topics.pop() if len(topics) == 1 else ""
    return (
        ("Sessions", f"{len(its)} × {it.title}"),
        *((("Topic", shared),) if shared and shared != it.title else ()),
        ("With", other.name),
        ("Time zone", reader.time_zone),
        ("Length", length(whole_minutes(it.ends_at - it.starts_at))),
        *((f"Session {number}", _line(each, reader, shared)) for number, each in enumerate(its, 1)),
        ("In all", price(sum(each.price for each in its), it.currency, reader.locale)),
    )


def _line(it: Story, reader: Person, shared: str) -> str:
    offset = zone_label(it.starts_at, reader.time_zone, reader.locale)  # which may change on the way
    topic = "" if shared else it.topic
    said = (
        f"{when(it.starts_at, reader)} ({offset})",
        topic,
        price(it.price, it.currency, reader.locale),
    )
    return " · ".join(words for words in said if words)


def _answer_by(its: Steps) -> datetime:
    return min(each.respond_by or each.starts_at for each in its)


def _see(its: Steps) -> Button:
    return Button("See the bookings", routes.booking(its[0].reference))


def _reserved(its: Steps) -> tuple[str, ...]:
    """What a request does to the learner's money: one authorisation, captured when all is answered."""
    total, is_taken = _total(its)
    if not total:
        return _from_package(its)
    if is_taken:
        return (f"You have paid {total}. What {its[0].instructor.name} can’t take comes back to you.",)
    return (
        f"{total} is reserved on your card. Once all sessions are answered, what is accepted is charged and the "
        "rest is let go.",
    )


def _charged(its: Steps) -> tuple[str, ...]:
    """What is owed has a letter of its own."""
    if any(it.owed_until for it in its):
        return ()
    total, is_taken = _total(its)
    if not total:
        return _from_package(its)
    return (f"You have paid {total} for them.",) if is_taken else (f"Your card is charged {total} for them.",)


def _total(its: Steps) -> tuple[str, bool]:
    """What is paid with money, "" where that is nothing, and whether it has arrived."""
    paid = [it for it in its if it.price and not it.is_credit]
    total = sum(it.price for it in paid)
    words = money(total, its[0].currency, its[0].learner.locale) if total else ""
    return words, sum(it.captured for it in paid) == total


def _from_package(its: Steps) -> tuple[str, ...]:
    return ("Your package pays for them.",) if any(it.is_credit for it in its) else ()


def _is(status: str) -> Callable[[Story], bool]:
    return lambda it: it.booking_status == status


def _is_owed(it: Story) -> bool:
    return it.owed_until is not None


WRITERS = {
    "series_requested": about_series(_requested, _is("pending"), bookings.booking_requested),
    "series_request_sent": about_series(_request_sent, _is("pending"), bookings.request_sent),
    "series_booked": about_series(_booked, _is("accepted"), bookings.booked),
    "series_unanswered": about_series(_unanswered, _is("expired"), bookings.booking_unanswered),
    "series_cancelled": about_series(_cancelled, _is("cancelled"), bookings.booking_cancelled),
    "series_owed": about_series(_owed, _is_owed, owed.payment_owed),
    "series_unpaid": about_series(_unpaid, _is("expired"), owed.booking_unpaid),
}
