"""Screens with the services, the sandbox and a database behind them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from livesessions.gateways.mail.files import MailFiles
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs.desk import Desk, lay
from livesessions.jobs.letters import PostRoom
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.limits import MemoryLimits
from livesessions.runtime.settings import Settings
from livesessions.runtime.work import Door
from livesessions.state.tries import count_with
from tests.services.market import open_market
from tests.state.booking_people import Stage
from tests.state.pipeline import serving


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    """What one test counts is not the next one's."""
    count_with(MemoryLimits())


@pytest.fixture
def sandbox(tmp_path: Path, clock: SettableClock) -> SandboxGateway:
    """The sandbox on the jobs' desk."""
    gateway = SandboxGateway(
        tmp_path / "sandbox",
        base_url="http://localhost:1",
        webhook_secret="whsec_test",
        now=clock,
        environment="development",
    )
    settings = Settings(_env_file=None)
    mail = MailFiles(tmp_path / "mail", sender=settings.mail_from, now=clock)
    post = PostRoom(mail, origin=settings.origin, sender=settings.mail_from)
    lay(Desk(settings=settings, payments=gateway, post=post))
    return gateway


@pytest.fixture
async def stage(door: Door, clock: SettableClock, sandbox: SandboxGateway) -> AsyncIterator[Stage]:
    """An app whose pages hear what happens, in front of a small marketplace."""
    market = open_market(clock())
    async with serving() as house:
        door.ring = house.hub
        yield Stage(house, market)
