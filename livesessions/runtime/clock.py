"""The one place that looks at the clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def make_clock(offset_file: Path | None = None) -> Clock:
    """The system's clock, or one that is ahead of it by the seconds written in `offset_file`.

    With the file a developer, or a journey in a browser, travels to next Tuesday's session without waiting.
    """
    if offset_file is None:
        return system_clock
    return _TravellingClock(offset_file)


class _TravellingClock:
    """Looks into the file each time. One that is being written just now does not set the clock back."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        try:
            self._ahead = timedelta(seconds=float(self._file.read_text()))
        except FileNotFoundError:
            self._ahead = timedelta()
        except (OSError, ValueError):
            pass
        return system_clock() + self._ahead


class SettableClock:
    """A clock that stands still until it is moved: for tests, the sandbox and demo data."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, step: timedelta) -> None:
        """Moves the clock by `step`."""
        self.now += step
