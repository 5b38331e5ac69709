"""What instructors are told about their shares: waiting for an account, disputed, won, lost."""

from collections.abc import Iterable

from livesessions.jobs.telling import Teller, Telling
from livesessions.queries.stories import Story
from livesessions.runtime import routes


def _share_waits(it: Story) -> Iterable[Telling]:
    yield Telling(
        it.instructor,
        "Your earnings are waiting",
        f"The share of “{it.title}” can be sent once you have said where to.",
        routes.DASHBOARD_PAYOUTS,
    )


def _disputed(it: Story) -> Iterable[Telling]:
    yield Telling(
        it.instructor,
        f"The payment of “{it.title}” is disputed",
        f"{it.learner.name}’s bank took the money back while it looks into it. Your share waits meanwhile.",
        routes.DASHBOARD_EARNINGS,
    )


def _dispute_won(it: Story) -> Iterable[Telling]:
    yield Telling(
        it.instructor,
        f"The dispute about “{it.title}” was won",
        "Your share is on its way again.",
        routes.DASHBOARD_EARNINGS,
    )


def _dispute_lost(it: Story) -> Iterable[Telling]:
    yield Telling(
        it.instructor,
        f"The dispute about “{it.title}” was lost",
        "The bank gave the money back to the learner, so this session earns nothing.",
        routes.DASHBOARD_EARNINGS,
    )


TELLERS: dict[str, Teller] = {
    "share.waits": _share_waits,
    "dispute.open": _disputed,
    "dispute.won": _dispute_won,
    "dispute.lost": _dispute_lost,
}
