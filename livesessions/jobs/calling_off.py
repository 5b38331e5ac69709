"""What people are told when enough of them have booked."""

from collections.abc import Iterable

from livesessions.jobs.telling import Teller, Telling, about, when
from livesessions.queries.stories import Story


def _going_ahead(it: Story) -> Iterable[Telling]:
    yield about(
        it,
        it.learner,
        f"“{it.title}” takes place",
        f"Enough people have booked. See you {when(it.starts_at, it.learner)}.",
        "going_ahead",
    )


TELLERS: dict[str, Teller] = {"booking.going_ahead": _going_ahead}
