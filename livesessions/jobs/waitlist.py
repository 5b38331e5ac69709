"""What people in a line are told: a place is theirs for a while."""

from collections.abc import Iterable

from livesessions.jobs.telling import Teller, Telling, about, when
from livesessions.queries.stories import Story


def _offered(it: Story) -> Iterable[Telling]:
    yield about(
        it,
        it.learner,
        f"A place in “{it.title}” is free for you",
        f"{when(it.starts_at, it.learner)}. It is kept for you until {when(it.held_until, it.learner)}.",
        "place_offered",
    )


TELLERS: dict[str, Teller] = {"booking.offered": _offered}
