"""What instructors are told about their shares: waiting for an account, disputed, won, lost."""

from collections.abc import Iterable, Sequence

from livesessions.jobs.letters.shares import DISPUTES
from livesessions.jobs.telling import Teller, Telling, named
from livesessions.queries.stories import Story
from livesessions.runtime import routes


def disputed(its: Sequence[Story]) -> Iterable[Telling]:
    """How the dispute about one session stands, or about all of a series that were paid at once."""
    it = its[0]
    subject, words = DISPUTES[it.event]
    yield Telling(
        it.instructor,
        subject.format(named(its)),
        words.format(it.learner.name),
        routes.DASHBOARD_EARNINGS,
        "payment_disputed",
    )


def _share_waits(it: Story) -> Iterable[Telling]:
    yield Telling(
        it.instructor,
        "Your earnings are waiting",
        f"The share of “{it.title}” can be sent once you have said where to.",
        routes.DASHBOARD_PAYOUTS,
    )


def _disputed(it: Story) -> Iterable[Telling]:
    return disputed([it])


TELLERS: dict[str, Teller] = {"share.waits": _share_waits, **dict.fromkeys(DISPUTES, _disputed)}
