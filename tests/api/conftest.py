"""The sandbox behind the pages that are asked for over HTTP."""

from pathlib import Path

import pytest

from livesessions.gateways.payments.sandbox import SandboxGateway
from tests.gateways.banks import Clock


@pytest.fixture
def sandbox(tmp_path: Path, clock: Clock) -> SandboxGateway:
    """Told the time by the test's own `clock`."""
    return SandboxGateway(
        tmp_path, base_url="http://testserver", webhook_secret="whsec", now=clock, environment="development"
    )
