"""What a booking's statuses and events are called, and what they mean to whom."""

from livesessions.domain.cancellation import Reason
from livesessions.queries.bookings import BookingDetail, BookingRow, EventRow, RefundRow
from livesessions.state.bookings.reader import Reader

US = "Live Sessions"  # who an admin is to the people of a booking

# label, tone of its badge
STATUSES = {
    "held": ("Held for you", "warning"),
    "pending": ("Waiting for an answer", "warning"),
    "accepted": ("Confirmed", "success"),
    "completed": ("Completed", "neutral"),
    "no_show": ("Missed", "neutral"),
    "rejected": ("Declined", "danger"),
    "expired": ("Expired", "neutral"),
    "cancelled": ("Cancelled", "neutral"),
}

LEVELS = {
    "all": "Any level",
    "beginner": "Beginner",
    "intermediate": "Intermediate",
    "advanced": "Advanced",
}

# event → for the learner, for the instructor; "" is not shown
EVENTS = {
    "booking.held": ("You chose the time", ""),
    "booking.offered": ("A place became free for you", ""),
    "payment.begun": ("You went to the payment page", ""),
    "booking.requested": ("You sent the request", "{learner} asked for the session"),
    "booking.requested_late": (
        "Your payment arrived, the request was sent",
        "{learner} asked for the session",
    ),
    "booking.booked": ("You booked the session", "{learner} booked the session"),
    "booking.booked_late": ("Your payment arrived, the session is booked", "{learner} booked the session"),
    "booking.accepted": ("{instructor} accepted", "You accepted"),
    "booking.rejected": ("{instructor} declined", "You declined"),
    "booking.hold_ended": ("The hold ran out", ""),
    "booking.paid_too_late": ("Your payment came too late", ""),
    "booking.unanswered": ("{instructor} did not answer in time", "The time to answer ran out"),
    "booking.cancelled": ("Cancelled", "Cancelled"),
    "booking.going_ahead": ("Enough people booked: it takes place", "Enough people booked"),
    "booking.unpaid": ("The payment did not arrive", "The payment did not arrive"),
    "booking.completed": ("The session took place", "The session took place"),
    "booking.missed": ("You were not there", "{learner} was not there"),
    "booking.moved": ("Moved to another time", "Moved to another time"),
    "booking.topic_set": ("{instructor} set the topic", "You set the topic"),
    "booking.time_proposed": ("Another time was proposed", "Another time was proposed"),
    "booking.time_declined": ("The proposed time was declined", "The proposed time was declined"),
    "booking.time_withdrawn": ("The proposed time was taken back", "The proposed time was taken back"),
    "booking.time_expired": ("The proposed time was not answered", "The proposed time was not answered"),
    "booking.problem_reported": ("You reported a problem", "{learner} reported a problem"),
    "booking.problem_released": ("We looked at the problem", "The problem is settled"),
    "booking.problem_refunded": (
        "We looked at the problem: money goes back to you",
        "The problem is settled",
    ),
    "payment.saved": ("You saved your card", ""),
    "payment.owed": ("Your card could not be charged", "The payment could not be taken"),
    "payment.made_good": ("The payment arrived", "The payment arrived"),
    "payment.captured": ("The payment arrived", ""),
    "payment.refunded": ("Money went back to you", ""),
}


def timeline(found: BookingDetail, who: Reader) -> list[dict[str, str]]:
    """What happened, oldest first, in the words of who is looking."""
    names = {"learner": found.row.learner_name, "instructor": found.row.instructor_name}
    side = 0 if found.is_learner else 1
    told = [(event, _told(event, side)) for event in found.timeline]
    return [
        {
            "title": words.format(**names),
            "when": who.moment(event.at),
            "text": who.moment(event.time) if event.time else _by_whom(event, found),
            "ahead": "",
        }
        for event, words in told
        if words
    ]


def _told(event: EventRow, side: int) -> str:
    if event.by == "admin" and event.event in _FOR_SOMEBODY:
        return _FOR_SOMEBODY[event.event]
    return EVENTS.get(event.event, ("", ""))[side]


def meaning(found: BookingDetail, who: Reader) -> str:
    """What the status means for the person looking, and what comes next."""
    respond_by, owed_until = (
        who.moment(until) if until else "" for until in (found.row.respond_by, found.row.owed_until)
    )
    return _sentence(found).format(
        instructor=found.row.instructor_name,
        learner=found.row.learner_name,
        respond_by=respond_by,
        owed_until=owed_until,
    )


def problem(found: BookingDetail) -> str:
    """What a reported problem means for the person looking, while it is being looked at."""
    if found.report != "open":
        return ""
    if found.is_learner:
        return "We are looking at the problem you reported, and write to you."
    waits = " Your share waits until we have looked at it." if found.row.price else ""
    return f"{found.row.learner_name} reported a problem.{waits}"


def on_cancelling(found: BookingDetail, who: Reader) -> str:
    """What cancelling now does with the money, said before it is done."""
    row, back = found.row, found.cancelling
    if not row.price:
        return "This session is free, so nothing has to be paid back."
    if found.is_credit and found.is_learner:
        return _back_to_package(back.percent, who.money(back.amount, row.currency))
    undecided = row.status in ("held", "pending") or found.payment_status in ("saved", "owed")
    if undecided and not found.paid:
        return "Nothing has been charged, and nothing will be."
    much, whole = who.money(back.amount, row.currency), who.money(row.price, row.currency)
    if not found.is_learner:
        nobody = "You earn" if found.is_instructor else f"{row.instructor_name} earns"
        return f"{row.learner_name} gets {much} back, all that was paid. {nobody} nothing."
    return _back_to_card(back, much, whole, _WHY.get(back.reason, "").format(instructor=row.instructor_name))


