"""PaymentIntents, Charges and Refunds, as Stripe documents them."""

from collections.abc import Sequence
from typing import Any

from tests.gateways.stripe_server import disputing
from tests.gateways.stripe_server.wire import Params
from tests.gateways.stripe_server.world import Refused, Thing, World, page, shown

REFUND_FAILS_AFTER, INLINE = 60, 10
ENDING_IN_ZERO = ("bhd", "jod", "kwd", "omr", "tnd")
WHOLE_UNITS = ("isk", "ugx")
# https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
MINIMUMS = {"eur": 50, "usd": 50, "gbp": 30, "jpy": 50, "kwd": 300, "isk": 14000}
DISPUTED, REFUND_FAILS = "4000000000000259", "4000000000005126"  # https://docs.stripe.com/testing


def take(world: World, intent: Thing, amount: int | None = None) -> None:
    """Money arrives, less Stripe's fee of 2.9 % and 30 cents; what was held above `amount` is let go."""
    charge = world.get("charge", intent["latest_charge"])
    taken = intent["amount"] if amount is None else amount
    fee = taken * 29 // 1000 + 30
    fee -= fee % _step(intent["currency"])
    balance = world.add("balance_transaction", "txn", fee=fee, currency=intent["currency"])
    charge.update(amount_captured=taken, balance_transaction=balance["id"])
    if taken < intent["amount"]:
        _let_go(world, intent, intent["amount"] - taken)
    intent.update(status="succeeded", amount_received=taken, amount_capturable=0)
    world.emit("payment_intent.succeeded", intent)
    if intent["_number"] == DISPUTED:
        disputing.open_dispute(world, charge)


def fail(world: World, intent: Thing, code: str, decline_code: str = "") -> None:
    error = {"type": "card_error", "code": code, "message": "The payment did not work."}
    intent["last_payment_error"] = error | ({"decline_code": decline_code} if decline_code else {})
    intent["status"] = "requires_payment_method"
    world.emit("payment_intent.payment_failed", intent)


def retrieve_intent(world: World, params: Params, identifier: str) -> Thing:
    return intent_shown(world, identifier, params.get("expand", ()))


def capture_intent(world: World, params: Params, identifier: str) -> Thing:
    """Once, all or a part: multicapture is for accounts that asked for it."""
    intent = _expect(world, identifier, "requires_capture")
    amount: int = params.get("amount_to_capture") or intent["amount_capturable"]
    check_amount(amount, intent["currency"])
    if amount > intent["amount_capturable"]:
        raise Refused("The amount is above what can be captured.", code="amount_too_large")
    intent["metadata"] = intent["metadata"] | params.get("metadata", {})
    take(world, intent, amount)
    return intent_shown(world, identifier)


def cancel_intent(world: World, _: Params, identifier: str) -> Thing:
    cancel(world, _expect(world, identifier, "requires_capture"))
    return intent_shown(world, identifier)


def cancel(world: World, intent: Thing) -> None:
    """A voided hold shows a refund on its charge, though nothing was ever captured."""
    if intent["latest_charge"] and intent["status"] == "requires_capture":
        charge = world.get("charge", intent["latest_charge"])
        charge.update(refunded=True, amount_refunded=charge["amount"])
        _refund(world, intent, charge["amount"])
    intent.update(status="canceled", amount_capturable=0)
    world.emit("payment_intent.canceled", intent)


def create_refund(world: World, params: Params, _: str) -> Thing:
    intent = world.get("payment_intent", params["payment_intent"])
    if intent["status"] != "succeeded":
        raise Refused("This PaymentIntent has no successful charge.", code="payment_intent_unexpected_state")
    charge, amount = world.get("charge", intent["latest_charge"]), params["amount"]
    left = charge["amount_captured"] - _refunded(world, intent)
    check_step(amount, intent["currency"])
    if disputing.is_disputed(world, charge):
        raise Refused("This charge has been charged back.", code="charge_disputed")
    if left == 0:
        raise Refused("This charge has already been refunded.", code="charge_already_refunded")
    if not 0 < amount <= left:
        raise Refused(f"Refund amount ({amount}) is greater than unrefunded amount ({left}).")
    made = _refund(world, intent, amount, params.get("metadata", {}))
    charge["amount_refunded"] = _refunded(world, intent)
    world.emit("refund.created", made)
    world.emit("charge.refunded", charge)
    if intent["_number"] == REFUND_FAILS:
        world.later(REFUND_FAILS_AFTER, lambda: _refund_comes_back(world, made))
    return shown(made)


