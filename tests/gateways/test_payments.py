"""The contract of the payment seat: every plug passes all of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from livesessions.gateways.payments import CheckoutStatus, DisputeStatus, PaymentStatus, RefundStatus
from livesessions.gateways.payments.errors import GatewayRefused, ParameterBug
from tests.gateways.banks import (
    CHALLENGE,
    DEBIT,
    DEBIT_FAILS,
    DECLINED,
    DISPUTED,
    INSUFFICIENT,
    REFUND_FAILS,
    Bank,
    notices,
    opened,
    paid,
    request,
)


def test_an_open_checkout_has_an_address_and_no_payment(bank: Bank) -> None:
    checkout = bank.gateway.open_checkout(request(bank.clock), key="open")
    truth = bank.gateway.look_up(checkout.id)
    assert checkout.url.startswith("http")
    assert checkout.expires_at == bank.clock() + timedelta(minutes=32)
    assert (truth.checkout_status, truth.payment_status) == (CheckoutStatus.OPEN, PaymentStatus.NONE)


def test_the_truth_repeats_what_was_asked(bank: Bank) -> None:
    truth = bank.gateway.look_up(opened(bank))
    assert (truth.reference, truth.amount, truth.currency) == ("payment:7", 3000, "EUR")


def test_a_held_payment_waits_for_capture_for_seven_days(bank: Bank) -> None:
    truth = bank.gateway.look_up(paid(bank, hold=True))
    assert (truth.checkout_status, truth.payment_status) == (
        CheckoutStatus.COMPLETE,
        PaymentStatus.REQUIRES_CAPTURE,
    )
    assert truth.authorised_until == bank.clock() + timedelta(days=7)
    assert truth.captured == 0


def test_a_payment_without_hold_is_captured_at_once(bank: Bank) -> None:
    truth = bank.gateway.look_up(paid(bank, hold=False))
    assert (truth.payment_status, truth.captured) == (PaymentStatus.SUCCEEDED, 3000)


def test_a_captured_payment_names_its_charge_and_its_fee(bank: Bank) -> None:
    truth = bank.gateway.look_up(paid(bank, hold=False))
    assert truth.charge_id is not None
    assert (truth.fee, truth.fee_currency) == (117, "EUR")


def test_a_payment_is_found_by_its_own_id_and_by_its_checkout(bank: Bank) -> None:
    payment_id = paid(bank)
    truth = bank.gateway.look_up(payment_id)
    assert truth.checkout_id is not None
    assert bank.gateway.look_up(truth.checkout_id) == truth


def test_capturing_takes_the_held_amount(bank: Bank) -> None:
    payment_id = paid(bank)
    bank.gateway.capture(payment_id, key="capture")
    truth = bank.gateway.look_up(payment_id)
    assert (truth.payment_status, truth.captured, truth.authorised_until) == (
        PaymentStatus.SUCCEEDED,
        3000,
        None,
    )


def test_capturing_twice_under_two_keys_is_refused(bank: Bank) -> None:
    payment_id = paid(bank)
    bank.gateway.capture(payment_id, key="capture")
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.capture(payment_id, key="capture:2")
    assert no.value.reason == "payment_intent_unexpected_state"


def test_voiding_lets_the_money_go_and_costs_nothing(bank: Bank) -> None:
    payment_id = paid(bank)
    bank.gateway.void(payment_id, key="void")
    truth = bank.gateway.look_up(payment_id)
    assert (truth.payment_status, truth.captured, truth.fee) == (PaymentStatus.CANCELED, 0, None)


def test_a_captured_payment_is_never_voided(bank: Bank) -> None:
    payment_id = paid(bank, hold=False)
    with pytest.raises(GatewayRefused):
        bank.gateway.void(payment_id, key="void")
    assert bank.gateway.look_up(payment_id).captured == 3000


def test_an_authorisation_nobody_captured_is_gone_after_seven_days(bank: Bank) -> None:
    payment_id = paid(bank)
    bank.clock.pass_by(days=7)
    assert bank.gateway.look_up(payment_id).payment_status == PaymentStatus.CANCELED
    with pytest.raises(GatewayRefused):
        bank.gateway.capture(payment_id, key="late")


@pytest.mark.parametrize(
    ("number", "code"), [(DECLINED, "generic_decline"), (INSUFFICIENT, "insufficient_funds")]
)
def test_a_declined_card_leaves_the_page_open_and_says_why(bank: Bank, number: str, code: str) -> None:
    checkout_id = opened(bank)
    bank.pay(checkout_id, number)
    truth = bank.gateway.look_up(checkout_id)
    assert (truth.checkout_status, truth.payment_status) == (CheckoutStatus.OPEN, PaymentStatus.NONE)
    assert truth.failure is not None
    assert truth.failure.code == code


def test_another_card_pays_after_a_decline(bank: Bank) -> None:
    checkout_id = opened(bank, hold=False)
    bank.pay(checkout_id, DECLINED)
    bank.pay(checkout_id, "4242424242424242")
    truth = bank.gateway.look_up(checkout_id)
    assert (truth.payment_status, truth.failure) == (PaymentStatus.SUCCEEDED, None)


def test_a_card_that_asks_for_a_proof_pays_only_after_it(bank: Bank) -> None:
    checkout_id = opened(bank, hold=False)
    bank.pay(checkout_id, CHALLENGE)
    assert bank.gateway.look_up(checkout_id).payment_status == PaymentStatus.NONE
    bank.prove(checkout_id, proven=True)
    assert bank.gateway.look_up(checkout_id).payment_status == PaymentStatus.SUCCEEDED


def test_a_failed_proof_is_a_failure_with_a_reason(bank: Bank) -> None:
    checkout_id = opened(bank)
    bank.pay(checkout_id, CHALLENGE)
    bank.prove(checkout_id, proven=False)
    failure = bank.gateway.look_up(checkout_id).failure
    assert failure is not None
    assert failure.code == "payment_intent_authentication_failure"


def test_an_expired_checkout_stays_unpaid(bank: Bank) -> None:
    checkout_id = opened(bank)
    bank.gateway.expire_checkout(checkout_id, key="expire")
    bank.pay(checkout_id, "4242424242424242")
    truth = bank.gateway.look_up(checkout_id)
    assert (truth.checkout_status, truth.captured) == (CheckoutStatus.EXPIRED, 0)
    assert truth.payment_status in (PaymentStatus.NONE, PaymentStatus.CANCELED)


def test_a_checkout_expires_by_itself_when_its_time_is_over(bank: Bank) -> None:
    checkout_id = opened(bank)
    bank.clock.pass_by(minutes=32)
    assert bank.gateway.look_up(checkout_id).checkout_status == CheckoutStatus.EXPIRED


def test_a_complete_checkout_can_not_be_expired(bank: Bank) -> None:
    checkout_id = bank.gateway.look_up(paid(bank)).checkout_id
    assert checkout_id is not None
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.expire_checkout(checkout_id, key="expire")
    assert no.value.reason == "checkout_not_open"


@pytest.mark.parametrize("minutes", [29, 24 * 60 + 1])
def test_a_checkout_outside_half_an_hour_to_a_day_is_refused(bank: Bank, minutes: int) -> None:
    with pytest.raises(GatewayRefused) as no:
        opened(bank, expires_at=bank.clock() + timedelta(minutes=minutes))
    assert no.value.reason == "expiry_out_of_range"


def test_an_amount_below_the_minimum_is_refused(bank: Bank) -> None:
    with pytest.raises(GatewayRefused) as no:
        opened(bank, amount=20)
    assert no.value.reason == "amount_too_small"


def test_three_decimal_amounts_end_in_zero(bank: Bank) -> None:
    with pytest.raises(ParameterBug):
        opened(bank, amount=5001, currency="KWD")


def test_currencies_without_cents_are_asked_for_as_they_are(bank: Bank) -> None:
    truth = bank.gateway.look_up(paid(bank, amount=4500, currency="JPY", hold=False))
    assert (truth.amount, truth.captured, truth.currency) == (4500, 4500, "JPY")


def test_a_full_refund_gives_all_back(bank: Bank) -> None:
    payment_id = paid(bank, hold=False)
    refund_id = bank.gateway.refund(payment_id, 3000, key="refund")
    truth = bank.gateway.look_up(payment_id)
    assert truth.refunded == 3000
    assert [(r.id, r.amount, r.status) for r in truth.refunds] == [(refund_id, 3000, RefundStatus.SUCCEEDED)]


def test_partial_refunds_add_up_and_never_exceed_the_payment(bank: Bank) -> None:
    payment_id = paid(bank, hold=False)
    bank.gateway.refund(payment_id, 1500, key="refund:1")
    bank.gateway.refund(payment_id, 1000, key="refund:2")
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.refund(payment_id, 501, key="refund:3")
    assert no.value.reason == "amount_too_large"
    assert bank.gateway.look_up(payment_id).refunded == 2500


def test_nothing_is_left_to_refund_after_a_full_refund(bank: Bank) -> None:
    payment_id = paid(bank, hold=False)
    bank.gateway.refund(payment_id, 3000, key="refund:1")
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.refund(payment_id, 1, key="refund:2")
    assert no.value.reason == "charge_already_refunded"


def test_a_payment_that_was_not_captured_can_not_be_refunded(bank: Bank) -> None:
    payment_id = paid(bank, hold=True)
    with pytest.raises(GatewayRefused):
        bank.gateway.refund(payment_id, 3000, key="refund")
    assert bank.gateway.look_up(payment_id).refunds == ()


def test_a_refund_may_fail_later_and_counts_no_more(bank: Bank) -> None:
    payment_id = paid(bank, REFUND_FAILS, hold=False)
    bank.gateway.refund(payment_id, 3000, key="refund")
    assert bank.gateway.look_up(payment_id).refunded == 3000
    bank.clock.pass_by(minutes=2)
    truth = bank.gateway.look_up(payment_id)
    assert (truth.refunded, truth.refunds[0].status) == (0, RefundStatus.FAILED)


def test_a_disputed_payment_shows_what_was_withdrawn_and_until_when_to_answer(bank: Bank) -> None:
    payment_id = paid(bank, DISPUTED, hold=False)
    dispute = bank.gateway.look_up(payment_id).disputes[0]
    assert (dispute.amount, dispute.status, dispute.reason) == (3000, DisputeStatus.OPEN, "fraudulent")
    assert dispute.withdrawn == 4500
    assert dispute.evidence_due == bank.clock() + timedelta(days=7)


def test_a_disputed_payment_can_not_be_refunded(bank: Bank) -> None:
    payment_id = paid(bank, DISPUTED, hold=False)
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.refund(payment_id, 3000, key="refund")
    assert no.value.reason == "charge_disputed"


@pytest.mark.parametrize(
    ("won", "status", "withdrawn"), [(True, DisputeStatus.WON, 0), (False, DisputeStatus.LOST, 4500)]
)
def test_a_dispute_ends_with_the_money_back_or_gone(
    bank: Bank, won: bool, status: DisputeStatus, withdrawn: int
) -> None:
    payment_id = paid(bank, DISPUTED, hold=False)
    bank.close_dispute(bank.gateway.look_up(payment_id).disputes[0].id, won=won)
    dispute = bank.gateway.look_up(payment_id).disputes[0]
    assert (dispute.status, dispute.withdrawn) == (status, withdrawn)


def test_an_unknown_payment_is_refused(bank: Bank) -> None:
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.look_up("pi_nobody")
    assert no.value.reason == "resource_missing"


def test_the_same_key_opens_one_checkout(bank: Bank) -> None:
    asked = request(bank.clock)
    first = bank.gateway.open_checkout(asked, key="open")
    assert bank.gateway.open_checkout(asked, key="open") == first


def test_the_same_key_refunds_once(bank: Bank) -> None:
    payment_id = paid(bank, hold=False)
    first = bank.gateway.refund(payment_id, 1000, key="refund")
    assert bank.gateway.refund(payment_id, 1000, key="refund") == first
    assert bank.gateway.look_up(payment_id).refunded == 1000


def test_the_same_key_repeats_a_refusal_too(bank: Bank) -> None:
    payment_id = paid(bank, hold=True)
    for _ in range(2):
        with pytest.raises(GatewayRefused):
            bank.gateway.refund(payment_id, 3000, key="refund")
        if bank.gateway.look_up(payment_id).captured == 0:
            bank.gateway.capture(payment_id, key="capture")
    assert bank.gateway.look_up(payment_id).refunded == 0


def test_a_key_used_for_another_request_is_our_bug(bank: Bank) -> None:
    asked = request(bank.clock)
    bank.gateway.open_checkout(asked, key="open")
    with pytest.raises(ParameterBug) as bug:
        bank.gateway.open_checkout(replace(asked, amount=3001), key="open")
    assert bug.value.reason == "idempotency_error"


def test_a_key_is_forgotten_after_a_day(bank: Bank) -> None:
    first = opened(bank)
    bank.clock.pass_by(hours=25)
    assert opened(bank) != first


def test_webhooks_tell_of_a_held_payment_and_its_capture(bank: Bank) -> None:
    bank.gateway.capture(paid(bank), key="capture")
    assert sorted({notice.kind for notice in notices(bank)} & KINDS) == [
        "checkout.session.completed",
        "payment_intent.amount_capturable_updated",
        "payment_intent.succeeded",
    ]


def test_webhooks_tell_which_payment_they_are_about(bank: Bank) -> None:
    payment_id = paid(bank, hold=False)
    done = next(notice for notice in notices(bank) if notice.kind == "checkout.session.completed")
    assert (done.reference, done.payment_id) == ("payment:7", payment_id)
    assert done.checkout_id == bank.gateway.look_up(payment_id).checkout_id


def test_webhooks_tell_of_refunds_and_of_their_failure(bank: Bank) -> None:
    payment_id = paid(bank, REFUND_FAILS, hold=False)
    bank.gateway.refund(payment_id, 3000, key="refund")
    bank.clock.pass_by(minutes=2)
    bank.gateway.look_up(payment_id)
    told = {notice.kind for notice in notices(bank) if notice.payment_id == payment_id}
    assert {"charge.refunded", "refund.created", "refund.updated", "refund.failed"} <= told


def test_webhooks_tell_of_a_dispute_from_its_opening_to_its_end(bank: Bank) -> None:
    payment_id = paid(bank, DISPUTED, hold=False)
    bank.close_dispute(bank.gateway.look_up(payment_id).disputes[0].id, won=True)
    told = {notice.kind for notice in notices(bank) if "dispute" in notice.kind}
    assert told == {
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
        "charge.dispute.closed",
    }


def test_webhooks_tell_of_expiry_decline_and_void(bank: Bank) -> None:
    bank.gateway.expire_checkout(opened(bank, key="1"), key="expire")
    bank.pay(opened(bank, key="2"), DECLINED)
    bank.gateway.void(paid(bank, key="3"), key="void")
    told = {notice.kind for notice in notices(bank)}
    assert {
        "checkout.session.expired",
        "payment_intent.payment_failed",
        "payment_intent.canceled",
    } <= told


KINDS = {
    "checkout.session.completed",
    "payment_intent.amount_capturable_updated",
    "payment_intent.succeeded",
    "payment_intent.canceled",
}


def test_a_debit_completes_the_page_before_any_money_is_there(bank: Bank) -> None:
    truth = bank.gateway.look_up(paid(bank, DEBIT))
    assert (truth.checkout_status, truth.payment_status) == (
        CheckoutStatus.COMPLETE,
        PaymentStatus.PROCESSING,
    )
    assert truth.captured == 0


def test_a_debit_arrives_later(bank: Bank) -> None:
    payment_id = paid(bank, DEBIT)
    bank.clock.pass_by(minutes=2)
    truth = bank.gateway.look_up(payment_id)
    assert (truth.payment_status, truth.captured) == (PaymentStatus.SUCCEEDED, 3000)


def test_a_debit_fails_later_and_says_why(bank: Bank) -> None:
    payment_id = paid(bank, DEBIT_FAILS)
    bank.clock.pass_by(minutes=2)
    truth = bank.gateway.look_up(payment_id)
    assert (truth.checkout_status, truth.payment_status) == (CheckoutStatus.COMPLETE, PaymentStatus.NONE)
    assert truth.failure is not None
    assert truth.failure.code == "debit_not_authorized"
