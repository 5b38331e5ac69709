"""The sandbox's hosted page: open, pay (or be declined, or be asked to prove it), complete, expire."""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime

from livesessions.domain.errors import Invalid
from livesessions.domain.money import Money, below_minimum, gateway_amount
from livesessions.gateways.payments import CheckoutRequest, CheckoutStatus, Failure, Line
from livesessions.gateways.payments.errors import EXPIRY, GatewayRefused, ParameterBug
from livesessions.gateways.payments.sandbox import payments, saving
from livesessions.gateways.payments.sandbox.cards import Card
from livesessions.gateways.payments.sandbox.desk import Desk, instant, new_id
from livesessions.gateways.payments.sandbox.things import checkout_thing

SHORTEST_SECONDS, LONGEST_SECONDS = 30 * 60, 24 * 3600


@dataclass(frozen=True, kw_only=True)
class CheckoutView:
    """What the hosted page shows. `challenge`: the bank waits for a proof; `failure`: of the last attempt."""

    id: str
    title: str
    description: str
    amount: int
    currency: str
    hold: bool
    save: bool
    status: CheckoutStatus
    challenge: bool
    failure: Failure | None
    email: str | None
    expires_at: datetime
    success_url: str
    cancel_url: str
    lines: tuple[Line, ...] = ()


def open_checkout(desk: Desk, request: CheckoutRequest) -> str:
    _check(desk, request)
    identifier = new_id("cs")
    desk.add(
        "checkouts",
        id=identifier,
        reference=request.reference,
        amount=request.amount,
        currency=request.currency,
        title=request.title,
        description=request.description,
        hold=request.hold,
        email=request.email,
        success_url=request.success_url.replace("{CHECKOUT_SESSION_ID}", identifier),
        cancel_url=request.cancel_url,
        expires_at=int(request.expires_at.timestamp()),
        status=CheckoutStatus.OPEN,
    )
    for line in request.lines:
        desk.add("checkout_lines", checkout_id=identifier, **asdict(line))
    if request.save:
        saving.begin(desk, identifier)
    return identifier


def expire(desk: Desk, identifier: str) -> None:
    row = desk.get("checkouts", identifier)
    if row["status"] != CheckoutStatus.OPEN:
        raise GatewayRefused(f"This checkout is {row['status']}.", reason="checkout_not_open")
    desk.change("checkouts", identifier, status=CheckoutStatus.EXPIRED)
    if row["payment_id"]:
        payments.cancel(desk, row["payment_id"])
    announce(desk, "checkout.session.expired", identifier)


def expire_overdue(desk: Desk) -> None:
    overdue = "SELECT id FROM checkouts WHERE status = 'open' AND expires_at <= ?"
    for row in desk.all(overdue, desk.now):
        expire(desk, row["id"])


def pay(desk: Desk, identifier: str, card: Card) -> CheckoutView:
    """One attempt with one card; what came of it is in the view. A page that is not open changes nothing."""
    row = desk.get("checkouts", identifier)
    if row["status"] == CheckoutStatus.OPEN:
        if saving.setup_of(desk, identifier):
            saving.attempt(desk, identifier, card)
        else:
            payments.attempt(desk, row["payment_id"] or _begin_payment(desk, row), card)
        _complete_if_done(desk, identifier)
    return view(desk, identifier)


def answer_challenge(desk: Desk, identifier: str, *, proven: bool) -> CheckoutView:
    """The person proved to the bank who they are, or failed to."""
    row = desk.get("checkouts", identifier)
    attempt = _attempt(desk, row)
    if row["status"] == CheckoutStatus.OPEN and attempt and payments.waits_for_proof(attempt):
        answer = saving.answer_challenge if saving.setup_of(desk, identifier) else payments.answer_challenge
        answer(desk, attempt["id"], proven=proven)
        _complete_if_done(desk, identifier)
    return view(desk, identifier)


def view(desk: Desk, identifier: str) -> CheckoutView:
    row = desk.get("checkouts", identifier)
    expires_at, attempt = instant(row["expires_at"]), _attempt(desk, row)
    assert expires_at is not None
    return CheckoutView(
        id=row["id"],
        title=row["title"],
        description=row["description"],
        amount=row["amount"],
        currency=row["currency"],
        hold=bool(row["hold"]),
        save=saving.setup_of(desk, identifier) is not None,
        status=CheckoutStatus(row["status"]),
        challenge=bool(attempt and payments.waits_for_proof(attempt)),
        failure=payments.failure_of(attempt) if attempt else None,
        email=row["email"],
        expires_at=expires_at,
        success_url=row["success_url"],
        cancel_url=row["cancel_url"],
        lines=_lines(desk, identifier),
    )


def _lines(desk: Desk, identifier: str) -> tuple[Line, ...]:
    asked = "SELECT title, description, amount FROM checkout_lines WHERE checkout_id = ? ORDER BY rowid"
    return tuple(Line(**dict(row)) for row in desk.all(asked, identifier))


def _check(desk: Desk, request: CheckoutRequest) -> None:
    left = int(request.expires_at.timestamp()) - desk.now
    if not SHORTEST_SECONDS <= left <= LONGEST_SECONDS:
        raise GatewayRefused("A checkout stays open for 30 minutes to 24 hours.", reason=EXPIRY)
    if not (request.reference and request.title):
        raise ParameterBug("A checkout needs a reference and a title.", reason="parameter_missing")
    if request.lines and sum(line.amount for line in request.lines) != request.amount:
        raise ParameterBug("The lines do not sum to the amount.", reason="parameter_invalid")
    _check_amount(request.amount, request.currency)


def _check_amount(amount: int, currency: str) -> None:
    try:
        gateway_amount(Money(amount, currency))
    except Invalid as wrong:
        raise ParameterBug(wrong.message, reason="parameter_invalid_integer") from wrong
    if amount <= 0 or below_minimum(Money(amount, currency)):
        raise GatewayRefused("The amount is below the gateway's minimum.", reason="amount_too_small")


def _begin_payment(desk: Desk, row: sqlite3.Row) -> str:
    identifier = payments.begin(
        desk, row["reference"], row["amount"], row["currency"], hold=bool(row["hold"])
    )
    desk.change("checkouts", row["id"], payment_id=identifier)
    return identifier


def _attempt(desk: Desk, row: sqlite3.Row) -> sqlite3.Row | None:
    """What the person does on the page: a payment, once there is one, or the keeping of a method."""
    setup = saving.setup_of(desk, row["id"])
    return setup or (desk.get("payments", row["payment_id"]) if row["payment_id"] else None)


def _complete_if_done(desk: Desk, identifier: str) -> None:
    attempt = _attempt(desk, desk.get("checkouts", identifier))
    if attempt and payments.is_handed_in(attempt):
        desk.change("checkouts", identifier, status=CheckoutStatus.COMPLETE)
        announce(desk, "checkout.session.completed", identifier)


def announce(desk: Desk, kind: str, identifier: str) -> None:
    """Posts a letter about this checkout."""
    desk.announce(kind, checkout_thing(desk.get("checkouts", identifier)))
