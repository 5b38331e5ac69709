"""What people are told when one step is taken with several sessions of a weekly series: one line for all."""

from collections.abc import Callable, Iterable, Sequence

from livesessions.jobs import shares
from livesessions.jobs.letters.money import money_back, until_answered
from livesessions.jobs.letters.shares import DISPUTES
from livesessions.jobs.telling import Telling, about, named, when
from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes

Steps = Sequence[Story]  # of one event and one series, in order of time


def told_together(its: Steps) -> Steps:
    """Those of which people hear in one; none where that is one alone."""
    shared = [it for it in its if _is_shared(it)]
    return shared if len(shared) > 1 else []


def _is_shared(it: Story) -> bool:
    is_news = it.event != "booking.cancelled" or not it.was_only_held
    return it.event in TELLERS and is_news and not it.asked_learner


def _requested(its: Steps) -> Iterable[Telling]:
    it = its[0]
    until = when(min(each.respond_by for each in its if each.respond_by), it.instructor)
    yield Telling(
        it.instructor,
        f"{it.learner.name} asks for {named(its)}",
        f"{_dates(its, it.instructor)}. Please answer by {until}.",
        routes.DASHBOARD_REQUESTS,
        "series_requested",
    )
    yield about(
        it,
        it.learner,
        f"Request for {named(its)} sent to {it.instructor.name}",
        f"{_dates(its, it.learner)}. {until_answered(it)}".strip(),
        "series_request_sent",
    )


def _accepted(its: Steps) -> Iterable[Telling]:
    it = its[0]
    yield about(
        it,
        it.learner,
        f"{it.instructor.name} accepted {named(its)}",
        f"See you {_dates(its, it.learner)}.",
        "series_booked",
    )
    yield about(
        it,
        it.instructor,
        f"{named(its)} with {it.learner.name} are booked",
        f"{_dates(its, it.instructor)}.",
        "series_booked",
    )


def _unanswered(its: Steps) -> Iterable[Telling]:
    it = its[0]
    yield about(
        it,
        it.learner,
        f"{it.instructor.name} did not answer in time",
        f"Your request for {named(its)} has ended: {_dates(its, it.learner)}. {money_back(*its)}",
        "series_unanswered",
    )
    yield about(
        it,
        it.instructor,
        f"A request by {it.learner.name} has expired",
        f"{named(its)} were not answered in time: {_dates(its, it.instructor)}.",
    )


def _cancelled(its: Steps) -> Iterable[Telling]:
    it = its[0]
    who = {"learner": it.learner.name, "instructor": it.instructor.name}.get(it.by, "Live Sessions")
    for person in (it.learner, it.instructor):
        words = (f"{_dates(its, person)}.", it.reason, money_back(*its) if person is it.learner else "")
        told = " ".join(each for each in words if each)
        yield about(it, person, f"{who} cancelled {named(its)}", told, "series_cancelled")


def _owed(its: Steps) -> Iterable[Telling]:
    it = its[0]
    until = min(each.owed_until or each.starts_at for each in its)
    yield about(
        it,
        it.learner,
        "Your card could not be charged",
        f"{it.instructor.name} accepted {named(its)}. Pay by {when(until, it.learner)}: they are kept so long.",
        "series_owed",
    )
    yield about(
        it,
        it.instructor,
        f"{it.learner.name}’s card could not be charged",
        f"For {named(its)}. They can pay until {when(until, it.instructor)}, and your time is kept so long.",
        "series_owed",
    )


def _unpaid(its: Steps) -> Iterable[Telling]:
    it = its[0]
    for person, words in (
        (it.learner, "Nothing was charged, and the times are free again."),
        (it.instructor, f"{it.learner.name} did not pay in time. Your time is free again."),
    ):
        told = f"{_dates(its, person)}. {words}"
        yield about(it, person, f"{named(its)} were not paid and have expired", told, "series_unpaid")


def _dates(its: Steps, person: Person) -> str:
    return " · ".join(when(it.starts_at, person) for it in its)


TELLERS: dict[str, Callable[[Steps], Iterable[Telling]]] = {
    "booking.requested": _requested,
    "booking.requested_late": _requested,
    "booking.booked": _accepted,
    "booking.booked_late": _accepted,
    "booking.accepted": _accepted,
    "booking.unanswered": _unanswered,
    "booking.cancelled": _cancelled,
    "payment.owed": _owed,
    "booking.unpaid": _unpaid,
    **dict.fromkeys(DISPUTES, shares.disputed),
}
