"""The half of the payment seat that pays instructors, in our own words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class PayoutStatus(StrEnum):
    """A payout that is `paid` may still turn `failed` days later: the bank sent it back."""

    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    FAILED = "failed"
    CANCELED = "canceled"


@dataclass(frozen=True, kw_only=True)
class AccountRequest:
    """An instructor who wants to be paid: `reference` is our own id, `country` ISO 3166-1 alpha-2."""

    reference: str
    email: str
    country: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a payee's account may do now, and what the gateway still asks of them."""

    id: str
    can_receive: bool
    can_pay_out: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TransferRequest:
    """An instructor's share of one captured payment (`charge_id`), in the currency of our balance.

    `paid_as` is the payment's own reference where it paid for more than this.
    """

    reference: str
    account_id: str
    amount: int
    currency: str
    charge_id: str | None = None
    paid_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reversal:
    """What came back of a transfer."""

    id: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One transfer as the gateway knows it, with its reversals, oldest first."""

    id: str
    account_id: str
    amount: int
    currency: str
    reversals: tuple[Reversal, ...] = ()

    @property
    def reversed(self) -> int:
        return sum(reversal.amount for reversal in self.reversals)


@dataclass(frozen=True, kw_only=True)
class Payout:
    """What the gateway sent from a payee's account to their bank, and when it is to arrive.

    `reference` is our own name of one that we sent ourselves.
    """

    id: str
    amount: int
    currency: str
    status: PayoutStatus
    created_at: datetime
    arrives_at: datetime
    failure: str | None = None
    reference: str | None = None


class PayoutGateway(Protocol):
    """How an instructor's share goes out, and comes back after a refund or a dispute."""

    def open_account(self, request: AccountRequest, *, key: str) -> str:
        """A new payee's account; its id."""

    def onboarding_url(self, account_id: str, *, return_url: str, refresh_url: str) -> str:
        """A single-use address of the hosted page where the payee tells the gateway who they are."""

    def look_up_account(self, account_id: str) -> Account:
        """What that account may do now. Refused with `account_invalid` once the payee took it away from us."""

    def transfer(self, request: TransferRequest, *, key: str) -> str:
        """Send a share; the transfer's id."""

    def reverse_transfer(self, transfer_id: str, amount: int, *, key: str) -> str:
        """Take (part of) a share back; the reversal's id."""

    def look_up_transfers(self, reference: str, *, paid_as: str | None = None) -> tuple[Transfer, ...]:
        """All transfers made under this reference, oldest first; `paid_as` as it was when they were made."""

    def look_up_payouts(self, account_id: str) -> tuple[Payout, ...]:
        """The newest hundred payouts to that payee's bank, oldest first."""

    def look_up_payout(self, account_id: str, payout_id: str) -> tuple[str, ...]:
        """The ids of the transfers a payout is made of; empty where the gateway can't tell."""

    def send_payout(self, account_id: str, amount: int, currency: str, *, reference: str, key: str) -> str:
        """Send what lies in a payee's account to their bank once more, after a payout failed; its id."""
