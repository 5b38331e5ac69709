from collections.abc import Iterator
from pathlib import Path

import pytest

from livesessions.gateways.payments.sandbox import SandboxGateway
from tests.gateways.banks import SECRET, Bank, Clock, Mailbox, SandboxBank, StripeBank
from tests.gateways.stripe_server import StripeServer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def sandbox(tmp_path: Path, clock: Clock, mailbox: Mailbox) -> Iterator[SandboxGateway]:
    sandbox = SandboxGateway(
        tmp_path, base_url=mailbox.url, webhook_secret=SECRET, now=clock, environment="development"
    )
    yield sandbox
    sandbox.close()


@pytest.fixture
def server(clock: Clock, mailbox: Mailbox) -> Iterator[StripeServer]:
    with StripeServer(clock, mailbox.url, SECRET) as server:
        yield server


@pytest.fixture(params=[("sandbox", SandboxBank), ("server", StripeBank)], ids=["sandbox", "stripe"])
def bank(request: pytest.FixtureRequest, clock: Clock, mailbox: Mailbox) -> Bank:
    fixture, kind = request.param
    made: Bank = kind(request.getfixturevalue(fixture), clock, mailbox)
    return made
