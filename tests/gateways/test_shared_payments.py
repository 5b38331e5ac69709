"""One payment for several things, taken and given back part by part: every plug passes all of it."""

import pytest

from livesessions.gateways.payments import AccountRequest, PaymentStatus, TransferRequest
from livesessions.gateways.payments.errors import GatewayRefused, ParameterBug
from tests.gateways.banks import DISPUTED, WEEKS, Bank, paid


def test_several_lines_are_one_payment_of_their_sum(bank: Bank) -> None:
    truth = bank.gateway.look_up(paid(bank, lines=WEEKS))
    assert (truth.amount, truth.payment_status, truth.parts) == (3000, PaymentStatus.REQUIRES_CAPTURE, {})


def test_capturing_parts_takes_their_sum_and_lets_the_rest_go(bank: Bank) -> None:
    payment_id = paid(bank, lines=WEEKS)
    bank.gateway.capture(payment_id, parts={"A": 1000, "C": 500}, key="capture")
    truth = bank.gateway.look_up(payment_id)
    assert (truth.payment_status, truth.captured, truth.refunded) == (PaymentStatus.SUCCEEDED, 1500, 0)
    assert truth.parts == {"A": 1000, "C": 500}


def test_what_was_let_go_can_not_be_captured_later(bank: Bank) -> None:
    payment_id = paid(bank, lines=WEEKS)
    bank.gateway.capture(payment_id, parts={"A": 1000}, key="capture")
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.capture(payment_id, parts={"B": 1000}, key="capture:2")
    assert no.value.reason == "payment_intent_unexpected_state"


def test_no_more_is_captured_than_was_authorised(bank: Bank) -> None:
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.capture(paid(bank, lines=WEEKS), parts={"A": 3001}, key="capture")
    assert no.value.reason == "amount_too_large"


def test_the_same_key_for_other_parts_is_our_bug(bank: Bank) -> None:
    payment_id = paid(bank, lines=WEEKS)
    bank.gateway.capture(payment_id, parts={"A": 1000}, key="capture")
    with pytest.raises(ParameterBug):
        bank.gateway.capture(payment_id, parts={"B": 1000}, key="capture")


def test_a_refund_says_whose_share_went_back(bank: Bank) -> None:
    payment_id = paid(bank, lines=WEEKS, hold=False)
    bank.gateway.refund(payment_id, 1000, part="B", key="refund:1")
    bank.gateway.refund(payment_id, 500, key="refund:2")
    assert [(each.amount, each.part) for each in bank.gateway.look_up(payment_id).refunds] == [
        (1000, "B"),
        (500, None),
    ]


def test_what_a_capture_let_go_is_no_refund_beside_those_that_are(bank: Bank) -> None:
    payment_id = paid(bank, lines=WEEKS)
    bank.gateway.capture(payment_id, parts={"A": 1000, "B": 1000}, key="capture")
    bank.gateway.refund(payment_id, 1000, part="B", key="refund")
    truth = bank.gateway.look_up(payment_id)
    assert [(each.amount, each.part) for each in truth.refunds] == [(1000, "B")]
    assert (truth.captured, truth.refunded) == (2000, 1000)


def test_no_more_is_refunded_than_was_captured_of_it(bank: Bank) -> None:
    payment_id = paid(bank, lines=WEEKS)
    bank.gateway.capture(payment_id, parts={"A": 1000}, key="capture")
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.refund(payment_id, 1001, part="A", key="refund")
    assert no.value.reason == "amount_too_large"


def test_a_bank_disputes_what_was_captured(bank: Bank) -> None:
    payment_id = paid(bank, DISPUTED, lines=WEEKS)
    bank.gateway.capture(payment_id, parts={"A": 1000, "B": 1000}, key="capture")
    assert [each.amount for each in bank.gateway.look_up(payment_id).disputes] == [2000]


def test_each_share_is_sent_on_from_the_one_payment_and_found_alone(bank: Bank) -> None:
    asked = AccountRequest(reference="user:3", email="anna@example.org", country="DE")
    account_id = bank.gateway.open_account(asked, key="account")
    bank.onboard(account_id)
    charge_id = bank.gateway.look_up(paid(bank, lines=WEEKS, hold=False)).charge_id
    for name in ("A", "B"):
        sent = TransferRequest(
            reference=name,
            account_id=account_id,
            amount=900,
            currency="EUR",
            charge_id=charge_id,
            paid_as="payment:7",
        )
        bank.gateway.transfer(sent, key=f"transfer:{name}")
    found = [bank.gateway.look_up_transfers(name, paid_as="payment:7") for name in ("A", "B", "C")]
    assert [[each.amount for each in transfers] for transfers in found] == [[900], [900], []]
