"""What the jobs find on their desk: the gateways and the settings, laid out by the composition root."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from livesessions.gateways.payments import Gateway
from livesessions.runtime.settings import Settings


class Post(Protocol):
    """Writes promised letters and sees them off."""

    def send_letter(self, payload: Mapping[str, Any], *, key: str) -> None:
        """Sends the letter, once per `key`."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that reaches outside."""

    settings: Settings
    payments: Gateway
    post: Post


_desk: list[Desk] = []


def lay(desk: Desk) -> Desk:
    """Makes `desk` the one the jobs work at."""
    _desk[:] = [desk]
    return desk


def the_desk() -> Desk:
    """The desk; an error before the composition root has laid it."""
    if not _desk:
        raise RuntimeError("the desk is empty: the composition root lays it at start")
    return _desk[0]
