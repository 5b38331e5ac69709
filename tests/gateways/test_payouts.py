"""The contract of the payout half of the seat: every plug passes all of it."""

import pytest

from livesessions.gateways.payments import AccountRequest, Evidence, PayoutStatus, TransferRequest
from livesessions.gateways.payments.errors import GatewayRefused
from tests.gateways.banks import BROKEN_BANK, DISPUTED, Bank, notices, paid

ANNA = AccountRequest(reference="user:3", email="anna@example.org", country="DE")


EVIDENCE = Evidence(
    product="A lesson",
    service_date="2 March 2026",
    customer_name="Lena",
    customer_email="lena@example.org",
    attendance="Both were there.",
    terms="Free until a day before.",
    messages="Thank you!",
)


def account(bank: Bank, *, onboarded: bool = True, number: str = "") -> str:
    account_id = bank.gateway.open_account(ANNA, key="account")
    if onboarded:
        bank.onboard(account_id, *([number] if number else []))
    return account_id


def share(bank: Bank, amount: int = 2700, *, account_id: str | None = None) -> TransferRequest:
    charge_id = bank.gateway.look_up(paid(bank, hold=False)).charge_id
    return TransferRequest(
        reference="payment:7",
        account_id=account_id or account(bank),
        amount=amount,
        currency="EUR",
        charge_id=charge_id,
    )


def test_a_new_account_can_not_receive_and_says_what_is_missing(bank: Bank) -> None:
    found = bank.gateway.look_up_account(account(bank, onboarded=False))
    assert (found.can_receive, found.can_pay_out) == (False, False)
    assert found.missing


def test_an_onboarded_account_can_receive(bank: Bank) -> None:
    found = bank.gateway.look_up_account(account(bank))
    assert (found.can_receive, found.can_pay_out, found.missing) == (True, True, ())


def test_onboarding_happens_on_a_page_of_the_gateway(bank: Bank) -> None:
    account_id = account(bank, onboarded=False)
    url = bank.gateway.onboarding_url(
        account_id, return_url="https://app.test/payouts", refresh_url="https://app.test/again"
    )
    assert url.startswith("http")


def test_a_share_arrives_under_its_reference(bank: Bank) -> None:
    asked = share(bank)
    transfer_id = bank.gateway.transfer(asked, key="transfer")
    (found,) = bank.gateway.look_up_transfers("payment:7")
    assert (found.id, found.account_id, found.amount, found.currency, found.reversed) == (
        transfer_id,
        asked.account_id,
        2700,
        "EUR",
        0,
    )


def test_the_same_key_transfers_once(bank: Bank) -> None:
    asked = share(bank)
    assert bank.gateway.transfer(asked, key="transfer") == bank.gateway.transfer(asked, key="transfer")
    assert len(bank.gateway.look_up_transfers("payment:7")) == 1


def test_a_transfer_never_exceeds_its_charge(bank: Bank) -> None:
    with pytest.raises(GatewayRefused):
        bank.gateway.transfer(share(bank, 3001), key="transfer")
    assert bank.gateway.look_up_transfers("payment:7") == ()


def test_an_account_that_is_not_onboarded_receives_nothing(bank: Bank) -> None:
    asked = share(bank, account_id=account(bank, onboarded=False))
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.transfer(asked, key="transfer")
    assert no.value.reason == "insufficient_capabilities_for_transfer"


def test_a_transfer_is_reversed_in_part_and_never_beyond(bank: Bank) -> None:
    transfer_id = bank.gateway.transfer(share(bank), key="transfer")
    bank.gateway.reverse_transfer(transfer_id, 1350, key="reverse")
    with pytest.raises(GatewayRefused):
        bank.gateway.reverse_transfer(transfer_id, 1351, key="reverse:2")
    assert bank.gateway.look_up_transfers("payment:7")[0].reversed == 1350


def test_webhooks_tell_of_accounts_transfers_and_reversals(bank: Bank) -> None:
    transfer_id = bank.gateway.transfer(share(bank), key="transfer")
    bank.gateway.reverse_transfer(transfer_id, 2700, key="reverse")
    told = {notice.kind for notice in notices(bank) if notice.account_id}
    assert {"account.updated", "transfer.created", "transfer.reversed"} <= told


