"""The payment seat: what a payment gateway is to this product, in our own words.

Money is `int` minor units of an ISO 4217 currency, instants are aware UTC. Every mutating call takes a
deterministic `key`: the same key with the same arguments has one effect, however often it is sent, and gets
the same answer, a refusal included; the same key with other arguments is a `ParameterBug`. An answer is no
proof: read `look_up` again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from livesessions.gateways.payments.disputes import Dispute, DisputeStatus, Evidence
from livesessions.gateways.payments.payouts import (
    Account,
    AccountRequest,
    Payout,
    PayoutGateway,
    PayoutStatus,
    Reversal,
    Transfer,
    TransferRequest,
)
from livesessions.gateways.payments.saved import ChargeRequest, SavedMethod

__all__ = [
    "Account",
    "AccountRequest",
    "ChargeRequest",
    "Checkout",
    "CheckoutRequest",
    "CheckoutStatus",
    "Dispute",
    "DisputeStatus",
    "Evidence",
    "Failure",
    "Gateway",
    "Line",
    "Notice",
    "PaymentGateway",
    "PaymentStatus",
    "Payout",
    "PayoutGateway",
    "PayoutStatus",
    "Refund",
    "RefundStatus",
    "Reversal",
    "SavedMethod",
    "Transfer",
    "TransferRequest",
    "Truth",
]


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


@dataclass(frozen=True, kw_only=True)
class Line:
    """One of several things that are paid at once."""

    title: str
    description: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class CheckoutRequest:
    """What the learner is asked to pay for: one thing, or the sum of `lines`.

    `reference` is our own name of the payment: it comes back in `Notice` and groups the transfers.
    `expires_at` lies 30 min to 24 h ahead and must be stored by the caller: a repeat under the same key
    repeats it too. With `hold` the amount is authorised and waits for `capture` or `void`; methods that can't
    be held succeed at once all the same. With `save` nothing is taken or held: the page keeps the method for a
    `charge` later. `success_url` may contain `{CHECKOUT_SESSION_ID}`.
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
    save: bool = False
    email: str | None = None
    locale: str | None = None
    lines: tuple[Line, ...] = ()


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
    """One refund as the gateway knows it; `part` is whose part of a payment it gave back, if it was told."""

    id: str
    amount: int
    status: RefundStatus
    failure: str | None = None
    part: str | None = None


@dataclass(frozen=True, kw_only=True)
class Truth:
    """All the gateway knows of one payment, the only proof there is.

    `refunded` counts what succeeded or is pending, never what failed. `fee` is what the gateway kept, in
    `fee_currency`, `None` until known. `charge_id` is what a transfer names as its source. `parts` is what a
    capture took for whom, where it was told. `saved` is the method a page with `save` has kept, until it is
    forgotten; before it is charged, `amount` is 0.
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
    saved: SavedMethod | None = None
    failure: Failure | None = None
    refunds: tuple[Refund, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)


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

    def capture(self, payment_id: str, *, key: str, parts: Mapping[str, int] | None = None) -> None:
        """Take the whole authorised amount; of `parts` only their sum, and the rest is let go for good."""

    def void(self, payment_id: str, *, key: str) -> None:
        """Let an authorised amount go; costs nothing."""

    def charge(self, request: ChargeRequest, *, key: str) -> str:
        """Take an amount by a saved method; the payment's id. `Declined` where the bank says no, or wants the
        person: the payment is then in the truth with its `failure`, and this method is not charged again."""

    def forget_method(self, method: SavedMethod, *, key: str) -> None:
        """Let a saved method go: it can't be charged any more. Refused where it is gone already."""

    def refund(self, payment_id: str, amount: int, *, key: str, part: str | None = None) -> str:
        """Give `amount` of a captured payment back; the refund's id. Never more than what is left."""

    def verify_webhook(
        self, raw_body: bytes, signature: str | None, secrets: Sequence[str], now: datetime
    ) -> Notice:
        """The notice in a signed letter. Raises `BadSignature` unless a secret fits and it is fresh."""

    def send_evidence(self, dispute_id: str, evidence: Evidence, *, key: str) -> None:
        """Answer a dispute, once and for all. Refused with `dispute_not_open` after the verdict."""


class Gateway(PaymentGateway, PayoutGateway, Protocol):
    """Both halves of the seat, which one plug fills."""
