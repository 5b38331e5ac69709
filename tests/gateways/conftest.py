from collections.abc import Iterator
from pathlib import Path

import pytest

from livesessions.gateways.payments.sandbox import SandboxGateway
from tests.gateways.banks import SECRET, Bank, Clock, Mailbox, SandboxBank


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def sandbox(tmp_path: Path, clock: Clock, mailbox: Mailbox) -> SandboxGateway:
    return SandboxGateway(
        tmp_path, base_url=mailbox.url, webhook_secret=SECRET, now=clock, environment="development"
    )


@pytest.fixture(params=["sandbox"])
def bank(sandbox: SandboxGateway, clock: Clock, mailbox: Mailbox) -> Bank:
    return SandboxBank(sandbox, clock, mailbox)
