"""How the sandbox's letters travel: at once, late, only after failures, twice, or never."""

from enum import StrEnum

RETRY_AFTER_SECONDS = (2, 10, 60, 300, 1800, 7200)
DELAY_SECONDS = 30
FORCED_FAILURES = 2


class DeliveryMode(StrEnum):
    """What a developer can switch on to see that webhooks are only hints."""

    NORMAL = "normal"
    DELAYED = "delayed"
    FAILING = "failing"
    DOUBLED = "doubled"
    LOST = "lost"


class LetterStatus(StrEnum):
    """`lost` letters were never sent, `dead` ones were given up."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    LOST = "lost"
    DEAD = "dead"


def first_attempt(mode: DeliveryMode, now: int) -> list[tuple[LetterStatus, int]]:
    """The copies of a new letter to post: their status and when they are due (epoch seconds)."""
    due = now + DELAY_SECONDS if mode is DeliveryMode.DELAYED else now
    status = LetterStatus.LOST if mode is DeliveryMode.LOST else LetterStatus.WAITING
    return [(status, due)] * (2 if mode is DeliveryMode.DOUBLED else 1)


def after_failure(attempts: int, now: int) -> tuple[LetterStatus, int]:
    """What becomes of a letter that failed for the `attempts`-th time."""
    if attempts > len(RETRY_AFTER_SECONDS):
        return LetterStatus.DEAD, now
    return LetterStatus.WAITING, now + RETRY_AFTER_SECONDS[attempts - 1]
