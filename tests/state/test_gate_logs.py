"""What the logs tell of clients, and what they keep to themselves."""

import json
import logging
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from livesessions.runtime.limits import MemoryLimits, Rate
from livesessions.state.gate import refusals
from livesessions.state.gate.failures import backend_exception_handler, frontend_exception_handler
from livesessions.state.gate.refusals import TOLD
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


async def test_what_is_sent_over_and_over_is_told_a_few_times_with_what_was_left_out(house: House) -> None:
    client = await house.connect()
    with capture_logs() as told:
        for _ in range(60):
            await client.send("nobody.handles_this")
    assert [line["event"] for line in told] == ["event_refused"] * TOLD.times
    with capture_logs() as told:
        await (await house.connect("other")).send("nobody.handles_this")
    assert [line["left_out"] for line in told] == [60 - TOLD.times]


async def test_events_beyond_the_limit_are_told_a_few_times(house: House) -> None:
    client = await house.connect()
    with capture_logs() as told:
        for _ in range(60):
            await client.send(HYDRATE, nonsense=1)
    assert [line["event"] for line in told] == ["payload_refused"] * TOLD.times


async def test_whoever_goes_on_and_on_is_hung_up_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []

    async def close(line: str) -> None:
        closed.append(line)

    monkeypatch.setattr(house.app.sio.manager, "eio_sid_from_sid", lambda sid, _namespace: f"line of {sid}")
    monkeypatch.setattr(house.app.sio.eio, "disconnect", close)
    monkeypatch.setattr(refusals, "PATIENCE", Rate(times=3, seconds=60))
    client, other = await house.connect(), await house.connect("other")
    await other.send("nobody.handles_this")
    for _ in range(4):
        await client.send("nobody.handles_this")
    assert closed == [f"line of {client.sid}"]


async def test_one_line_carries_one_page(house: House) -> None:
    call = {"QUERY_STRING": "token=tab", "asgi.scope": {"headers": [], "client": ("192.0.2.1", 1)}}
    await house.namespace.on_connect("first", call)
    with pytest.raises(ConnectionRefusedError):
        await house.namespace.on_connect("second", call)
    assert list(house.namespace.sid_to_token) == ["first"]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("text", ['["event",' + "[" * 2000 + "]" * 2000 + "]", "[broken"])
def test_a_message_that_can_not_be_taken_apart_is_one_line_a_few_times(
    caplog: pytest.LogCaptureFixture, text: str
) -> None:
    speaker = logging.getLogger("engineio.server")
    for each in speaker.filters:
        each._limits = MemoryLimits()  # what other tests said
    for _ in range(20):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            speaker.exception("message async handler error")
    said = [(record.getMessage().partition(":")[0], record.exc_info) for record in caplog.records]
    assert said == [("what a line sent can't be read", None)] * TOLD.times
