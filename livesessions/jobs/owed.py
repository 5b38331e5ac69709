"""What people are told when an accepted booking could not be charged, and how that ended."""

from collections.abc import Iterable

from livesessions.jobs.telling import Teller, Telling, when
from livesessions.queries.stories import Story
from livesessions.runtime import routes


def _owed(it: Story) -> Iterable[Telling]:
    here = routes.booking(it.reference)
    mine, theirs = when(it.owed_until, it.learner), when(it.owed_until, it.instructor)
    yield Telling(
        it.learner,
        "Your card could not be charged",
        f"{it.instructor.name} accepted “{it.title}”. Pay by {mine}: your place is kept so long.",
        here,
        "payment_owed",
    )
    yield Telling(
        it.instructor,
        f"{it.learner.name}’s card could not be charged",
        f"For “{it.title}”. They can pay until {theirs}, and your time is kept so long.",
        here,
        "payment_owed",
    )


def _made_good(it: Story) -> Iterable[Telling]:
    here = routes.booking(it.reference)
    yield Telling(
        it.learner, f"You have paid “{it.title}”", f"See you {when(it.starts_at, it.learner)}.", here
    )
    yield Telling(
        it.instructor,
        f"{it.learner.name} has paid",
        f"“{it.title}”, {when(it.starts_at, it.instructor)}, stays as it was booked.",
        here,
    )


def _unpaid(it: Story) -> Iterable[Telling]:
    here = routes.booking(it.reference)
    for person, words in (
        (it.learner, "Nothing was charged, and the time is free again."),
        (it.instructor, f"{it.learner.name} did not pay in time. Your time is free again."),
    ):
        told = f"{when(it.starts_at, person)}. {words}"
        yield Telling(person, f"“{it.title}” was not paid and has expired", told, here, "booking_unpaid")


TELLERS: dict[str, Teller] = {
    "payment.owed": _owed,
    "payment.made_good": _made_good,
    "booking.unpaid": _unpaid,
}
