"""Disputes: the bank takes the money and Stripe its fee, evidence is sent once, the bank decides."""

from tests.gateways.stripe_server.wire import Params, WrongParameter
from tests.gateways.stripe_server.world import Refused, Thing, World, page, shown

ANSWER_WITHIN, FEE = 7 * 24 * 3600, 1500
OPEN = ("needs_response", "under_review")


def open_dispute(world: World, charge: Thing, amount: int | None = None) -> None:
    """Usually of the whole charge, but it can differ. Source: https://docs.stripe.com/api/disputes/object"""
    amount, currency = amount or charge["amount_captured"], charge["currency"]
    taken = {
        "object": "balance_transaction",
        "net": -amount - FEE,
        "amount": -amount,
        "fee": FEE,
        "currency": currency,
    }
    made = world.add(
        "dispute",
        "du",
        amount=amount,
        currency=currency,
        status="needs_response",
        reason="fraudulent",
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        balance_transactions=[taken],
        evidence={},
        evidence_details={"due_by": world.now + ANSWER_WITHIN, "submission_count": 0},
    )
    charge["disputed"] = True
    world.emit("charge.dispute.created", made)
    world.emit("charge.dispute.funds_withdrawn", made)


def close_dispute(world: World, identifier: str, *, won: bool) -> None:
    """The bank's verdict."""
    found = world.get("dispute", identifier)
    found["status"] = "won" if won else "lost"
    if won:
        (taken,) = found["balance_transactions"]
        back = {name: -taken[name] for name in ("net", "amount", "fee")}
        found["balance_transactions"] = [taken, taken | back]
        world.emit("charge.dispute.funds_reinstated", found)
    world.emit("charge.dispute.closed", found)


def is_disputed(world: World, charge: Thing) -> bool:
    return any(each["status"] != "won" for each in world.all("dispute", charge=charge["id"]))


def list_disputes(world: World, params: Params, _: str) -> Thing:
    found = world.all("dispute", payment_intent=params["payment_intent"])
    return page([shown(each) for each in found], params, "/v1/disputes")


def update_dispute(world: World, params: Params, identifier: str) -> Thing:
    found = world.get("dispute", identifier)
    if not params.get("submit"):
        raise WrongParameter("submit", "parameter_missing")
    if found["status"] not in OPEN or found["evidence_details"]["submission_count"]:
        raise Refused("This dispute is already closed, or its evidence was submitted.")
    found.update(evidence=params["evidence"], status="under_review")
    found["evidence_details"]["submission_count"] = 1
    world.emit("charge.dispute.updated", found)
    return shown(found)
