"""The page of one booking, in ready words for the person who looks at it."""

from dataclasses import dataclass, field, replace
from typing import Any

from livesessions.domain.bookings import LIVE, Status, doors, doors_are_open
from livesessions.queries.bookings import BookingDetail, TopicVersion
from livesessions.runtime import routes
from livesessions.runtime.locales import length, whole_minutes
from livesessions.state.bookings.money import MoneyRow, money_row, paying
from livesessions.state.bookings.moves import ProposedRow, moving_verb, proposed_row
from livesessions.state.bookings.reader import Reader, possessive
from livesessions.state.bookings.words import LEVELS, US, meaning, on_cancelling, problem, status_words

UNDECIDED = (Status.HELD, Status.PENDING)


@dataclass(frozen=True)
class VersionRow:
    """One version of what the session is about."""

    who: str = ""
    when: str = ""
    topic: str = ""
    goal: str = ""
    level: str = ""
    is_final: bool = False


@dataclass(frozen=True)
class BookingPage:
    """Everything the page of one booking shows, its lists aside."""

    reference: str = ""
    title: str = ""
    slug: str = ""
    domain: str = ""
    offering: str = ""
    status: str = ""
    label: str = ""
    tone: str = "neutral"
    meaning: str = ""
    reason: str = ""
    reason_by: str = ""
    is_learner: bool = False
    is_instructor: bool = False
    acts_for: bool = False  # an admin, who has to say why
    person: str = ""
    person_role: str = ""
    person_href: str = ""
    email: str = ""
    when: str = ""
    iso: str = ""
    there: str = ""
    clock_note: str = ""
    lasts: str = ""
    minimum: str = ""
    topic: str = ""
    goal: str = ""
    level: str = ""
    message: str = ""
    topic_is_final: bool = False
    topic_is_flexible: bool = False
    money: MoneyRow = field(default_factory=MoneyRow)
    until: str = ""
    owed_until: str = ""
    respond_by: str = ""
    can_pay: bool = False
    paying: str = ""  # what the button says
    can_finish: bool = False
    can_answer: bool = False
    can_cancel: bool = False
    can_set_topic: bool = False
    report_until: str = ""
    problem: str = ""
    moving: str = ""  # what the button says
    proposed: ProposedRow = field(default_factory=ProposedRow)
    cancelling: str = ""
    room: str = ""
    opens_at: str = ""
    has_room: bool = False
    is_open: bool = False
    wants_review: bool = False
    has_review: bool = False
    book_again: bool = False
    find_another: bool = False  # this one is not offered any more


def booking_page(found: BookingDetail, who: Reader) -> BookingPage:
    """The page's words."""
    row = found.row
    label, tone = status_words(row)
    proposed = proposed_row(row, who, is_learner=found.is_learner)
    person, _ = _other_person(found)
    return BookingPage(
        reference=row.reference,
        title=row.offering_title,
        slug=row.offering_slug,
        domain=row.domain,
        offering=routes.offering(row.offering_slug),
        status=row.status,
        label=label,
        tone=tone,
        meaning=meaning(found, who),
        reason=found.reason,
        reason_by=_reason_by(found),
        is_learner=found.is_learner,
        is_instructor=found.is_instructor,
        acts_for=_acts_for(found),
        person=person,
        person_role="Instructor" if found.is_learner else "Learner",
        person_href=routes.instructor(row.instructor_slug) if found.is_learner else "",
        email=found.learner_email if found.is_instructor else "",
        topic=row.topic,
        goal=row.goal,
        level=LEVELS.get(row.level, row.level),
        message=row.message,
        topic_is_final=row.topic_is_final,
        topic_is_flexible=row.topic_type == "flexible",
        money=money_row(found, who),
        moving=moving_verb(found),
        proposed=replace(proposed, can_answer=proposed.can_answer and not _acts_for(found)),
        cancelling=on_cancelling(found, who),
        paying=paying(found, who),
        has_review=row.has_review,
        problem=problem(found),
        **_times(found, who),
        **_choices(found),
    )


