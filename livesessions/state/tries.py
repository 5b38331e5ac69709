"""How often something may be tried with one address or one account, whoever tries it."""

from hashlib import sha256

from livesessions.domain.errors import DomainError
from livesessions.runtime.limits import Limits, MemoryLimits, Rate

FORMS = Rate(times=20, seconds=600)  # of one kind, by one browser
LETTERS = Rate(times=3, seconds=3600)  # of one kind, to one address
# Changes by one person, of whatever kind: a busy hour has some dozens.
WRITES = (Rate(times=120, seconds=60), Rate(times=1000, seconds=3600))


class TooOften(DomainError):
    """More tries than a person needs."""

    code = "too_often"
    status = 429


_limits: list[Limits] = [MemoryLimits()]


def count_with(limits: Limits) -> None:
    """Counts where the composition root says: in this process, or in Redis for all of them."""
    _limits[:] = [limits]


def spend(key: str, rate: Rate) -> None:
    """One more try. Raises TooOften."""
    wait = _limits[0].spend(key, rate)
    if wait:
        minutes = -int(-wait // 60)
        raise TooOften(f"Too many tries. Please wait {'a minute' if minutes < 2 else f'{minutes} minutes'}.")


def spend_write(user_id: int | None) -> None:
    """One more change by this person; guests are counted where they try. Raises TooOften."""
    for rate in WRITES if user_id else ():
        if _limits[0].spend(f"write:{user_id}:{rate.seconds:g}", rate):
            raise TooOften("You have changed a lot in a short time. Please wait a minute and try again.")


def mark(email: str) -> str:
    """Stands for an address in a key, so that nobody's address is kept for counting."""
    return sha256(email.encode()).hexdigest()[:32]
