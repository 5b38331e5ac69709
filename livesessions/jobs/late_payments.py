"""What a learner hears whose payment arrived when the place was not to be had any more."""

from collections.abc import Iterable

from livesessions.jobs.letters.money import money_back
from livesessions.jobs.telling import Teller, Telling, about
from livesessions.queries.stories import Story


def _paid_too_late(it: Story) -> Iterable[Telling]:
    words = f"{it.words} {money_back(it)}".strip()
    yield about(it, it.learner, f"Your payment for “{it.title}” came too late", words, "paid_too_late")


TELLERS: dict[str, Teller] = {"booking.paid_too_late": _paid_too_late}
