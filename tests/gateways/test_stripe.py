"""What only the Stripe plug must stand: faults at every call, long lists, odd currencies, a strict other side."""

from collections.abc import Callable

import httpx
import pytest
import stripe
from stripe._api_version import _ApiVersion

from livesessions.gateways.payments import AccountRequest, Evidence, PaymentStatus, TransferRequest
from livesessions.gateways.payments.errors import (
    Declined,
    GatewayBusy,
    GatewayError,
    GatewayFault,
    GatewayRefused,
    GatewayTimeout,
    ParameterBug,
)
from livesessions.gateways.payments.stripe import API_VERSION, StripeGateway
from livesessions.gateways.payments.stripe.answers import translated
from livesessions.gateways.payments.stripe.asking import stripe_locale
from livesessions.gateways.payments.stripe.truth import read_truth
from tests.gateways.banks import DISPUTED, Clock, Mailbox, StripeBank, opened, paid, request
from tests.gateways.stripe_server import API_KEY, Fault, Seen, StripeServer
from tests.gateways.test_payouts import fail_a_payout
from tests.gateways.test_saved_methods import asked, saved_page

ANNA = AccountRequest(reference="user:3", email="anna@example.org", country="DE")
EVIDENCE = Evidence(
    product="Rust lifetimes",
    service_date="2026-03-09",
    customer_name="Lena",
    customer_email="lena@example.org",
    attendance="Lena was there for an hour.",
    terms="Accepted.",
    messages="None.",
)
Change = Callable[[str], object]


@pytest.fixture
def bank(server: StripeServer, clock: Clock, mailbox: Mailbox) -> StripeBank:
    return StripeBank(server, clock, mailbox)


@pytest.fixture
def hasty(bank: StripeBank) -> StripeBank:
    """A gateway that does not try again by itself."""
    bank.gateway = StripeGateway(API_KEY, api_base=bank.server.url, retries=0)
    return bank


def share(bank: StripeBank) -> TransferRequest:
    account_id = bank.gateway.open_account(ANNA, key="account")
    bank.onboard(account_id)
    charge_id = bank.gateway.look_up(paid(bank, hold=False)).charge_id
    return TransferRequest(
        reference="payment:7", account_id=account_id, amount=2700, currency="EUR", charge_id=charge_id
    )


def opening(bank: StripeBank) -> Change:
    return lambda key: bank.gateway.open_checkout(request(bank.clock), key=key)


def expiring(bank: StripeBank) -> Change:
    checkout_id = opened(bank)
    return lambda key: bank.gateway.expire_checkout(checkout_id, key=key)


def capturing(bank: StripeBank) -> Change:
    payment_id = paid(bank)
    return lambda key: bank.gateway.capture(payment_id, key=key)


def voiding(bank: StripeBank) -> Change:
    payment_id = paid(bank)
    return lambda key: bank.gateway.void(payment_id, key=key)


def refunding(bank: StripeBank) -> Change:
    payment_id = paid(bank, hold=False)
    return lambda key: bank.gateway.refund(payment_id, 1000, key=key)


def saving(bank: StripeBank) -> Change:
    return lambda key: bank.gateway.open_checkout(request(bank.clock, save=True), key=key)


def charging(bank: StripeBank) -> Change:
    wanted = asked(bank, saved_page(bank))
    return lambda key: bank.gateway.charge(wanted, key=key)


def forgetting(bank: StripeBank) -> Change:
    method = asked(bank, saved_page(bank)).method
    return lambda key: bank.gateway.forget_method(method, key=key)


def sending_a_payout(bank: StripeBank) -> Change:
    account_id = fail_a_payout(bank)
    bank.onboard(account_id)
    return lambda key: bank.gateway.send_payout(account_id, 2700, "EUR", reference="payout:1", key=key)


def sending_evidence(bank: StripeBank) -> Change:
    dispute = bank.gateway.look_up(paid(bank, DISPUTED, hold=False)).disputes[0]
    return lambda key: bank.gateway.send_evidence(dispute.id, EVIDENCE, key=key)


def opening_an_account(bank: StripeBank) -> Change:
    return lambda key: bank.gateway.open_account(ANNA, key=key)


def transferring(bank: StripeBank) -> Change:
    asked = share(bank)
    return lambda key: bank.gateway.transfer(asked, key=key)


def reversing(bank: StripeBank) -> Change:
    transfer_id = bank.gateway.transfer(share(bank), key="transfer")
    return lambda key: bank.gateway.reverse_transfer(transfer_id, 1000, key=key)


CHANGES = [
    opening,
    expiring,
    capturing,
    voiding,
    refunding,
    saving,
    charging,
    forgetting,
    sending_evidence,
    opening_an_account,
    transferring,
    reversing,
    sending_a_payout,
]
every_change = pytest.mark.parametrize("prepare", CHANGES)