def list_refunds(world: World, params: Params, _: str) -> Thing:
    found = world.all("refund", payment_intent=params["payment_intent"])
    return page([shown(each) for each in found], params, "/v1/refunds")


def intent_shown(world: World, identifier: str, expand: Sequence[str] = ()) -> Thing:
    intent = shown(world.get("payment_intent", identifier))
    if intent["latest_charge"] and expand:
        intent["latest_charge"] = _charge_shown(world, intent, expand)
    return intent


def add_charge(world: World, intent: Thing) -> Thing:
    made = world.add(
        "charge",
        "ch",
        paid=True,
        payment_intent=intent["id"],
        amount=intent["amount"],
        amount_captured=0,
        amount_refunded=0,
        refunded=False,
        disputed=False,
        currency=intent["currency"],
        balance_transaction=None,
        payment_method_details={"type": "card", "card": {"capture_before": None}},
        metadata=intent["metadata"],
        transfer_group=intent["transfer_group"],
    )
    intent["latest_charge"] = made["id"]
    return made


def check_step(amount: int, currency: str) -> None:
    if amount % _step(currency):
        raise Refused("Invalid integer.", code="parameter_invalid_integer", param="amount")


def check_amount(amount: int, currency: str) -> int:
    if currency != currency.lower():
        raise Refused("Currencies are lower case.", code="parameter_invalid", param="currency")
    check_step(amount, currency)
    if amount < MINIMUMS.get(currency, 50):
        raise Refused("The amount is below the minimum.", code="amount_too_small", param="amount")
    return amount


def _step(currency: str) -> int:
    """What amounts of a currency are multiples of."""
    return 10 if currency in ENDING_IN_ZERO else 100 if currency in WHOLE_UNITS else 1


def _charge_shown(world: World, intent: Thing, expand: Sequence[str]) -> Thing:
    charge = shown(world.get("charge", intent["latest_charge"]))
    if "latest_charge.balance_transaction" in expand and charge["balance_transaction"]:
        charge["balance_transaction"] = shown(world.get("balance_transaction", charge["balance_transaction"]))
    if "latest_charge.refunds" in expand:
        found = [shown(each) for each in world.all("refund", payment_intent=intent["id"])]
        charge["refunds"] = {"object": "list", "data": found[:INLINE], "has_more": len(found) > INLINE}
    return charge


def _refund(world: World, intent: Thing, amount: int, metadata: Thing | None = None) -> Thing:
    facts: dict[str, Any] = {"payment_intent": intent["id"], "charge": intent["latest_charge"]}
    facts["metadata"] = metadata or {}
    return world.add("refund", "re", status="succeeded", amount=amount, currency=intent["currency"], **facts)


def _let_go(world: World, intent: Thing, amount: int) -> None:
    """What a capture leaves shows as a refund on the charge, though it was never captured."""
    made = _refund(world, intent, amount)
    made["_was_captured"] = False
    charge = world.get("charge", intent["latest_charge"])
    charge["amount_refunded"] = amount
    world.emit("charge.refunded", charge)


def _refunded(world: World, intent: Thing) -> int:
    """Of what was captured."""
    found = world.all("refund", payment_intent=intent["id"])
    made = [each for each in found if each.get("_was_captured", True)]
    return sum(each["amount"] for each in made if each["status"] in ("pending", "succeeded"))


def _refund_comes_back(world: World, made: Thing) -> None:
    made.update(status="failed", failure_reason="expired_or_canceled_card")
    world.emit("refund.updated", made)
    world.emit("refund.failed", made)


def _expect(world: World, identifier: str, status: str) -> Thing:
    intent = world.get("payment_intent", identifier)
    if intent["status"] != status:
        said = f"This PaymentIntent could not be changed because it has a status of {intent['status']}."
        raise Refused(said, code="payment_intent_unexpected_state")
    return intent
