"""The contract of methods that are saved now and charged while nobody is there: every plug passes all of it."""

from dataclasses import replace

import pytest

from livesessions.gateways.payments import (
    ChargeRequest,
    CheckoutStatus,
    PaymentStatus,
    SavedMethod,
    Truth,
)
from livesessions.gateways.payments.errors import Declined, GatewayRefused, ParameterBug
from tests.gateways.banks import (
    CHALLENGE,
    CHALLENGE_ALWAYS,
    DECLINED,
    DECLINED_LATER,
    OK,
    Bank,
    notices,
    opened,
    paid,
    request,
)


def saved_page(bank: Bank, number: str = OK) -> str:
    """A page on which one card was kept."""
    page = opened(bank, save=True)
    bank.pay(page, number)
    if number in (CHALLENGE, CHALLENGE_ALWAYS):
        bank.prove(page, proven=True)
    return page


def method_of(bank: Bank, page: str) -> SavedMethod:
    saved = bank.gateway.look_up(page).saved
    assert saved is not None
    return saved


def asked(bank: Bank, page: str) -> ChargeRequest:
    return ChargeRequest(reference="payment:7", amount=3000, currency="EUR", method=method_of(bank, page))


def facts(truth: Truth) -> tuple[CheckoutStatus, PaymentStatus, int]:
    return truth.checkout_status, truth.payment_status, truth.captured


def test_a_page_that_saves_asks_for_nothing_and_keeps_nothing_yet(bank: Bank) -> None:
    truth = bank.gateway.look_up(opened(bank, save=True))
    assert facts(truth) == (CheckoutStatus.OPEN, PaymentStatus.NONE, 0)
    assert (truth.reference, truth.amount, truth.currency, truth.saved) == ("payment:7", 0, "EUR", None)


@pytest.mark.parametrize("number", [OK, CHALLENGE, CHALLENGE_ALWAYS, DECLINED_LATER])
def test_a_saved_card_was_neither_charged_nor_held(bank: Bank, number: str) -> None:
    truth = bank.gateway.look_up(saved_page(bank, number))
    assert facts(truth) == (CheckoutStatus.COMPLETE, PaymentStatus.NONE, 0)
    assert (truth.saved is not None, truth.payment_id, truth.authorised_until) == (True, None, None)


def test_a_card_that_is_not_saved_leaves_the_page_open_and_says_why(bank: Bank) -> None:
    page = saved_page(bank, DECLINED)
    truth = bank.gateway.look_up(page)
    assert (truth.checkout_status, truth.saved) == (CheckoutStatus.OPEN, None)
    assert truth.failure is not None
    assert truth.failure.code == "generic_decline"


def test_another_card_is_saved_after_a_decline(bank: Bank) -> None:
    page = saved_page(bank, DECLINED)
    bank.pay(page, OK)
    truth = bank.gateway.look_up(page)
    assert (truth.saved is not None, truth.failure) == (True, None)


def test_a_proof_that_failed_saves_nothing(bank: Bank) -> None:
    page = opened(bank, save=True)
    bank.pay(page, CHALLENGE)
    bank.prove(page, proven=False)
    truth = bank.gateway.look_up(page)
    assert (truth.checkout_status, truth.saved, truth.failure is None) == (CheckoutStatus.OPEN, None, False)


def test_a_saved_card_is_charged_and_found_by_its_page(bank: Bank) -> None:
    page = saved_page(bank)
    payment_id = bank.gateway.charge(asked(bank, page), key="charge")
    truth = bank.gateway.look_up(page)
    assert facts(truth) == (CheckoutStatus.COMPLETE, PaymentStatus.SUCCEEDED, 3000)
    assert (truth.payment_id, truth.amount, truth.fee, truth.reference) == (
        payment_id,
        3000,
        117,
        "payment:7",
    )
    assert truth.charge_id is not None


def test_what_a_saved_card_was_charged_is_found_by_its_own_name_too(bank: Bank) -> None:
    payment_id = bank.gateway.charge(asked(bank, saved_page(bank)), key="charge")
    truth = bank.gateway.look_up(payment_id)
    assert facts(truth) == (CheckoutStatus.COMPLETE, PaymentStatus.SUCCEEDED, 3000)


