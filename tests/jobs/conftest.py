"""Settling needs a till and a marketplace with a price."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs.desk import Desk, lay
from livesessions.jobs.letters import PostRoom
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.settings import Settings
from livesessions.runtime.work import Door
from tests.jobs.letterbox import Letters
from tests.jobs.stripe_till import Till, open_stripe_till
from tests.jobs.till import open_till, pay
from tests.services.market import Market, open_market


@pytest.fixture
def gateway(tmp_path: Path, clock: SettableClock) -> Iterator[SandboxGateway]:
    with open_till(tmp_path, clock) as sandbox:
        yield sandbox


@pytest.fixture
def market(door: Door, clock: SettableClock, gateway: SandboxGateway) -> Market:
    return open_market(clock(), price=3000)


@pytest.fixture
def paid(market: Market, gateway: SandboxGateway) -> str:
    """A request with an authorised payment."""
    return pay(market, gateway)


@pytest.fixture
def letters(tmp_path: Path, clock: SettableClock) -> Letters:
    mail, settings = Letters(), Settings(_env_file=None)
    sandbox = SandboxGateway(
        tmp_path, base_url="http://localhost:1", webhook_secret="x", now=clock, environment="development"
    )
    post = PostRoom(mail, origin=settings.origin, sender=settings.mail_from)
    lay(Desk(settings=settings, payments=sandbox, post=post))
    return mail


@pytest.fixture
def till(door: Door, clock: SettableClock, tmp_path: Path) -> Iterator[Till]:
    """A marketplace that takes its money with Stripe, as far as it can tell."""
    with open_stripe_till(tmp_path, clock) as till:
        yield till
