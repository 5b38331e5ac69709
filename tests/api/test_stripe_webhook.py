"""The gateway's letter box takes what is sealed, once, and doesn't swallow what is too large."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.stripe_webhook import LARGEST, webhook_route
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.webhooks import sign
from livesessions.models import WebhookEvent
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Door, View, ask
from tests.jobs.till import open_till

SECRET = "whsec_test"
LETTER = json.dumps(
    {"id": "evt_1", "type": "charge.refunded", "data": {"object": {"id": "ch_1", "object": "charge"}}}
).encode()
CHUNK = b"x" * 64 * 1024


@pytest.fixture
def app(door: Door, tmp_path: Path, clock: SettableClock) -> Starlette:
    with open_till(tmp_path, clock) as gateway:
        return boxed(gateway)


def boxed(gateway: SandboxGateway) -> Starlette:
    return Starlette(routes=[webhook_route(gateway, [SECRET], "sandbox")])


def post(app: Starlette, seal: str) -> int:
    with TestClient(app) as client:
        return client.post("/webhooks/stripe", content=LETTER, headers={"stripe-signature": seal}).status_code


def kept(view: View) -> list[str]:
    return list(view.db.exec(select(WebhookEvent.external_id)))


def test_a_sealed_letter_is_kept_once(app: Starlette, clock: SettableClock) -> None:
    seal = sign(LETTER, SECRET, clock())
    assert [post(app, seal), post(app, seal)] == [202, 202]
    assert ask(GUEST, kept) == ["evt_1"]


def test_a_letter_without_our_seal_is_not_kept(app: Starlette, clock: SettableClock) -> None:
    assert post(app, sign(LETTER, "whsec_other", clock())) == 400
    assert ask(GUEST, kept) == []


async def test_an_endless_letter_is_refused_before_it_ends(app: Starlette) -> None:
    read, answers = [], []

    async def receive() -> dict[str, Any]:
        read.append(CHUNK)
        return {"type": "http.request", "body": CHUNK, "more_body": len(read) < 1000}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    scope = {"type": "http", "method": "POST", "path": "/webhooks/stripe", "headers": [], "query_string": b""}
    await app(scope, receive, send)
    assert (answers[0]["status"], len(read)) == (413, LARGEST // len(CHUNK) + 1)
