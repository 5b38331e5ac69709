"""What only the sandbox does: test cards, a page's doors, and letters that travel badly."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from livesessions.domain.errors import Invalid
from livesessions.gateways.payments import CheckoutStatus
from livesessions.gateways.payments.errors import GatewayTimeout
from livesessions.gateways.payments.sandbox import SandboxGateway, SandboxInProduction
from livesessions.gateways.payments.sandbox.answering import AnswerMode
from livesessions.gateways.payments.sandbox.cards import CardEntry, read_card
from livesessions.gateways.payments.sandbox.delivery import DeliveryMode
from livesessions.gateways.payments.sandbox.store import REWORDED, SCHEMA
from tests.gateways.banks import DEBIT_FAILS, MONDAY, OK, SECRET, Clock, Mailbox, SandboxBank, paid, request


def open_one(sandbox: SandboxGateway, clock: Clock, key: str = "open") -> str:
    return sandbox.open_checkout(
        request(clock, success_url="https://app.test/{CHECKOUT_SESSION_ID}"), key=key
    ).id


@pytest.mark.parametrize("environment", ["production", "Production", " PRODUCTION "])
def test_the_sandbox_refuses_production(tmp_path: Path, clock: Clock, environment: str) -> None:
    with pytest.raises(SandboxInProduction):
        SandboxGateway(tmp_path, base_url="", webhook_secret=SECRET, now=clock, environment=environment)


def test_the_sandbox_remembers_after_a_restart(
    tmp_path: Path, sandbox: SandboxGateway, clock: Clock, mailbox: Mailbox
) -> None:
    checkout_id = open_one(sandbox, clock)
    again = SandboxGateway(
        tmp_path, base_url=mailbox.url, webhook_secret=SECRET, now=clock, environment="development"
    )
    assert again.look_up(checkout_id) == sandbox.look_up(checkout_id)


def test_a_file_of_a_version_that_took_all_or_nothing_takes_a_part(
    tmp_path: Path, clock: Clock, mailbox: Mailbox
) -> None:
    with closing(sqlite3.connect(tmp_path / "sandbox.db")) as before:
        for now, then in REWORDED:
            before.executescript(SCHEMA.replace(then, now))
    sandbox = SandboxGateway(
        tmp_path, base_url=mailbox.url, webhook_secret=SECRET, now=clock, environment="development"
    )
    checkout_id = open_one(sandbox, clock)
    sandbox.pay(checkout_id, CardEntry(number=OK, expiry="12/34", cvc="123"))
    payment_id = sandbox.look_up(checkout_id).payment_id
    assert payment_id
    sandbox.capture(payment_id, parts={"A": 1000}, key="capture")
    assert sandbox.look_up(checkout_id).captured == 1000


def test_the_success_address_may_name_the_checkout(sandbox: SandboxGateway, clock: Clock) -> None:
    checkout_id = open_one(sandbox, clock)
    assert sandbox.view(checkout_id).success_url == f"https://app.test/{checkout_id}"


def test_paying_twice_pays_once(sandbox: SandboxGateway, clock: Clock) -> None:
    checkout_id = open_one(sandbox, clock)
    entry = CardEntry(number=OK, expiry="12/34", cvc="123")
    sandbox.pay(checkout_id, entry)
    assert sandbox.pay(checkout_id, entry).status == CheckoutStatus.COMPLETE


def test_a_proof_nobody_asked_for_changes_nothing(sandbox: SandboxGateway, clock: Clock) -> None:
    checkout_id = open_one(sandbox, clock)
    assert sandbox.answer_challenge(checkout_id, proven=True).status == CheckoutStatus.OPEN


@pytest.mark.parametrize(
    ("number", "expiry", "cvc", "field"),
    [
        ("4111 1111 1111 1111", "12/34", "123", "number"),
        ("", "12/34", "123", "number"),
        (OK, "13/34", "123", "expiry"),
        (OK, "02/26", "123", "expiry"),
        (OK, "12-34", "123", "expiry"),
        (OK, "12/34", "12", "cvc"),
        (OK, "12/34", "١٢٣", "cvc"),
    ],
)
def test_a_wrong_entry_names_its_field(number: str, expiry: str, cvc: str, field: str) -> None:
    with pytest.raises(Invalid) as no:
        read_card(CardEntry(number=number, expiry=expiry, cvc=cvc), MONDAY)
    assert no.value.field == field


@pytest.mark.parametrize("expiry", ["03/26", "3 / 26", "03/2026", " 12/99 "])
def test_a_card_is_good_through_the_month_it_names(expiry: str) -> None:
    entry = CardEntry(number="4242-4242 42424242", expiry=expiry, cvc="1234")
    assert read_card(entry, MONDAY).number == OK


def test_a_letter_that_fails_comes_again(sandbox: SandboxGateway, clock: Clock, mailbox: Mailbox) -> None:
    mailbox.answers = [500]
    sandbox.expire_checkout(open_one(sandbox, clock), key="expire")
    assert sandbox.deliverer.deliver_due() == 0
    clock.pass_by(seconds=2)
    assert sandbox.deliverer.deliver_due() == 1


def test_a_letter_nobody_takes_is_given_up(sandbox: SandboxGateway, clock: Clock, mailbox: Mailbox) -> None:
    mailbox.answers = [500] * 20
    sandbox.expire_checkout(open_one(sandbox, clock), key="expire")
    for _ in range(20):
        sandbox.deliverer.deliver_due()
        clock.pass_by(hours=3)
    assert len(mailbox.letters) == 7


def test_an_endpoint_that_is_down_gets_its_letter_later(
    tmp_path: Path, clock: Clock, mailbox: Mailbox
) -> None:
    down = SandboxGateway(
        tmp_path, base_url="http://127.0.0.1:9", webhook_secret=SECRET, now=clock, environment="test"
    )
    down.expire_checkout(open_one(down, clock), key="expire")
    assert down.deliverer.deliver_due() == 0


@pytest.mark.parametrize(
    ("mode", "at_once", "later"),
    [
        (DeliveryMode.NORMAL, 1, 1),
        (DeliveryMode.DELAYED, 0, 1),
        (DeliveryMode.FAILING, 0, 1),
        (DeliveryMode.DOUBLED, 2, 2),
        (DeliveryMode.LOST, 0, 0),
    ],
)
def test_letters_travel_as_the_developer_chose(
    sandbox: SandboxGateway, clock: Clock, mailbox: Mailbox, mode: DeliveryMode, at_once: int, later: int
) -> None:
    sandbox.set_delivery(mode)
    sandbox.expire_checkout(open_one(sandbox, clock), key="expire")
    sandbox.deliverer.deliver_due()
    assert len(mailbox.letters) == at_once
    for _ in range(3):
        clock.pass_by(minutes=1)
        sandbox.deliverer.deliver_due()
    assert len(mailbox.letters) == later


def test_the_postman_carries_letters_by_himself(
    sandbox: SandboxGateway, clock: Clock, mailbox: Mailbox
) -> None:
    sandbox.deliverer.start()
    sandbox.expire_checkout(open_one(sandbox, clock), key="expire")
    arrived = mailbox.wait_for(1)
    sandbox.deliverer.stop()
    assert arrived


def test_many_hands_with_one_key_refund_once(sandbox: SandboxGateway, clock: Clock, mailbox: Mailbox) -> None:
    payment_id = paid(SandboxBank(sandbox, clock, mailbox), hold=False)
    with ThreadPoolExecutor(8) as hands:
        made = set(hands.map(lambda _: sandbox.refund(payment_id, 1000, key="refund"), range(8)))
    assert made == {refund.id for refund in sandbox.look_up(payment_id).refunds}
    assert len(made) == 1


def test_a_gateway_that_is_down_does_nothing(sandbox: SandboxGateway, clock: Clock) -> None:
    checkout_id = open_one(sandbox, clock)
    sandbox.set_answers(AnswerMode.DOWN)
    with pytest.raises(GatewayTimeout):
        sandbox.expire_checkout(checkout_id, key="expire")
    sandbox.set_answers(AnswerMode.NORMAL)
    assert sandbox.look_up(checkout_id).checkout_status == CheckoutStatus.OPEN


def test_an_unsure_gateway_does_it_and_loses_the_answer(sandbox: SandboxGateway, clock: Clock) -> None:
    sandbox.set_answers(AnswerMode.UNSURE)
    with pytest.raises(GatewayTimeout):
        open_one(sandbox, clock)
    assert sandbox.view(open_one(sandbox, clock)).status == CheckoutStatus.OPEN


def test_a_debits_end_is_told_although_nobody_asks(
    sandbox: SandboxGateway, clock: Clock, mailbox: Mailbox
) -> None:
    paid(SandboxBank(sandbox, clock, mailbox), DEBIT_FAILS)
    sandbox.deliverer.deliver_due()
    before = len(mailbox.letters)
    clock.pass_by(minutes=2)
    sandbox.deliverer.deliver_due()
    kinds = [json.loads(body)["type"] for body, _ in mailbox.letters[before:]]
    assert kinds == ["payment_intent.payment_failed", "checkout.session.async_payment_failed"]
