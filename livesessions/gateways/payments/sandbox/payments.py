"""Money at the sandbox: attempts, authorisations that expire, captures, refunds that may fail, disputes."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from livesessions.gateways.payments import Failure
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox import disputes
from livesessions.gateways.payments.sandbox.cards import FAILURES, NOT_AUTHENTICATED, Behaviour, Card
from livesessions.gateways.payments.sandbox.desk import Desk, new_id
from livesessions.gateways.payments.sandbox.things import charge_thing, payment_thing, refund_thing

AUTHORISATION_SECONDS = 7 * 24 * 3600
REFUND_FAILS_AFTER_SECONDS = 60
DEBIT_SECONDS = 60  # days, at a real bank
DEBITS = (Behaviour.DEBIT, Behaviour.DEBIT_FAILS)
ASKING = (Behaviour.CHALLENGE, Behaviour.CHALLENGE_ALWAYS)


@dataclass(frozen=True, kw_only=True)
class Hold:
    """An amount that was authorised and not taken yet."""

    id: str
    reference: str
    amount: int
    currency: str


def begin(desk: Desk, reference: str, amount: int, currency: str, *, hold: bool) -> str:
    """A payment without money yet; its id."""
    identifier = new_id("pi")
    desk.add(
        "payments",
        id=identifier,
        charge_id=new_id("ch"),
        reference=reference,
        amount=amount,
        currency=currency,
        hold=hold,
        status="requires_payment_method",
        card="",
    )
    return identifier


def attempt(desk: Desk, identifier: str, card: Card) -> None:
    """What the card's bank answers to one attempt."""
    desk.change("payments", identifier, card=card.behaviour, failure_code=None, failure_message=None)
    if card.behaviour in FAILURES:
        fail(desk, identifier, FAILURES[card.behaviour])
    elif card.behaviour in DEBITS:
        _send_debit(desk, identifier, fails=card.behaviour is Behaviour.DEBIT_FAILS)
    elif card.behaviour in ASKING:
        desk.change("payments", identifier, status="requires_action")
    else:
        _approve(desk, identifier)


def answer_challenge(desk: Desk, identifier: str, *, proven: bool) -> None:
    if proven:
        _approve(desk, identifier)
    else:
        fail(desk, identifier, NOT_AUTHENTICATED)


def capture(desk: Desk, identifier: str, parts: Mapping[str, int]) -> None:
    payment = desk.get("payments", identifier)
    _expect(payment, "requires_capture")
    amount = sum(parts.values()) if parts else payment["amount"]
    if not 0 < amount <= payment["amount"]:
        raise GatewayRefused(f"At most {payment['amount']} can be captured.", reason="amount_too_large")
    for name, part in parts.items():
        desk.add("parts", payment_id=identifier, name=name, amount=part)
    take(desk, identifier, amount)


def void(desk: Desk, identifier: str) -> None:
    _expect(desk.get("payments", identifier), "requires_capture")
    cancel(desk, identifier)


def cancel(desk: Desk, identifier: str) -> None:
    """Nothing was taken and nothing will be."""
    desk.change("payments", identifier, status="canceled")
    _announce(desk, "payment_intent.canceled", identifier)


def refund(desk: Desk, identifier: str, amount: int, part: str | None) -> str:
    payment = desk.get("payments", identifier)
    _expect(payment, "succeeded")
    _check_refund(desk, payment, amount)
    fails_at = desk.now + REFUND_FAILS_AFTER_SECONDS if payment["card"] == Behaviour.REFUND_FAILS else None
    refund_id = new_id("re")
    desk.add(
        "refunds", id=refund_id, payment_id=identifier, amount=amount, status="succeeded", fails_at=fails_at
    )
    if part:
        desk.add("refund_parts", refund_id=refund_id, name=part)
    desk.announce("refund.created", refund_thing(desk.get("refunds", refund_id), payment))
    desk.announce("charge.refunded", charge_thing(payment))
    return refund_id


def held(desk: Desk) -> tuple[Hold, ...]:
    """The oldest first."""
    kept = "SELECT id, reference, amount, currency FROM payments WHERE status = 'requires_capture' ORDER BY rowid"
    return tuple(Hold(**dict(row)) for row in desk.all(kept))


