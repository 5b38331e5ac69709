"""What the logs tell of clients, and what they keep to themselves."""

import logging
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from livesessions.state.gate.failures import backend_exception_handler, frontend_exception_handler
from tests.state.pipeline import House, serving

SECRET = {"password": "hunter2"}
HYDRATE = "reflex___state____state.hydrate_and_load"


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with serving() as house:
        yield house


async def test_an_event_from_nowhere_is_logged_without_its_content(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.namespace.on_event("no socket", {"name": HYDRATE, "payload": SECRET})
    assert ("no socket" in caplog.text, "hunter2" in caplog.text) == (True, False)


@pytest.mark.usefixtures("house")
def test_an_event_that_fails_in_the_queue_is_logged_by_name(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("reflex_base.event.processor.event_processor")
    logger.error("Error processing event queue entry for Event(name='a.b', payload={'password': 'hunter2'})")
    assert caplog.messages == ["an event that nobody handles was refused: a.b"]


@pytest.mark.usefixtures("house")
def test_other_words_of_reflex_stay_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("reflex.app").warning("Frontend version %s is old", "0.9")
    assert caplog.messages == ["Frontend version 0.9 is old"]


def test_a_browsers_report_is_cut_and_made_harmless() -> None:
    with capture_logs() as told:
        frontend_exception_handler(Exception("\x1b[31mred\nforged line" + "x" * 9000))
    report = told[0]["report"]
    assert ("\x1b" in report, "\n" in report, len(report) < 2100) == (False, False, True)


def test_a_failure_outside_of_events_is_only_logged() -> None:
    with capture_logs() as told:
        assert backend_exception_handler(RuntimeError("boom")) is None
    assert [line["event"] for line in told] == ["handler_failed"]