@every_change
def test_every_change_carries_our_key(bank: StripeBank, prepare: Callable[[StripeBank], Change]) -> None:
    prepare(bank)("the key")
    assert [seen.key for seen in bank.server.seen if seen.method == "POST"][-1] == "the key"


@every_change
@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.DROP_AFTER])
def test_a_change_whose_answer_was_lost_is_made_once_by_its_key(
    hasty: StripeBank, prepare: Callable[[StripeBank], Change], fault: Fault
) -> None:
    change = prepare(hasty)
    hasty.server.faults.append(fault)
    with pytest.raises(GatewayTimeout):
        change("the key")
    assert change("the key") == change("the key")


@every_change
@pytest.mark.parametrize("fault", [Fault.ERROR_BEFORE, Fault.ERROR_AFTER])
def test_a_change_that_broke_stays_broken_under_its_key(
    hasty: StripeBank, prepare: Callable[[StripeBank], Change], fault: Fault
) -> None:
    change = prepare(hasty)
    hasty.server.faults.append(fault)
    for _ in range(2):
        with pytest.raises(GatewayFault):
            change("the key")


@every_change
@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.IN_USE])
def test_a_change_a_busy_server_sent_away_is_made_by_the_same_key_later(
    hasty: StripeBank, prepare: Callable[[StripeBank], Change], fault: Fault
) -> None:
    change = prepare(hasty)
    hasty.server.faults.append(fault)
    with pytest.raises(GatewayBusy):
        change("the key")
    assert change("the key") == change("the key")


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.DROP_AFTER])
def test_one_lost_connection_is_repaired_by_the_same_key(bank: StripeBank, fault: Fault) -> None:
    payment_id = paid(bank, hold=False)
    bank.server.faults.append(fault)
    bank.gateway.refund(payment_id, 1000, key="refund")
    assert bank.gateway.look_up(payment_id).refunded == 1000


@pytest.mark.parametrize(("fault", "refunded"), [(Fault.DROP_BEFORE, 0), (Fault.DROP_AFTER, 1000)])
def test_a_lasting_silence_leaves_the_effect_unknown(bank: StripeBank, fault: Fault, refunded: int) -> None:
    payment_id = paid(bank, hold=False)
    bank.server.faults.extend([fault] * 2)
    with pytest.raises(GatewayTimeout):
        bank.gateway.refund(payment_id, 1000, key="refund")
    assert bank.gateway.look_up(payment_id).refunded == refunded


def test_a_server_that_never_answers_is_a_timeout(bank: StripeBank) -> None:
    checkout_id = opened(bank)
    impatient = StripeGateway(API_KEY, api_base=bank.server.url, timeout_seconds=0.2)
    bank.server.faults.extend([Fault.HANG] * 2)
    with pytest.raises(GatewayTimeout) as silence:
        impatient.expire_checkout(checkout_id, key="expire")
    assert type(silence.value) is GatewayTimeout


@pytest.mark.parametrize(("fault", "refunded"), [(Fault.ERROR_BEFORE, 0), (Fault.ERROR_AFTER, 1000)])
def test_a_broken_answer_is_repeated_under_its_key_so_only_a_new_one_helps(
    bank: StripeBank, fault: Fault, refunded: int
) -> None:
    payment_id = paid(bank, hold=False)
    bank.server.faults.append(fault)
    for _ in range(2):
        with pytest.raises(GatewayFault):
            bank.gateway.refund(payment_id, 1000, key="refund")
    assert bank.gateway.look_up(payment_id).refunded == refunded
    bank.gateway.refund(payment_id, 1000, key="refund:2")
    assert bank.gateway.look_up(payment_id).refunded == refunded + 1000


def test_a_wrong_api_key_is_our_bug(server: StripeServer, clock: Clock) -> None:
    stranger = StripeGateway("sk_test_other", api_base=server.url)
    with pytest.raises(ParameterBug) as bug:
        stranger.open_checkout(request(clock), key="open")
    assert bug.value.reason == "api_key"


def test_many_refunds_are_all_read_oldest_first(bank: StripeBank) -> None:
    payment_id = paid(bank, hold=False)
    made = [bank.gateway.refund(payment_id, 100, key=f"refund:{n}") for n in range(12)]
    truth = bank.gateway.look_up(payment_id)
    assert [refund.id for refund in truth.refunds] == made
    assert truth.refunded == 1200


def test_few_refunds_cost_one_question(bank: StripeBank) -> None:
    truth = bank.gateway.look_up(paid(bank, hold=False))
    assert truth.checkout_id is not None
    before = len(bank.server.seen)
    bank.gateway.look_up(truth.checkout_id)
    assert bank.server.seen[before:] == [Seen("GET", f"/v1/checkout/sessions/{truth.checkout_id}", None)]


