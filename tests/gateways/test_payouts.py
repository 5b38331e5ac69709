"""The contract of the payout half of the seat: every plug passes all of it."""

import pytest

from livesessions.gateways.payments import AccountRequest, TransferRequest
from livesessions.gateways.payments.errors import GatewayRefused
from tests.gateways.banks import Bank, notices, paid

ANNA = AccountRequest(reference="user:3", email="anna@example.org", country="DE")


def account(bank: Bank, *, onboarded: bool = True) -> str:
    account_id = bank.gateway.open_account(ANNA, key="account")
    if onboarded:
        bank.onboard(account_id)
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
