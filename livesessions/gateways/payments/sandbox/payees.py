"""The half of the sandbox that pays instructors, and its onboarding page."""

from dataclasses import astuple

from livesessions.gateways.payments import (
    Account,
    AccountRequest,
    Payout,
    Transfer,
    TransferRequest,
)
from livesessions.gateways.payments.sandbox import accounts, payouts
from livesessions.gateways.payments.sandbox.accounts import Onboarding
from livesessions.gateways.payments.sandbox.visits import Visits


class Payees(Visits):
    """Fits `PayoutGateway`; besides, the doors its hosted page and a developer need."""

    def open_account(self, request: AccountRequest, *, key: str) -> str:
        return self._once(
            key, ("account", *astuple(request)), lambda desk: accounts.open_account(desk, request)
        )

    def onboarding_url(self, account_id: str, *, return_url: str, refresh_url: str) -> str:
        self._reach()
        with self._visit() as desk:
            link = accounts.open_onboarding(desk, account_id, return_url=return_url, refresh_url=refresh_url)
        return f"{self._base_url}/sandbox/onboarding/{link}"

    def look_up_account(self, account_id: str) -> Account:
        self._reach()
        with self._visit() as desk:
            return accounts.look_up_account(desk, account_id)

    def transfer(self, request: TransferRequest, *, key: str) -> str:
        return self._once(key, ("transfer", *astuple(request)), lambda desk: payouts.transfer(desk, request))

    def reverse_transfer(self, transfer_id: str, amount: int, *, key: str) -> str:
        return self._once(
            key, ("reverse", transfer_id, amount), lambda desk: payouts.reverse(desk, transfer_id, amount)
        )

    def look_up_transfers(self, reference: str, *, paid_as: str | None = None) -> tuple[Transfer, ...]:
        self._reach()
        with self._visit() as desk:
            return payouts.look_up_transfers(desk, reference)

    def look_up_payouts(self, account_id: str) -> tuple[Payout, ...]:
        self._reach()
        with self._visit() as desk:
            return payouts.look_up_payouts(desk, account_id)

    def look_up_payout(self, account_id: str, payout_id: str) -> tuple[str, ...]:
        self._reach()
        with self._visit() as desk:
            return payouts.look_up_payout(desk, payout_id)

    def send_payout(self, account_id: str, amount: int, currency: str, *, reference: str, key: str) -> str:
        asked = (account_id, amount, currency, reference)
        return self._once(key, ("payout", *asked), lambda desk: payouts.send_payout(desk, *asked))

    def onboarding(self, link_id: str) -> Onboarding:
        """What the onboarding page shows. Raises `GatewayRefused` for an unknown link."""
        with self._visit() as desk:
            return accounts.onboarding(desk, link_id)

    def finish_onboarding(self, link_id: str, number: str) -> str:
        """The payee named a bank; the address to go on to. Raises `Invalid` with the field."""
        with self._visit() as desk:
            return accounts.finish_onboarding(desk, link_id, number)

    def close_account(self, account_id: str) -> None:
        """Play a payee who takes their account away from the platform."""
        with self._visit() as desk:
            accounts.close(desk, account_id)