def test_a_voided_hold_was_never_refunded_whatever_its_charge_says(bank: StripeBank) -> None:
    payment_id = paid(bank)
    bank.gateway.void(payment_id, key="void")
    truth = bank.gateway.look_up(payment_id)
    assert (truth.refunded, truth.refunds, truth.payment_status) == (0, (), PaymentStatus.CANCELED)


def test_kronas_of_iceland_travel_with_two_zeros(bank: StripeBank) -> None:
    payment_id = paid(bank, amount=4500, currency="ISK", hold=False)
    bank.gateway.refund(payment_id, 500, key="refund")
    truth = bank.gateway.look_up(payment_id)
    assert (truth.captured, truth.refunded, truth.currency) == (4500, 500, "ISK")


def test_what_is_in_a_payout_of_our_own_is_not_told(bank: StripeBank) -> None:
    account_id = fail_a_payout(bank)
    bank.onboard(account_id)
    sent = bank.gateway.send_payout(account_id, 2700, "EUR", reference="payout:1", key="again")
    assert bank.gateway.look_up_payout(account_id, sent) == ()


def test_a_payment_without_a_page_is_complete() -> None:
    payment = {
        "id": "pi_1",
        "status": "processing",
        "amount": 3000,
        "amount_received": 0,
        "currency": "eur",
        "latest_charge": None,
    }
    truth = read_truth(None, payment, [], [])
    assert (truth.checkout_id, truth.payment_status) == (None, PaymentStatus.PROCESSING)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("de_DE", "de"),
        ("en_GB", "en-GB"),
        ("pt-BR", "pt-BR"),
        ("zh_Hant_TW", "zh"),
        ("xx", "auto"),
        (None, "auto"),
    ],
)
def test_the_page_speaks_the_nearest_language(ours: str | None, theirs: str) -> None:
    assert stripe_locale(ours) == theirs


def invalid(parameter: str | None, code: str | None = None) -> stripe.StripeError:
    return stripe.InvalidRequestError("no", parameter, code=code)  # type: ignore[no-untyped-call]


def card_error() -> stripe.StripeError:
    return stripe.CardError("no", "", "card_declined")  # type: ignore[no-untyped-call]


def no_answer() -> stripe.StripeError:
    return stripe.APIConnectionError("no")  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("theirs", "ours", "reason"),
    [
        (card_error(), Declined, "card_declined"),
        (invalid("colour", "parameter_unknown"), ParameterBug, "parameter_unknown"),
        (invalid("colour"), ParameterBug, "invalid_request"),
        (invalid(None, "charge_disputed"), GatewayRefused, "charge_disputed"),
        (invalid("expires_at"), GatewayRefused, "expiry_out_of_range"),
        (invalid(None), GatewayRefused, "not_open"),
        (stripe.PermissionError("no"), ParameterBug, "api_key"),
        (stripe.IdempotencyError("no"), ParameterBug, "idempotency_error"),
        (stripe.RateLimitError("no"), GatewayBusy, "payment_gateway_busy"),
        (no_answer(), GatewayTimeout, "payment_gateway_timeout"),
        (stripe.APIError("no"), GatewayFault, "payment_gateway_fault"),
    ],
)
def test_every_error_of_the_library_is_one_of_ours(
    theirs: stripe.StripeError, ours: type[GatewayError], reason: str
) -> None:
    with pytest.raises(ours) as no, translated(nameless="not_open"):
        raise theirs
    assert (type(no.value), no.value.reason) == (ours, reason)


def test_the_pinned_version_is_the_one_the_library_was_written_for() -> None:
    assert API_VERSION == _ApiVersion.CURRENT


@pytest.mark.parametrize(
    ("path", "form", "code"),
    [
        ("/v1/refunds", "payment_intent=pi_1&amount=1&colour=red", "parameter_unknown"),
        ("/v1/refunds", "payment_intent=pi_1&amount=one", "parameter_invalid_integer"),
        ("/v1/refunds", "payment_intent=pi_1&idempotency_key=x", "parameter_unknown"),
        ("/v1/transfers", "amount=1&currency=eur", "parameter_missing"),
        ("/v1/checkout/sessions", "mode=payment&line_items[0][colour]=red", "parameter_unknown"),
        ("/v1/checkout/sessions", "mode=lottery", "parameter_invalid"),
        ("/v1/checkout/sessions", "payment_method_types[0]=card", "parameter_unknown"),
        ("/v1/nowhere", "", "unrecognized_url"),
    ],
)
def test_the_other_side_is_as_strict_as_the_real_one(
    server: StripeServer, path: str, form: str, code: str
) -> None:
    headers = {"Authorization": f"Bearer {API_KEY}", "Stripe-Version": API_VERSION}
    answer = httpx.post(server.url + path, content=form, headers=headers)
    assert (answer.is_success, answer.json()["error"]["code"]) == (False, code)
