"""The way back from the log-in page to the time a guest had chosen, through the address.

Anybody can write an address and send it to somebody. A time is held for whoever comes only if this very browser
was sent on its way by us, which the mark at its end shows; another one sees the day and chooses.
"""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from livesessions.domain.times import minute, moment
from livesessions.runtime.passwords import secret_hash
from livesessions.state.gate.caller import caller

MARK = 16  # characters


@dataclass(frozen=True, slots=True)
class WayBack:
    """What an address asks for. `is_ours`: we sent this browser there."""

    offering_id: int
    starts_at: datetime
    is_ours: bool


def way_back(path: str, offering_id: int, starts_at: datetime) -> str:
    """The address of the page at `path` with this time, for the browser that asks."""
    time = f"{offering_id}@{minute(starts_at)}"
    return f"{path}?book={time}@{_mark(time)}"


def read_way_back(given: str) -> WayBack | None:
    """What stands after `book=`; None for what is no time of an offering."""
    offering, _, rest = given.partition("@")
    when, _, mark = rest.partition("@")
    time = f"{offering}@{when}"
    if not (offering.isdecimal() and when.isdecimal() and given.isascii() and len(time) < 24):
        return None
    is_ours = bool(caller().visitor) and compare_digest(mark, _mark(time))
    return WayBack(int(offering), moment(int(when)), is_ours)


def _mark(time: str) -> str:
    return secret_hash("way back", caller().visitor, time)[:MARK]
