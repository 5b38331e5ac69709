"""What is refused is told in the log, though not as often as it is sent; whoever goes on and on is hung up on."""

from reflex.app import EventNamespace

from livesessions.runtime.limits import MemoryLimits, Rate
from livesessions.runtime.log import logger

log = logger(__name__)

TOLD = Rate(times=5, seconds=60)  # lines about one socket
TOLD_OF_ALL = Rate(times=100, seconds=60)
PATIENCE = Rate(times=200, seconds=60)  # refusals of one socket; a page of an old build stays far below


class Refusals:
    """The refusals of this process."""

    def __init__(self) -> None:
        self._limits = MemoryLimits()
        self._left_out = 0

    def tell(self, socket: str, fact: str = "event_refused", **details: object) -> None:
        """A line in the log, with how many were left out before it."""
        spend = self._limits.spend
        if spend(f"told:{socket}", TOLD) or spend("told", TOLD_OF_ALL):
            self._left_out += 1
            return
        if self._left_out:
            details["left_out"], self._left_out = self._left_out, 0
        log.warning(fact, **details)

    def is_enough(self, socket: str) -> bool:
        """Whether this one was one too many."""
        return self._limits.spend(f"borne:{socket}", PATIENCE) > 0


async def hang_up(namespace: EventNamespace, socket: str) -> None:
    """Closes the line. A browser calls again; a program that does is counted by its address."""
    line = namespace.server.manager.eio_sid_from_sid(socket, namespace.namespace)
    if line is not None:
        await namespace.server.eio.disconnect(line)