def _back_to_card(back: RefundRow, much: str, whole: str, why: str) -> str:
    if back.percent == 100:
        return f"You get all of it back: {much}.{why}"
    if not back.amount:
        return f"It is too late for a refund of the {whole}.{why}"
    return f"You get {much} of {whole} back.{why}"


def _back_to_package(percent: int, much: str) -> str:
    if percent == 100:
        return "Your session goes back to your package."
    return f"{much} goes back to your package." if percent else "It is too late to get the session back."


def status_words(row: BookingRow) -> tuple[str, str]:
    """The status' label and the tone of its badge."""
    return ("Not paid yet", "warning") if row.owed_until else STATUSES[row.status]


def _sentence(found: BookingDetail) -> str:
    row = found.row
    if row.status == "pending" and row.proposed and row.proposed.by != "learner":
        return _COUNTERED[0 if found.is_learner else 1]
    if row.owed_until:
        return _ON_ITS_WAY if found.is_learner and found.is_under_way else _OWED[not found.is_learner]
    return _to_learner(found) if found.is_learner else _TO_INSTRUCTOR.get(row.status, "")


def _to_learner(found: BookingDetail) -> str:
    special = _WITH_PACKAGE if found.is_credit else _ALREADY_PAID if found.paid else {}
    status = found.row.status
    return _just_now(found) or special.get(status) or _TO_LEARNER.get(status, "")


def _just_now(found: BookingDetail) -> str:
    """What its status alone does not say."""
    status = found.row.status
    if status == "accepted" and found.row.starts_at <= found.now < found.row.ends_at:
        return _RUNNING
    if status == "pending" and not found.row.price:
        return "{instructor} answers by {respond_by}."
    if found.report == "open":
        return "The session took place."
    return _TOO_LATE if status == "expired" and found.reason else ""


def _by_whom(event: EventRow, found: BookingDetail) -> str:
    if event.by == "admin" and event.event in (*_FOR_SOMEBODY, "booking.cancelled"):
        return f"By {US}"
    by = event.by if event.event == "booking.cancelled" else ""
    if by == "learner":
        return "By you" if found.is_learner else f"By {found.row.learner_name}"
    if by == "instructor":
        return "By you" if found.is_instructor else f"By {found.row.instructor_name}"
    return ""


# What an admin did for the instructor.
_FOR_SOMEBODY = {"booking.accepted": "Accepted", "booking.rejected": "Declined"}
_WHY = {
    Reason.GRACE: " You have only just booked it.",
    Reason.MOVED_BY_INSTRUCTOR: " {instructor} moved the session, so you may cancel free of charge.",
    Reason.MOVED_LATE: " It was moved at short notice: what comes back is what it was then.",
}
_OWED = (
    "{instructor} accepted, but your card could not be charged. Pay now: your place is kept until {owed_until}.",
    "You accepted, but {learner}’s card could not be charged. They can pay until {owed_until}, and your time is "
    "kept so long. Without a payment the booking ends by itself.",
)
_ON_ITS_WAY = (
    "Your bank is working on your payment. Your place is kept until {owed_until}; what arrives "
    "later is given back in full."
)
_TOO_LATE = "Your payment came too late: nothing is booked, and all of it goes back to you."
_COUNTERED = (
    "{instructor} would like another time. Your request stays open until you answer.",
    "{learner} decides about the time you proposed. You can still accept the request as it is.",
)
_RUNNING = (
    "It is on now. If {instructor} has not come ten minutes after the start, you can end it in the room and get "
    "everything back."
)
_TO_LEARNER = {
    "held": "The time is yours while the clock runs. Finish to send it off.",
    "pending": "{instructor} answers by {respond_by}. Nothing is charged before that.",
    "accepted": "It is on. The room opens ten minutes before the start.",
    "completed": "The session took place. We hope it was a good one.",
    "no_show": "You were not in the room, so the session counts as missed.",
    "rejected": "{instructor} can’t do it this time. You were not charged.",
    "expired": "The time was given free again.",
    "cancelled": "This booking was cancelled.",
}
_WITH_PACKAGE = {
    "pending": "{instructor} answers by {respond_by}. Your package keeps the session if they can’t.",
    "rejected": "{instructor} can’t do it this time. The session is back in your package.",
}
_ALREADY_PAID = {
    "pending": "{instructor} answers by {respond_by}. If they can’t, you get back all that you paid.",
    "rejected": "{instructor} can’t do it this time. You get back all that you paid.",
}
_TO_INSTRUCTOR = {
    "held": "{learner} is choosing and has not sent the request yet.",
    "pending": "Please answer by {respond_by}. After that the request expires by itself.",
    "accepted": "It is on. The room opens ten minutes before the start.",
    "completed": "The session took place.",
    "no_show": "{learner} was not there.",
    "rejected": "You declined this request.",
    "expired": "The time is free again.",
    "cancelled": "This booking was cancelled.",
}
