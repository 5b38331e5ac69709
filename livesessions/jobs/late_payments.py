"""What a learner hears whose payment arrived when the place was not to be had any more."""

from collections.abc import Iterable

from livesessions.jobs.letters.money import money_back
from livesessions.jobs.telling import Teller, Telling, about
from livesessions.queries.stories import Story


def _came_back(it: Story) -> Iterable[Telling]:
    if it.was_too_late:
        words = f"{it.reason} {money_back(it)}".strip()
        yield about(it, it.learner, f"Your payment for “{it.title}” came too late", words, "paid_too_late")


TELLERS: dict[str, Teller] = {"payment.refunded": _came_back, "payment.voided": _came_back}
