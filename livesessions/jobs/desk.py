"""What the jobs find on their desk: the gateways and the settings, laid out by the composition root."""

from dataclasses import dataclass

from livesessions.gateways.payments import PaymentGateway
from livesessions.jobs.letters import PostRoom
from livesessions.runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that reaches outside."""

    settings: Settings
    payments: PaymentGateway
    post: PostRoom


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