def test_reversals_have_names_and_come_oldest_first(bank: Bank) -> None:
    transfer_id = bank.gateway.transfer(share(bank), key="transfer")
    made = [bank.gateway.reverse_transfer(transfer_id, 100, key=f"reverse:{n}") for n in range(12)]
    (found,) = bank.gateway.look_up_transfers("payment:7")
    assert [reversal.id for reversal in found.reversals] == made


def test_what_was_transferred_reaches_the_bank_in_a_payout(bank: Bank) -> None:
    asked = share(bank)
    transfer_id = bank.gateway.transfer(asked, key="transfer")
    bank.clock.pass_by(hours=25)
    bank.gateway.look_up_payouts(asked.account_id)
    bank.clock.pass_by(hours=25)
    (payout,) = bank.gateway.look_up_payouts(asked.account_id)
    assert (payout.amount, payout.currency, payout.status) == (2700, "EUR", PayoutStatus.PAID)
    assert bank.gateway.look_up_payout(asked.account_id, payout.id) == (transfer_id,)


def fail_a_payout(bank: Bank) -> str:
    account_id = account(bank, number=BROKEN_BANK)
    bank.gateway.transfer(share(bank, account_id=account_id), key="transfer")
    for _ in range(2):
        bank.clock.pass_by(hours=25)
        bank.gateway.look_up_payouts(account_id)
    return account_id


def test_a_payout_a_bank_sends_back_says_why_and_asks_for_another_bank(bank: Bank) -> None:
    account_id = fail_a_payout(bank)
    (payout,) = bank.gateway.look_up_payouts(account_id)
    assert (payout.status, payout.failure) == (PayoutStatus.FAILED, "no_account")
    found = bank.gateway.look_up_account(account_id)
    assert (found.can_pay_out, found.missing) == (False, ("external_account",))


def test_a_failed_payout_is_sent_once_more_to_the_new_bank(bank: Bank) -> None:
    account_id = fail_a_payout(bank)
    bank.onboard(account_id)
    for _ in range(2):
        sent = bank.gateway.send_payout(account_id, 2700, "EUR", reference="payout:1", key="again")
    bank.clock.pass_by(hours=25)
    assert bank.gateway.look_up_payouts(account_id)[-1].id == sent
    newest = bank.gateway.look_up_payouts(account_id)[-1]
    assert (newest.status, newest.reference) == (PayoutStatus.PAID, "payout:1")


def test_a_failed_payout_is_not_sent_to_a_bank_that_refused_it(bank: Bank) -> None:
    with pytest.raises(GatewayRefused):
        bank.gateway.send_payout(fail_a_payout(bank), 2700, "EUR", reference="payout:1", key="again")


def test_an_account_taken_away_is_refused_by_its_name(bank: Bank) -> None:
    account_id = account(bank)
    bank.close_account(account_id)
    with pytest.raises(GatewayRefused) as no:
        bank.gateway.look_up_account(account_id)
    assert no.value.reason == "account_invalid"


def test_webhooks_tell_whose_payout_arrived_and_whose_account_is_gone(bank: Bank) -> None:
    asked = share(bank)
    bank.gateway.transfer(asked, key="transfer")
    for _ in range(2):
        bank.clock.pass_by(hours=25)
        bank.gateway.look_up_payouts(asked.account_id)
    bank.close_account(asked.account_id)
    told = [notice.kind for notice in notices(bank) if notice.account_id == asked.account_id]
    assert {"payout.paid", "account.application.deauthorized"} <= set(told)


def test_evidence_is_sent_once_and_never_after_the_verdict(bank: Bank) -> None:
    payment_id = paid(bank, DISPUTED, hold=False)
    (dispute,) = bank.gateway.look_up(payment_id).disputes
    assert not dispute.is_answered
    for _ in range(2):
        bank.gateway.send_evidence(dispute.id, EVIDENCE, key="evidence")
    assert bank.gateway.look_up(payment_id).disputes[0].is_answered
    bank.close_dispute(dispute.id, won=True)
    with pytest.raises(GatewayRefused):
        bank.gateway.send_evidence(dispute.id, EVIDENCE, key="evidence:2")
    assert "charge.dispute.updated" in {notice.kind for notice in notices(bank)}
