"""The half of the Stripe gateway that pays instructors: Connect accounts, transfers, payouts."""

import stripe

from livesessions.gateways.payments import (
    Account,
    AccountRequest,
    Payout,
    Transfer,
    TransferRequest,
)
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.stripe.answers import translated
from livesessions.gateways.payments.stripe.asking import (
    account_params,
    payout_params,
    stripe_amount,
    transfer_params,
)
from livesessions.gateways.payments.stripe.truth import Thing, read_account, read_payout, read_transfer


class Payees:
    """Fits `PayoutGateway`."""

    def __init__(self, client: stripe.StripeClient) -> None:
        self._v1 = client.v1

    def open_account(self, request: AccountRequest, *, key: str) -> str:
        with translated():
            return self._v1.accounts.create(account_params(request), {"idempotency_key": key}).id

    def onboarding_url(self, account_id: str, *, return_url: str, refresh_url: str) -> str:
        with translated():
            link = self._v1.account_links.create(
                {
                    "account": account_id,
                    "type": "account_onboarding",
                    "return_url": return_url,
                    "refresh_url": refresh_url,
                }
            )
        return link.url

    def look_up_account(self, account_id: str) -> Account:
        with translated():
            return read_account(self._v1.accounts.retrieve(account_id).to_dict())

    def transfer(self, request: TransferRequest, *, key: str) -> str:
        with translated(nameless="amount_too_large"):
            return self._v1.transfers.create(transfer_params(request), {"idempotency_key": key}).id

    def reverse_transfer(self, transfer_id: str, amount: int, *, key: str) -> str:
        with translated(nameless="amount_too_large"):
            currency = self._v1.transfers.retrieve(transfer_id).currency.upper()
            made = self._v1.transfers.reversals.create(
                transfer_id, {"amount": stripe_amount(amount, currency)}, {"idempotency_key": key}
            )
        return made.id

    def look_up_transfers(self, reference: str, *, paid_as: str | None = None) -> tuple[Transfer, ...]:
        with translated():
            found = self._v1.transfers.list({"transfer_group": paid_as or reference, "limit": 100})
            newest_first = [transfer.to_dict() for transfer in found.auto_paging_iter()]
            mine = [each for each in newest_first if each["metadata"].get("reference") == reference]
            return tuple(read_transfer(each, self._reversals(each)) for each in reversed(mine))

    def look_up_payouts(self, account_id: str) -> tuple[Payout, ...]:
        with translated():
            found = self._v1.payouts.list({"limit": 100}, {"stripe_account": account_id}).data
        return tuple(read_payout(payout.to_dict()) for payout in reversed(found))

    def look_up_payout(self, account_id: str, payout_id: str) -> tuple[str, ...]:
        """Stripe knows it of automatic payouts alone: a transfer arrives as a charge that names it."""
        try:
            return self._inside(account_id, payout_id)
        except GatewayRefused as no:
            if no.reason != "payout_not_automatic":
                raise
            return ()

    def send_payout(self, account_id: str, amount: int, currency: str, *, reference: str, key: str) -> str:
        with translated():
            params = payout_params(amount, currency, reference)
            made = self._v1.payouts.create(params, {"idempotency_key": key, "stripe_account": account_id})
        return made.id

    def _inside(self, account_id: str, payout_id: str) -> tuple[str, ...]:
        with translated():
            found = self._v1.balance_transactions.list(
                {"payout": payout_id, "type": "payment", "limit": 100, "expand": ["data.source"]},
                {"stripe_account": account_id},
            )
            sources = [line.to_dict().get("source") or {} for line in found.auto_paging_iter()]
        return tuple(source["source_transfer"] for source in reversed(sources) if "source_transfer" in source)

    def _reversals(self, transfer: Thing) -> list[Thing]:
        """Oldest first. The newest ten come with their transfer."""
        inline = transfer["reversals"]
        if not inline["has_more"]:
            return list(reversed(inline["data"]))
        found = self._v1.transfers.reversals.list(transfer["id"], {"limit": 100})
        return [each.to_dict() for each in reversed(list(found.auto_paging_iter()))]
