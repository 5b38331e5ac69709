"""How often something may be tried with one address or one account, whoever tries it."""

from hashlib import sha256

from livesessions.domain.errors import DomainError
from livesessions.runtime.limits import Limits, MemoryLimits, Rate

FORMS = Rate(times=20, seconds=600)  # of one kind, by one browser
LETTERS = Rate(times=3, seconds=3600)  # of one kind, to one address


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


def mark(email: str) -> str:
    """Stands for an address in a key, so that nobody's address is kept for counting."""
    return sha256(email.encode()).hexdigest()[:32]
