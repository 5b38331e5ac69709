"""Who hears of what: the table from an audit event to the lines under people's bells, and their letters."""

from collections.abc import Iterable, Sequence

from livesessions.domain.suspensions import INSTRUCTOR_GONE, LEARNER_GONE
from livesessions.jobs import (
    calendars,
    calling_off,
    late_payments,
    moves,
    owed,
    package_news,
    reports,
    series,
    shares,
    suspensions,
    waitlist,
)
from livesessions.jobs.letters.money import money_back, until_answered
from livesessions.jobs.telling import Teller, Telling, about, when
from livesessions.queries.calendars import FAILING
from livesessions.queries.package_stories import package_story
from livesessions.queries.people import STANDING
from livesessions.queries.stories import Person, Story, stories
from livesessions.runtime import routes
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services.notifications import News, notify


def announce(*event_ids: int) -> None:
    """Puts what happened, to one row or to several at once, under the bells of those it concerns and promises
    their letters, once. Who hears of what with which other is derived anew and the same each time."""
    for (event_id, *others), telling in _tellings(event_ids):
        news = News(
            user_id=telling.to.user_id,
            event_id=event_id,
            others=tuple(others),
            title=telling.title,
            body=telling.body,
            path=telling.path,
            letter=telling.letter if suspensions.is_sent(telling) else "",
        )
        perform(SYSTEM, notify, news=news)


def _tellings(event_ids: Sequence[int]) -> Iterable[tuple[Sequence[int], Telling]]:
    """What is told of which events."""
    told = ask(SYSTEM, stories, event_ids=event_ids)
    if together := series.told_together(told):
        ids = sorted(it.event_id for it in together)
        yield from ((ids, telling) for telling in series.TELLERS[together[0].event](together))
    for it in told:
        if it not in together:
            yield from (([it.event_id], telling) for telling in TELLERS[it.event](it))
    for event_id in event_ids if not told else ():
        yield from (([event_id], telling) for telling in _of_no_booking(event_id))


def _of_no_booking(event_id: int) -> Iterable[Telling]:
    if bought := ask(SYSTEM, package_story, event_id=event_id):
        return package_news.TELLERS[bought.event](bought)
    return [*suspensions.tell_of_standing(event_id), *calendars.tell_of_failing(event_id)]


def _requested(it: Story) -> Iterable[Telling]:
    until = when(it.respond_by, it.instructor)
    yield Telling(
        it.instructor,
        f"{it.learner.name} asks for “{it.title}”",
        f"{_when(it, it.instructor)}. Please answer by {until}.",
        routes.DASHBOARD_REQUESTS,
        "booking_requested",
    )
    yield about(
        it,
        it.learner,
        f"Request sent to {it.instructor.name}",
        f"“{it.title}”, {_when(it, it.learner)}. {until_answered(it)}".strip(),
        "request_sent",
    )


def _accepted(it: Story) -> Iterable[Telling]:
    yield about(
        it,
        it.learner,
        f"{it.instructor.name} accepted “{it.title}”",
        f"See you {_when(it, it.learner)}.",
        "invitation_learner",
    )
    yield about(
        it,
        it.instructor,
        f"“{it.title}” with {it.learner.name} is booked",
        _when(it, it.instructor),
        "invitation_instructor",
    )


def _rejected(it: Story) -> Iterable[Telling]:
    yield about(
        it,
        it.learner,
        f"{it.instructor.name} can’t take “{it.title}”",
        f"“{it.reason}” {money_back(it)}",
        "booking_declined",
    )


def _unanswered(it: Story) -> Iterable[Telling]:
    if it.asked_learner:
        yield from moves.counter_proposal_unanswered(it)
        return
    yield about(
        it,
        it.learner,
        f"{it.instructor.name} did not answer in time",
        f"Your request for “{it.title}” has ended. {money_back(it)}",
        "booking_unanswered",
    )
    yield about(
        it,
        it.instructor,
        f"A request by {it.learner.name} has expired",
        f"“{it.title}” was not answered in time.",
    )


def _cancelled(it: Story) -> Iterable[Telling]:
    if it.was_only_held:
        if _is_gone(it, it.instructor):
            words = f"{it.reason} What you have paid already goes back in full."
            yield about(it, it.learner, f"“{it.title}” can’t be booked any more", words)
        return  # nobody else had heard of it
    who = {"learner": it.learner.name, "instructor": it.instructor.name}.get(it.by, "Live Sessions")
    for person in (it.learner, it.instructor):
        is_gone = _is_gone(it, person)
        words = f"{_when(it, person)}. {'' if is_gone else it.reason}".strip()
        if person is it.learner:
            words = f"{words} {money_back(it)}".strip()
        letter = "" if is_gone else "booking_cancelled"
        yield about(it, person, f"{who} cancelled “{it.title}”", words, letter)


def _is_gone(it: Story, person: Person) -> bool:
    """A suspended person has one letter about all of it."""
    return it.by == "system" and it.reason == (LEARNER_GONE if person is it.learner else INSTRUCTOR_GONE)


def _completed(it: Story) -> Iterable[Telling]:
    yield about(
        it,
        it.learner,
        f"How was “{it.title}”?",
        f"Tell {it.instructor.name} and other learners in a short review.",
        "review_asked",
    )
    yield Telling(
        it.instructor,
        f"“{it.title}” with {it.learner.name} is completed",
        "Your share is on its way: see your earnings." if it.price else "",
        routes.DASHBOARD_EARNINGS,
    )


def _missed(it: Story) -> Iterable[Telling]:
    yield about(it, it.learner, f"You missed “{it.title}”", _when(it, it.learner))
    yield about(
        it,
        it.instructor,
        f"{it.learner.name} did not come to “{it.title}”",
        "You are paid by the policy." if it.price else "",
    )


def _reviewed(it: Story) -> Iterable[Telling]:
    yield Telling(
        it.instructor,
        f"{it.learner.name} gave {it.stars} of 5 stars",
        f"For “{it.title}”. You may reply once.",
        routes.DASHBOARD_REVIEWS,
    )


def _topic_set(it: Story) -> Iterable[Telling]:
    yield about(it, it.learner, f"{it.instructor.name} set the topic: {it.topic}", letter="topic_set")


def _answered(it: Story) -> Iterable[Telling]:
    yield about(it, it.learner, f"{it.instructor.name} replied to your review")


def _when(it: Story, person: Person) -> str:
    return when(it.starts_at, person)


TELLERS: dict[str, Teller] = {
    "booking.requested": _requested,
    "booking.requested_late": _requested,
    "booking.booked": _accepted,
    "booking.booked_late": _accepted,
    "booking.accepted": _accepted,
    "booking.rejected": _rejected,
    "booking.unanswered": _unanswered,
    "booking.cancelled": _cancelled,
    "booking.completed": _completed,
    "booking.missed": _missed,
    "booking.topic_set": _topic_set,
    **moves.TELLERS,
    **shares.TELLERS,
    **waitlist.TELLERS,
    **calling_off.TELLERS,
    **owed.TELLERS,
    **reports.TELLERS,
    **late_payments.TELLERS,
    "review.written": _reviewed,
    "review.answered": _answered,
}
ANNOUNCED = frozenset({*TELLERS, *package_news.TELLERS, *STANDING, FAILING})
