"""Methods that a page keeps instead of taking money, and what they are charged while nobody is there."""

import sqlite3

from livesessions.domain.errors import Invalid
from livesessions.gateways.payments import ChargeRequest, Failure, SavedMethod
from livesessions.gateways.payments.errors import Declined, GatewayRefused
from livesessions.gateways.payments.sandbox import payments
from livesessions.gateways.payments.sandbox.cards import AWAY, FAILURES, NOT_AUTHENTICATED, Behaviour, Card
from livesessions.gateways.payments.sandbox.desk import Desk, new_id


def begin(desk: Desk, checkout_id: str) -> None:
    """The page keeps a method, nothing else."""
    desk.add("setups", id=checkout_id, status="requires_payment_method", card="")


def setup_of(desk: Desk, checkout_id: str) -> sqlite3.Row | None:
    """None for a page that takes or holds money."""
    return desk.one("SELECT * FROM setups WHERE id = ?", checkout_id)


def attempt(desk: Desk, checkout_id: str, card: Card) -> None:
    """What the card's bank says to being kept. Raises `Invalid` for a bank account: this one keeps cards."""
    if card.behaviour in payments.DEBITS:
        raise Invalid("Only a card can be saved here.", field="number")
    desk.change("setups", checkout_id, card=card.behaviour, failure_code=None, failure_message=None)
    if card.behaviour in FAILURES and card.behaviour is not Behaviour.DECLINED_LATER:
        _fail(desk, checkout_id, FAILURES[card.behaviour])
    elif card.behaviour in payments.ASKING:
        desk.change("setups", checkout_id, status="requires_action")
    else:
        _keep(desk, checkout_id)


def answer_challenge(desk: Desk, checkout_id: str, *, proven: bool) -> None:
    if proven:
        _keep(desk, checkout_id)
    else:
        _fail(desk, checkout_id, NOT_AUTHENTICATED)


def saved_method(desk: Desk, checkout_id: str) -> SavedMethod | None:
    """What the page has kept and nobody has let go since."""
    setup = setup_of(desk, checkout_id)
    if setup is None or setup["method_id"] is None or setup["is_forgotten"]:
        return None
    return SavedMethod(id=setup["method_id"], owner_id=setup["owner_id"])


def charge(desk: Desk, request: ChargeRequest) -> str:
    """One attempt. Raises `Declined`, and the payment stands with its failure."""
    setup = _living(desk, request.method)
    identifier = payments.begin(desk, request.reference, request.amount, request.currency, hold=False)
    desk.change("checkouts", setup["id"], payment_id=identifier)
    behaviour = Behaviour(setup["card"])
    desk.change("payments", identifier, card=behaviour)
    if failure := AWAY.get(behaviour):
        payments.fail(desk, identifier, failure)
        raise Declined(failure.message, reason=failure.code)
    payments.take(desk, identifier)
    return identifier


def forget(desk: Desk, method: SavedMethod) -> None:
    desk.change("setups", _living(desk, method)["id"], is_forgotten=True)


def _living(desk: Desk, method: SavedMethod) -> sqlite3.Row:
    named = "SELECT * FROM setups WHERE method_id = ? AND owner_id = ? AND NOT is_forgotten"
    setup = desk.one(named, method.id, method.owner_id)
    if setup is None:
        raise GatewayRefused("This method is not saved any more.", reason="method_not_saved")
    return setup


def _keep(desk: Desk, checkout_id: str) -> None:
    desk.change("setups", checkout_id, status="succeeded", method_id=new_id("pm"), owner_id=new_id("cus"))


def _fail(desk: Desk, checkout_id: str, failure: Failure) -> None:
    desk.change(
        "setups",
        checkout_id,
        status="requires_payment_method",
        failure_code=failure.code,
        failure_message=failure.message,
    )