def test_a_card_that_was_proven_when_it_was_saved_needs_no_second_proof(bank: Bank) -> None:
    page = saved_page(bank, CHALLENGE)
    bank.gateway.charge(asked(bank, page), key="charge")
    assert bank.gateway.look_up(page).captured == 3000


@pytest.mark.parametrize(
    ("number", "code"),
    [(CHALLENGE_ALWAYS, "authentication_required"), (DECLINED_LATER, "generic_decline")],
)
def test_a_charge_that_needs_the_person_is_declined_and_the_truth_says_why(
    bank: Bank, number: str, code: str
) -> None:
    page = saved_page(bank, number)
    with pytest.raises(Declined) as no:
        bank.gateway.charge(asked(bank, page), key="charge")
    truth = bank.gateway.look_up(page)
    assert no.value.reason == code
    assert facts(truth) == (CheckoutStatus.COMPLETE, PaymentStatus.NONE, 0)
    assert (truth.payment_id is None, truth.failure.code if truth.failure else "") == (False, code)


def test_the_same_key_charges_once(bank: Bank) -> None:
    page = saved_page(bank)
    first = bank.gateway.charge(asked(bank, page), key="charge")
    assert bank.gateway.charge(asked(bank, page), key="charge") == first
    assert bank.gateway.look_up(page).captured == 3000


def test_the_same_key_repeats_a_decline(bank: Bank) -> None:
    wanted = asked(bank, saved_page(bank, CHALLENGE_ALWAYS))
    for _ in range(2):
        with pytest.raises(Declined):
            bank.gateway.charge(wanted, key="charge")


def test_a_key_used_for_another_amount_is_our_bug(bank: Bank) -> None:
    wanted = asked(bank, saved_page(bank))
    bank.gateway.charge(wanted, key="charge")
    with pytest.raises(ParameterBug):
        bank.gateway.charge(replace(wanted, amount=2000), key="charge")


def test_what_a_saved_card_paid_is_refunded_like_any_payment(bank: Bank) -> None:
    page = saved_page(bank)
    bank.gateway.refund(bank.gateway.charge(asked(bank, page), key="charge"), 1000, key="refund")
    assert bank.gateway.look_up(page).refunded == 1000


def test_a_forgotten_card_is_gone_and_can_not_be_charged(bank: Bank) -> None:
    page = saved_page(bank)
    wanted = asked(bank, page)
    bank.gateway.forget_method(wanted.method, key="forget")
    assert bank.gateway.look_up(page).saved is None
    with pytest.raises(GatewayRefused):
        bank.gateway.charge(wanted, key="charge")


def test_a_card_is_forgotten_once(bank: Bank) -> None:
    method = method_of(bank, saved_page(bank))
    bank.gateway.forget_method(method, key="forget")
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.forget_method(method, key="forget:2")
    assert no.value.reason == "method_not_saved"


def test_a_page_that_saves_closes_like_any_other(bank: Bank) -> None:
    page = bank.gateway.open_checkout(request(bank.clock, save=True), key="open").id
    bank.gateway.expire_checkout(page, key="expire")
    bank.pay(page, OK)
    truth = bank.gateway.look_up(page)
    assert (truth.checkout_status, truth.saved) == (CheckoutStatus.EXPIRED, None)


def test_webhooks_tell_of_a_saved_card_and_of_its_charge(bank: Bank) -> None:
    page = saved_page(bank)
    bank.gateway.charge(asked(bank, page), key="charge")
    told = [(it.kind, it.reference) for it in notices(bank)]
    assert ("checkout.session.completed", "payment:7") in told
    assert ("payment_intent.succeeded", "payment:7") in told


def test_a_bank_may_let_go_of_a_held_amount_before_its_time(bank: Bank) -> None:
    payment_id = paid(bank)
    bank.let_go(payment_id)
    assert bank.gateway.look_up(payment_id).payment_status == PaymentStatus.CANCELED
    with pytest.raises(GatewayRefused):
        bank.gateway.capture(payment_id, key="capture")
