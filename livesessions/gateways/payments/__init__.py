"""The payment seat: what a payment gateway is to this product, in our own words.

Money is `int` minor units of an ISO 4217 currency, instants are aware UTC. Every mutating call takes a
deterministic `key`: the same key with the same arguments has one effect, however often it is sent, and gets
the same answer, a refusal included; the same key with other arguments is a `ParameterBug`. An answer is no
proof: read `look_up` again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class CheckoutStatus(StrEnum):
    """What became of the hosted page. `complete` = the learner finished it, not yet that money moved."""

    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


class PaymentStatus(StrEnum):
    """`none` = nothing is owed or held yet; `processing` = a bank debit under way, which may still fail."""

    NONE = "none"
    PROCESSING = "processing"
    REQUIRES_CAPTURE = "requires_capture"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


class RefundStatus(StrEnum):
    """A refund that `succeeded` may still turn `failed` days later: the learner's bank sent it back."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


class DisputeStatus(StrEnum):
    """An `inquiry` takes no money; `open` has taken it until `won`; `lost` keeps it."""

    INQUIRY = "inquiry"
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True)
class CheckoutRequest:
    """What the learner is asked to pay for.

    `reference` is our own name of the payment: it comes back in `Notice` and groups the transfers.
    `expires_at` lies 30 min to 24 h ahead and must be stored by the caller: a repeat under the same key
    repeats it too. With `hold` the amount is authorised and waits for `capture` or `void`; methods that can't
    be held succeed at once all the same. `success_url` may contain `{CHECKOUT_SESSION_ID}`.
    """

    reference: str
    amount: int
    currency: str
    title: str
    description: str
    hold: bool
    expires_at: datetime
    success_url: str
    cancel_url: str
    email: str | None = None
    locale: str | None = None


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """An opened hosted page: send the browser to `url`."""

    id: str
    url: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why the last attempt to pay did not work: the gateway's `code`, and words for the learner."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Refund:
    """One refund as the gateway knows it."""

    id: str
    amount: int
    status: RefundStatus
    failure: str | None = None


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """One dispute as the gateway knows it.

    `withdrawn`: what it holds of our balance now, its `fee` included, both in `withdrawn_currency`.
    """

    id: str
    amount: int
    status: DisputeStatus
    reason: str
    withdrawn: int = 0
    fee: int = 0
    withdrawn_currency: str | None = None
    evidence_due: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Truth:
    """All the gateway knows of one payment, the only proof there is.

    `refunded` counts what succeeded or is pending, never what failed. `fee` is what the gateway kept, in
    `fee_currency`, `None` until known. `charge_id` is what a transfer names as its source.
    """

    checkout_id: str | None
    checkout_status: CheckoutStatus
    payment_status: PaymentStatus
    amount: int
    currency: str
    reference: str | None = None
    payment_id: str | None = None
    charge_id: str | None = None
    captured: int = 0
    refunded: int = 0
    authorised_until: datetime | None = None
    fee: int | None = None
    fee_currency: str | None = None
    failure: Failure | None = None
    refunds: tuple[Refund, ...] = ()
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A verified hint that something changed: read the truth. `kind` is the event's name, `id` is unique."""

    id: str
    kind: str
    reference: str | None = None
    checkout_id: str | None = None
    payment_id: str | None = None
    account_id: str | None = None


class PaymentGateway(Protocol):
    """How money comes in and goes back. Any call may raise the errors of `errors.py`."""

    def open_checkout(self, request: CheckoutRequest, *, key: str) -> Checkout:
        """Open a hosted page for one payment."""

    def look_up(self, reference: str) -> Truth:
        """The truth of one payment, by the id of its checkout or of the payment itself."""

    def expire_checkout(self, checkout_id: str, *, key: str) -> None:
        """Close an open page for good. Refused with `checkout_not_open` once it is complete or expired."""

    def capture(self, payment_id: str, *, key: str) -> None:
        """Take the whole authorised amount."""

    def void(self, payment_id: str, *, key: str) -> None:
        """Let an authorised amount go; costs nothing."""

    def refund(self, payment_id: str, amount: int, *, key: str) -> str:
        """Give `amount` of a captured payment back; the refund's id. Never more than what is left."""

    def verify_webhook(
        self, raw_body: bytes, signature: str | None, secrets: Sequence[str], now: datetime
    ) -> Notice:
        """The notice in a signed letter. Raises `BadSignature` unless a secret fits and it is fresh."""


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
    """An instructor's share of one captured payment (`charge_id`), in the currency of our balance."""

    reference: str
    account_id: str
    amount: int
    currency: str
    charge_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One transfer as the gateway knows it."""

    id: str
    account_id: str
    amount: int
    currency: str
    reversed: int = 0


class PayoutGateway(Protocol):
    """How an instructor's share goes out, and comes back after a refund or a dispute."""

    def open_account(self, request: AccountRequest, *, key: str) -> str:
        """A new payee's account; its id."""

    def onboarding_url(self, account_id: str, *, return_url: str, refresh_url: str) -> str:
        """A single-use address of the hosted page where the payee tells the gateway who they are."""

    def look_up_account(self, account_id: str) -> Account:
        """What that account may do now."""

    def transfer(self, request: TransferRequest, *, key: str) -> str:
        """Send a share; the transfer's id."""

    def reverse_transfer(self, transfer_id: str, amount: int, *, key: str) -> str:
        """Take (part of) a share back; the reversal's id."""

    def look_up_transfers(self, reference: str) -> tuple[Transfer, ...]:
        """All transfers made under one payment's reference, oldest first."""
