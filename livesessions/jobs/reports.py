"""Who hears of a reported problem, and of what was decided about it."""

from collections.abc import Iterable

from livesessions.jobs.letters.money import given_back
from livesessions.jobs.telling import Teller, Telling, about
from livesessions.queries.stories import Story, admins
from livesessions.runtime import routes
from livesessions.runtime.locales import money
from livesessions.runtime.work import SYSTEM, ask


def _reported(it: Story) -> Iterable[Telling]:
    title = f"{it.learner.name} reports a problem with “{it.title}”"
    waits = " Your share waits until we have looked at it." if it.price else ""
    yield about(it, it.instructor, title, f"“{it.words}”{waits}", "problem_reported")
    for admin in ask(SYSTEM, admins):
        yield Telling(admin, title, f"“{it.words}”", routes.ADMIN_MONEY, "problem_to_decide")


def _released(it: Story) -> Iterable[Telling]:
    yield about(
        it,
        it.learner,
        f"We have looked at your problem with “{it.title}”",
        it.words or "Nothing is given back.",
        "problem_decided",
    )
    share = "Your share is on its way again. " if it.price else ""
    yield about(
        it,
        it.instructor,
        f"The problem with “{it.title}” is settled",
        f"{share}{it.words}",
        "problem_decided",
    )


def _refunded(it: Story) -> Iterable[Telling]:
    much = money(it.amount, it.currency, it.instructor.locale)
    yield about(
        it,
        it.learner,
        f"We have looked at your problem with “{it.title}”",
        f"{given_back(it, it.amount)} {it.words}".strip(),
        "problem_decided",
    )
    yield about(
        it,
        it.instructor,
        f"{it.learner.name} gets back {much} for “{it.title}”",
        f"Your share is smaller by its part. {it.words}".strip(),
        "problem_decided",
    )


TELLERS: dict[str, Teller] = {
    "booking.problem_reported": _reported,
    "booking.problem_released": _released,
    "booking.problem_refunded": _refunded,
}