def release_overdue(desk: Desk) -> None:
    """Banks let go of what nobody captured in time."""
    overdue = "SELECT id FROM payments WHERE status = 'requires_capture' AND authorised_until <= ?"
    for row in desk.all(overdue, desk.now):
        cancel(desk, row["id"])


def fail_due_refunds(desk: Desk) -> None:
    """Stripe's card for this says `succeeded` at first and `failed` some time later."""
    for row in desk.all("SELECT * FROM refunds WHERE status = 'succeeded' AND fails_at <= ?", desk.now):
        desk.change("refunds", row["id"], status="failed", failure="expired_or_canceled_card")
        thing = refund_thing(desk.get("refunds", row["id"]), desk.get("payments", row["payment_id"]))
        desk.announce("refund.updated", thing)
        desk.announce("refund.failed", thing)


def refunded(desk: Desk, identifier: str) -> int:
    """What went back, or is on its way."""
    total = (
        "SELECT COALESCE(SUM(amount), 0) AS total FROM refunds WHERE payment_id = ? AND status = 'succeeded'"
    )
    row = desk.one(total, identifier)
    return int(row["total"]) if row else 0


def is_paid(payment: sqlite3.Row) -> bool:
    return payment["status"] in ("requires_capture", "succeeded")


def is_handed_in(payment: sqlite3.Row) -> bool:
    """Whether the learner has done all they can: it is paid, or a bank is working on it."""
    return is_paid(payment) or payment["status"] == "processing"


def waits_for_proof(payment: sqlite3.Row) -> bool:
    return bool(payment["status"] == "requires_action")


def failure_of(payment: sqlite3.Row) -> Failure | None:
    if payment["failure_code"] is None:
        return None
    return Failure(code=payment["failure_code"], message=payment["failure_message"])


def fail(desk: Desk, identifier: str, failure: Failure) -> None:
    """The attempt came to nothing."""
    desk.change(
        "payments",
        identifier,
        status="requires_payment_method",
        failure_code=failure.code,
        failure_message=failure.message,
    )
    _announce(desk, "payment_intent.payment_failed", identifier)


def _approve(desk: Desk, identifier: str) -> None:
    if not desk.get("payments", identifier)["hold"]:
        take(desk, identifier)
        return
    until = desk.now + AUTHORISATION_SECONDS
    desk.change("payments", identifier, status="requires_capture", authorised_until=until)
    _announce(desk, "payment_intent.amount_capturable_updated", identifier)


def _send_debit(desk: Desk, identifier: str, *, fails: bool) -> None:
    """A debit can't be held: it is on its way at once, and nobody knows yet whether it arrives."""
    desk.change("payments", identifier, status="processing")
    desk.add("debits", payment_id=identifier, due_at=desk.now + DEBIT_SECONDS, fails=fails)
    _announce(desk, "payment_intent.processing", identifier)


def take(desk: Desk, identifier: str, amount: int | None = None) -> None:
    """The money is ours, all of it or `amount`; what was held above that is let go."""
    payment = desk.get("payments", identifier)
    taken = payment["amount"] if amount is None else amount
    fee = taken * 29 // 1000 + 30
    desk.change("payments", identifier, status="succeeded", captured=taken, fee=fee)
    _announce(desk, "payment_intent.succeeded", identifier)
    if payment["card"] == Behaviour.DISPUTED:
        disputes.open_dispute(desk, desk.get("payments", identifier))


def _check_refund(desk: Desk, payment: sqlite3.Row, amount: int) -> None:
    left = payment["captured"] - refunded(desk, payment["id"])
    if disputes.is_disputed(desk, payment["id"]):
        raise GatewayRefused("A disputed charge can't be refunded.", reason="charge_disputed")
    if left == 0:
        raise GatewayRefused("This charge was refunded already.", reason="charge_already_refunded")
    if not 0 < amount <= left:
        raise GatewayRefused(f"At most {left} can be refunded.", reason="amount_too_large")


def _expect(payment: sqlite3.Row, status: str) -> None:
    if payment["status"] != status:
        raise GatewayRefused(
            f"This payment is {payment['status']}.", reason="payment_intent_unexpected_state"
        )


def _announce(desk: Desk, kind: str, identifier: str) -> None:
    desk.announce(kind, payment_thing(desk.get("payments", identifier)))
