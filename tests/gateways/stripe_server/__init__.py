"""A strict Stripe on loopback: unknown parameters, wrong states and reused keys are errors; faults on demand.

Written from Stripe's documentation and the parameter types of its library; it shares no rule with the sandbox.
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
from typing import Any
from urllib.parse import urlsplit

from tests.gateways.stripe_server.routes import Endpoint, find
from tests.gateways.stripe_server.wire import Params, WrongParameter, read
from tests.gateways.stripe_server.world import Refused, World

API_KEY = "sk_test_contract"
VERSION = "2026-10-28.endive"
KEPT_SECONDS = 24 * 3600

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
    def __init__(self, clock: Callable[[], datetime], webhooks: str, secret: str) -> None:
        self._world, self._webhooks, self._secret = World(clock), webhooks, secret
        self.seen: list[Seen] = []
        self.faults: deque[Fault] = deque()
        self.released = threading.Event()
        self._lock = threading.RLock()

    def __enter__(self) -> "StripeServer":
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("OurDoor", (Door,), {"world": self}))
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._http.shutdown()
        self._http.server_close()

    @contextmanager
    def visit(self) -> Iterator[World]:
        """The state out there at this hour."""
        with self._lock:
            self._world.pass_time()
            yield self._world

    def post_letters(self) -> None:
        """Carries every event that was not sent yet."""
        with self.visit() as world:
            world.carry(self._webhooks, self._secret)

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
        with self.visit() as world:
            if request.key is None or request.method == "GET":
                return act(world, endpoint, params, identifier)
            return once(world, request, params, lambda: broken(fault, world, endpoint, params, identifier))


def once(world: World, request: Seen, params: Params, doing: Callable[[], Answer]) -> Answer:
    """Whatever was answered under this key, 4xx and 5xx included, is answered again for a day.

    Source: https://docs.stripe.com/api/idempotent_requests
    """
    key, asked = request.key or "", json.dumps([request.path, params], sort_keys=True)
    until, known, answer = world.answers.get(key, (0, "", None))
    if until <= world.now:
        answer = doing()
        world.answers[key] = world.now + KEPT_SECONDS, asked, json.loads(json.dumps(answer))
        return answer
    if known != asked:
        return error(400, "Keys for idempotent requests can only be used once.", kind="idempotency_error")
    status, body = answer
    return status, body


def broken(fault: Fault | None, world: World, endpoint: Endpoint, params: Params, identifier: str) -> Answer:
    if fault is Fault.ERROR_BEFORE:
        return error(500, "An unknown error occurred", kind="api_error")
    answer = act(world, endpoint, params, identifier)
    return error(500, "An unknown error occurred", kind="api_error") if fault is Fault.ERROR_AFTER else answer


def act(world: World, endpoint: Endpoint, params: Params, identifier: str) -> Answer:
    try:
        return 200, endpoint.act(world, params, identifier)
    except WrongParameter as wrong:
        return error(400, str(wrong), code=wrong.code, param=wrong.name)
    except Refused as no:
        param, decline_code = no.param or None, no.decline_code
        return error(
            no.status, no.message, kind=no.kind, code=no.code, param=param, decline_code=decline_code
        )


def error(
    status: int,
    message: str,
    *,
    kind: str = "invalid_request_error",
    code: str = "",
    param: str | None = None,
    decline_code: str = "",
) -> Answer:
    told = {"type": kind, "message": message, "code": code, "param": param, "decline_code": decline_code}
    return status, {"error": {name: value for name, value in told.items() if value}}


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
