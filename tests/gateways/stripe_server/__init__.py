"""A strict Stripe on loopback: unknown parameters, wrong states and reused keys are errors; faults on demand.

It shares the sandbox's state machine and nothing else: requests, objects, errors and idempotency are Stripe's own.
"""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livesessions.gateways.payments.errors import GatewayRefused, ParameterBug
from livesessions.gateways.payments.sandbox import checkouts, debits, payments, payouts
from livesessions.gateways.payments.sandbox.deliverer import Deliverer
from livesessions.gateways.payments.sandbox.desk import Desk
from livesessions.gateways.payments.sandbox.store import Store
from tests.gateways.stripe_server.routes import Endpoint, find
from tests.gateways.stripe_server.wire import Params, WrongParameter, read

API_KEY = "sk_test_contract"
VERSION = "2026-10-28.endive"
KEPT_SECONDS = 24 * 3600
# Stripe gives these refusals neither a code nor (the last two) a parameter.
NAMELESS = {"expiry_out_of_range": "expires_at", "checkout_not_open": None, "amount_too_large": None}

Answer = tuple[int, dict[str, Any]]


class Fault(StrEnum):
    """What can go wrong with the next changing request."""

    ERROR_BEFORE = "500 before the effect"
    ERROR_AFTER = "500 after the effect"
    DROP_BEFORE = "connection lost before the effect"
    DROP_AFTER = "connection lost after the effect"
    HANG = "no answer"
    BUSY = "429"
    IN_USE = "409"


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    method: str
    path: str
    key: str | None
    account: str | None = field(default=None, compare=False)


class StripeServer:
    def __init__(self, directory: Path, clock: Callable[[], datetime], webhooks: str, secret: str) -> None:
        self.clock, self.store = clock, Store(directory)
        self.deliverer = Deliverer(self.store, webhooks, secret, clock)
        self.seen: list[Seen] = []
        self.faults: deque[Fault] = deque()
        self.released = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> "StripeServer":
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("OurDoor", (Door,), {"world": self}))
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._http.shutdown()
        self._http.server_close()
        self.store.close()

    @contextmanager
    def visit(self) -> Iterator[Desk]:
        """The state out there at this hour."""
        with self.store.transaction() as db:
            desk = Desk(db, int(self.clock().timestamp()))
            checkouts.expire_overdue(desk)
            payments.release_overdue(desk)
            payments.fail_due_refunds(desk)
            debits.decide_due(desk)
            payouts.move_due(desk)
            yield desk

    def next_fault(self, method: str) -> Fault | None:
        with self._lock:
            return self.faults.popleft() if self.faults and method == "POST" else None

    def answer(self, request: Seen, encoded: str, fault: Fault | None) -> Answer:
        found = find(request.method, request.path)
        if found is None:
            return error(404, "Unrecognized request URL", code="unrecognized_url")
        endpoint, identifier = found
        try:
            params = read(encoded, endpoint.kind)
            _check_expand(endpoint, params)
        except WrongParameter as wrong:
            return error(400, str(wrong), code=wrong.code, param=wrong.name)
        if request.account:
            params["account"] = request.account
        with self.visit() as desk:
            if request.key is None or request.method == "GET":
                return act(desk, endpoint, params, identifier)
            return once(desk, request, params, lambda: broken(fault, desk, endpoint, params, identifier))


def once(desk: Desk, request: Seen, params: Params, doing: Callable[[], Answer]) -> Answer:
    """Whatever was answered under this key, 4xx and 5xx included, is answered again for a day."""
    fingerprint = json.dumps([request.path, params], sort_keys=True)
    desk.db.execute("DELETE FROM answers WHERE kept_until <= ?", (desk.now,))
    known = desk.one("SELECT * FROM answers WHERE key = ?", request.key)
    if known is None:
        answer = doing()
        kept = {"key": request.key, "fingerprint": fingerprint, "kept_until": desk.now + KEPT_SECONDS}
        desk.add("answers", answer=json.dumps(answer), **kept)
        return answer
    if known["fingerprint"] != fingerprint:
        return error(400, "Keys for idempotent requests can only be used once.", kind="idempotency_error")
    status, body = json.loads(known["answer"])
    return status, body


def broken(fault: Fault | None, desk: Desk, endpoint: Endpoint, params: Params, identifier: str) -> Answer:
    if fault is Fault.ERROR_BEFORE:
        return error(500, "An unknown error occurred", kind="api_error")
    answer = act(desk, endpoint, params, identifier)
    return error(500, "An unknown error occurred", kind="api_error") if fault is Fault.ERROR_AFTER else answer


def act(desk: Desk, endpoint: Endpoint, params: Params, identifier: str) -> Answer:
    try:
        return 200, endpoint.act(desk, params, identifier)
    except WrongParameter as wrong:
        return error(400, str(wrong), code=wrong.code, param=wrong.name)
    except ParameterBug as bug:
        return error(400, bug.message, code=bug.reason)
    except GatewayRefused as no:
        status = {"resource_missing": 404, "account_invalid": 403}.get(no.reason, 400)
        if no.reason in NAMELESS:
            return error(status, no.message, param=NAMELESS[no.reason])
        return error(status, no.message, code=no.reason)


def error(
    status: int,
    message: str,
    *,
    kind: str = "invalid_request_error",
    code: str = "",
    param: str | None = None,
) -> Answer:
    content = {"type": kind, "message": message}
    return status, {"error": content | ({"code": code} if code else {}) | ({"param": param} if param else {})}


def _check_expand(endpoint: Endpoint, params: Params) -> None:
    for index, path in enumerate(params.get("expand", ())):
        if path not in endpoint.expandable:
            raise WrongParameter(f"expand[{index}]")


class Door(BaseHTTPRequestHandler):
    world: StripeServer

    def do_GET(self) -> None:
        self._serve(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

    def _serve(self, encoded: str) -> None:
        path, key = urlsplit(self.path).path, self.headers["Idempotency-Key"]
        request = Seen(self.command, path, key, self.headers["Stripe-Account"])
        self.world.seen.append(request)
        fault = self.world.next_fault(request.method)
        if fault is Fault.HANG:
            self.world.released.wait(30)
        if fault in (Fault.HANG, Fault.DROP_BEFORE):
            return
        answer = self._early(fault) or self.world.answer(request, encoded, fault)
        if fault is not Fault.DROP_AFTER:
            self._send(*answer)

    def _early(self, fault: Fault | None) -> Answer | None:
        if self.headers["Authorization"] != f"Bearer {API_KEY}":
            return error(401, "Invalid API Key provided")
        if self.headers["Stripe-Version"] != VERSION:
            return error(400, "Invalid Stripe API version")
        if fault is Fault.BUSY:
            return error(429, "Too many requests", code="rate_limit")
        if fault is Fault.IN_USE:
            return error(409, "Another request uses this key", code="idempotency_key_in_use")
        return None

    def _send(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if status >= 500:
            self.send_header("Stripe-Should-Retry", "false")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass
