"""Visits to the sandbox: one transaction each, by the app's clock, answered once per key."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from livesessions.gateways.payments.errors import GatewayTimeout
from livesessions.gateways.payments.sandbox import answering, answers, checkouts, debits, payments, payouts
from livesessions.gateways.payments.sandbox.answering import AnswerMode
from livesessions.gateways.payments.sandbox.deliverer import Deliverer
from livesessions.gateways.payments.sandbox.desk import Desk
from livesessions.gateways.payments.sandbox.store import Store


class SandboxInProduction(RuntimeError):
    """Test cards would book real lessons: the app must not start."""


class Visits:
    """The sandbox's door: its file, its clock, its postman."""

    def __init__(
        self,
        directory: Path,
        *,
        base_url: str,
        webhook_secret: str,
        now: Callable[[], datetime],
        environment: str,
    ) -> None:
        """`base_url` is where this app answers: its page lives below it, and so does the webhook endpoint."""
        if environment.strip().lower() == "production":
            raise SandboxInProduction("The payment sandbox never runs in production: set STRIPE_SECRET_KEY.")
        self._base_url, self._now = base_url.rstrip("/"), now
        self._store = Store(directory)
        self.deliverer = Deliverer(self._store, f"{self._base_url}/webhooks/stripe", webhook_secret, now)
        self.deliverer.catch_up = _catch_up

    def close(self) -> None:
        """Stops the postman and lets go of the file."""
        self.deliverer.stop()
        self._store.close()

    def answers(self) -> AnswerMode:
        with self._visit() as desk:
            return answering.mode(desk)

    def _once(self, key: str, arguments: tuple[object, ...], act: Callable[[Desk], str | None]) -> str:
        self._reach()
        with self._visit() as desk:
            answer = answers.once(desk, key, arguments, lambda: act(desk) or "")
            is_lost = answering.is_lost(desk)
        if is_lost:
            raise GatewayTimeout(answering.SILENCE)
        return answers.unwrap(answer)

    def _reach(self) -> None:
        """The way to the gateway, as the developer chose it; no transaction is open on it."""
        answering.before(self.answers())

    @contextmanager
    def _visit(self) -> Iterator[Desk]:
        with self._store.transaction() as db:
            desk = Desk(db, int(self._now().timestamp()))
            _catch_up(desk)
            yield desk
        self.deliverer.wake()


def _catch_up(desk: Desk) -> None:
    """What time has done meanwhile."""
    checkouts.expire_overdue(desk)
    payments.release_overdue(desk)
    payments.fail_due_refunds(desk)
    debits.decide_due(desk)
    payouts.move_due(desk)
