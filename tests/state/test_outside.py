"""A gateway that takes its time takes nobody else's."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from livesessions.gateways.payments.sandbox import SandboxGateway, answering
from livesessions.gateways.payments.sandbox.answering import AnswerMode
from livesessions.runtime.clock import SettableClock
from livesessions.state import outside
from livesessions.state.outside import call_out
from livesessions.state.payment import PaymentState
from livesessions.state.tries import TooOften
from tests.people import Person, a_person
from tests.services.market import payment
from tests.state.booking_people import Stage
from tests.state.screens import seen_by
from tests.state.test_payment import GOOD, at_the_checkout, enter


@pytest.fixture
def answer() -> Iterator[threading.Event]:
    """What an outside computer waits for before it says something."""
    answer = threading.Event()
    yield answer
    answer.set()


@pytest.fixture
def mia(door: object) -> Person:
    return a_person()


async def test_a_slow_gateway_keeps_no_other_event_waiting(
    stage: Stage, sandbox: SandboxGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = at_the_checkout(stage)
    monkeypatch.setattr(answering, "SLOW_SECONDS", 2.5)
    sandbox.set_answers(AnswerMode.SLOW)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    screen = await stage.screen(stage.market.learner, booking=reference)
    asking = asyncio.create_task(screen.send(PaymentState.load))
    await asyncio.sleep(0.5)
    await asyncio.wait_for(asyncio.to_thread(int), timeout=1.5)
    assert not asking.done()
    await asking


async def test_a_payment_that_is_done_is_not_asked_for_again(
    stage: Stage, sandbox: SandboxGateway, clock: SettableClock
) -> None:
    reference = at_the_checkout(stage)
    enter(sandbox, reference, GOOD)
    screen = await stage.screen(stage.market.learner, booking=reference)
    await screen.send(PaymentState.load)
    asked = payment(reference).looked_up_at
    clock.advance(timedelta(minutes=1))
    await screen.send(PaymentState.load)
    assert payment(reference).looked_up_at == asked


async def test_one_person_waits_for_few_answers_at_once(mia: Person, answer: threading.Event) -> None:
    with seen_by(mia):
        calls = [asyncio.create_task(call_out(answer.wait, 10)) for _ in range(outside.EACH)]
        await asyncio.sleep(0)
        with pytest.raises(TooOften):
            await call_out(int)
        answer.set()
        assert await asyncio.gather(*calls) == [True] * outside.EACH
        assert await call_out(int) == 0


async def test_somebody_else_gets_an_answer_meanwhile(mia: Person, answer: threading.Event) -> None:
    with seen_by(mia):
        calls = [asyncio.create_task(call_out(answer.wait, 10)) for _ in range(outside.EACH)]
        await asyncio.sleep(0)
    with seen_by(a_person("uma@example.com")):
        assert await call_out(int) == 0
    answer.set()
    await asyncio.gather(*calls)


async def test_whoever_leaves_still_has_a_thread(mia: Person, answer: threading.Event) -> None:
    with seen_by(mia):
        calls = [asyncio.create_task(call_out(answer.wait, 10)) for _ in range(outside.EACH)]
        await asyncio.sleep(0)
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
        with pytest.raises(TooOften):
            await call_out(int)


async def test_an_hour_of_questions_is_not_one_minutes(mia: Person) -> None:
    with seen_by(mia):
        for _ in range(outside.ASKS.times):
            await call_out(int)
        with pytest.raises(TooOften):
            await call_out(int)
