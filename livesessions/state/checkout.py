"""Leaving for the gateway's page, from wherever there is something to pay."""

from dataclasses import dataclass
from uuid import uuid4

from livesessions.jobs.checkout import open_checkout
from livesessions.state.base import AppState
from livesessions.state.gate.caller import caller
from livesessions.state.outside import call_out


@dataclass(frozen=True)
class Leaving:
    """Where to pay. `once` is new each time: coming back by the browser's button doesn't lead away again."""

    url: str = ""
    once: str = ""


class Paying(AppState, mixin=True):
    """For screens with a button to pay; `components/checkout.py` goes where `leaving` says."""

    leaving: Leaving = Leaving()

    async def _to_checkout(self, reference: str) -> None:
        """Errors: TooOften, and those of `open_checkout`."""
        who = caller().renewed()
        url = await call_out(open_checkout, who.actor, reference=reference)
        self.leaving = Leaving(url, uuid4().hex)
