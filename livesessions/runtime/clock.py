"""The one place that looks at the clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


class SettableClock:
    """A clock that stands still until it is moved: for tests, the sandbox and demo data."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, step: timedelta) -> None:
        """Moves the clock by `step`."""
        self.now += step