def _times(found: BookingDetail, who: Reader) -> dict[str, Any]:
    row, status = found.row, found.row.status
    person, zone = _other_person(found)
    return {
        "when": who.span(row.starts_at, row.ends_at),
        "iso": row.starts_at.isoformat(),
        "there": who.elsewhere(row.starts_at, zone, possessive(person)),
        "clock_note": who.clock_note(found.now, row.starts_at, zone),
        "minimum": _minimum(found, who),
        "lasts": length(whole_minutes(row.ends_at - row.starts_at)),
        "until": row.hold_expires_at.isoformat() if row.hold_expires_at and status == Status.HELD else "",
        "owed_until": row.owed_until.isoformat() if row.owed_until else "",
        "respond_by": row.respond_by.isoformat()
        if row.respond_by and status == Status.PENDING and not row.proposed
        else "",
        "report_until": who.moment(found.report_until) if found.report_until else "",
        "room": routes.room(row.room),
        "opens_at": doors(row.starts_at, row.ends_at)[0].isoformat(),
    }


def _minimum(found: BookingDetail, who: Reader) -> str:
    if not (needed := found.minimum):
        return ""
    so_far = f"{needed.confirmed} of {needed.needed} so far"
    return (
        f"It takes place if {needed.needed} people have booked by {who.moment(needed.decides_at)}: {so_far}. "
        "If not, it is cancelled and everybody gets all of their money back."
    )


def _choices(found: BookingDetail) -> dict[str, Any]:
    """What the person looking may do now."""
    row, status = found.row, Status(found.row.status)
    is_to_come = status in LIVE and row.starts_at > found.now
    is_on = status == Status.ACCEPTED
    return {
        "can_cancel": is_to_come and not _only_answers(found),
        "has_room": is_on,
        "is_open": is_on and doors_are_open(found.now, row.starts_at, row.ends_at),
        **(_learners_choices(found, status) if found.is_learner else {}),
        **(_instructors_choices(found, status) if found.is_instructor else {}),
        **({"can_answer": status == Status.PENDING} if _acts_for(found) else {}),
    }


def _learners_choices(found: BookingDetail, status: Status) -> dict[str, Any]:
    row, is_held = found.row, status == Status.HELD
    is_asked = (is_held and found.terms_accepted and not found.wants_credit) or row.owed_until is not None
    return {
        "can_pay": is_asked and row.price > 0 and not found.is_under_way,
        "can_finish": is_held and not is_asked,
        "wants_review": status == Status.COMPLETED and not row.has_review,
        "book_again": status not in LIVE and row.is_offered,
        "find_another": status not in LIVE and not row.is_offered,
    }


def _instructors_choices(found: BookingDetail, status: Status) -> dict[str, Any]:
    is_flexible = found.row.topic_type == "flexible"
    return {
        "can_answer": status == Status.PENDING,
        "can_set_topic": is_flexible and status in (Status.PENDING, Status.ACCEPTED),
    }


def version_rows(found: BookingDetail, who: Reader) -> list[VersionRow]:
    """Every version of the topic, the newest first; none to show while there is only one."""
    if len(found.topics) < 2:
        return []
    return [_version(each, found, who) for each in reversed(found.topics)]


def _version(each: TopicVersion, found: BookingDetail, who: Reader) -> VersionRow:
    author = found.row.learner_name if each.by_learner else found.row.instructor_name
    is_me = each.by_learner == found.is_learner
    return VersionRow(
        who="You" if is_me else author,
        when=who.moment(each.at),
        topic=each.topic,
        goal=each.goal,
        level=LEVELS.get(each.level, each.level),
        is_final=each.is_final,
    )


def _other_person(found: BookingDetail) -> tuple[str, str]:
    row = found.row
    if found.is_learner:
        return row.instructor_name, row.instructor_zone
    return row.learner_name, row.learner_zone


def _acts_for(found: BookingDetail) -> bool:
    """Only its two people and admins see a booking."""
    return not (found.is_learner or found.is_instructor)


def _only_answers(found: BookingDetail) -> bool:
    """A request is accepted or declined by its instructor, and a hold is none of their business yet."""
    return not found.is_learner and found.row.status in UNDECIDED


def _reason_by(found: BookingDetail) -> str:
    if not found.reason:
        return ""
    row = found.row
    names = {"learner": row.learner_name, "instructor": row.instructor_name, "admin": US}
    return names.get(found.ended_by, "")
