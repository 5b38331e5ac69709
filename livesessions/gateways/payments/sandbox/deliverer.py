"""The sandbox's postman: carries letters to the app over real HTTP, and comes again when nobody opens."""

import json
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

import httpx
import structlog

from livesessions.gateways.payments.sandbox.delivery import (
    FORCED_FAILURES,
    DeliveryMode,
    LetterStatus,
    after_failure,
)
from livesessions.gateways.payments.sandbox.desk import Desk
from livesessions.gateways.payments.sandbox.store import Store
from livesessions.gateways.payments.webhooks import sign

LEASE_SECONDS = 60
LOOK_EVERY_SECONDS = 1.0
DUE = "SELECT * FROM letters WHERE status = 'waiting' AND due_at <= ? ORDER BY due_at, number LIMIT 1"

log = structlog.get_logger(module=__name__)


class Deliverer:
    """Letters survive a restart: each is leased while it travels, so several processes share the round."""

    def __init__(self, store: Store, url: str, secret: str, now: Callable[[], datetime]) -> None:
        self._store, self._url, self._secret, self._now = store, url, secret, now
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self.catch_up: Callable[[Desk], object] = lambda _: None  # what becomes due by itself has letters too

    def start(self) -> None:
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="sandbox-webhooks", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def wake(self) -> None:
        self._wake.set()

    def deliver_due(self) -> int:
        """Carry every letter that is due now; how many arrived."""
        arrived = 0
        while letter := self._take_one():
            arrived += self._carry(letter)
        return arrived

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                self.deliver_due()
            except sqlite3.Error as error:
                log.warning("sandbox_webhooks_wait", error=str(error))
            self._wake.wait(LOOK_EVERY_SECONDS)

    def _take_one(self) -> sqlite3.Row | None:
        with self._store.transaction() as db:
            desk = Desk(db, self._seconds())
            self.catch_up(desk)
            letter = desk.one(DUE, desk.now)
            if letter is not None:
                self._update(desk, letter, LetterStatus.WAITING, desk.now + LEASE_SECONDS)
            return letter

    def _carry(self, letter: sqlite3.Row) -> bool:
        arrived = self._may_travel(letter) and self._post(letter["body"])
        with self._store.transaction() as db:
            desk = Desk(db, self._seconds())
            if arrived:
                self._update(desk, letter, LetterStatus.DELIVERED, desk.now)
            else:
                self._update(desk, letter, *after_failure(letter["attempts"] + 1, desk.now))
        return arrived

    def _may_travel(self, letter: sqlite3.Row) -> bool:
        with self._store.transaction() as db:
            mode = Desk(db, 0).switch("delivery", DeliveryMode.NORMAL)
        return mode != DeliveryMode.FAILING or letter["attempts"] >= FORCED_FAILURES

    def _post(self, body: bytes) -> bool:
        headers = {
            "Stripe-Signature": sign(body, self._secret, self._now()),
            "Content-Type": "application/json",
        }
        try:
            answer = self._http.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            log.info("sandbox_webhook_failed", kind=json.loads(body)["type"], error=str(error))
            return False
        return answer.is_success

    @cached_property
    def _http(self) -> httpx.Client:
        return httpx.Client(timeout=10, trust_env=False)  # our own endpoint is behind no proxy

    def _update(self, desk: Desk, letter: sqlite3.Row, status: LetterStatus, due_at: int) -> None:
        sql = "UPDATE letters SET status = ?, due_at = ?, attempts = ? WHERE number = ?"
        desk.db.execute(sql, (status, due_at, letter["attempts"] + 1, letter["number"]))

    def _seconds(self) -> int:
        return int(self._now().timestamp())
