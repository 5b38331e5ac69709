"""Checkout Sessions: the hosted page, what people type on it, and what their banks answer."""

from tests.gateways.stripe_server import saving
from tests.gateways.stripe_server.charges import add_charge, cancel, check_amount, fail, intent_shown, take
from tests.gateways.stripe_server.wire import Params
from tests.gateways.stripe_server.world import Refused, Thing, World, page, shown

HALF_AN_HOUR, DAY = 30 * 60, 24 * 3600
HELD, DEBIT_TAKES = 7 * DAY, 60
# https://docs.stripe.com/testing
DECLINES = {
    "4000000000000002": "generic_decline",
    "4000000000009995": "insufficient_funds",
    "4000000000000341": "generic_decline",
}
CHALLENGED = ("4000002500003155", "4000002760003184")
DEBITS = {"000123456789": "", "000111111116": "debit_not_authorized"}
NOT_PROVEN = "payment_intent_authentication_failure"


def create_session(world: World, params: Params, _: str) -> Thing:
    needed = {"setup": ("currency",), "payment": ("line_items",)}
    for name in ("success_url", "mode", *needed.get(params.get("mode", ""), ())):
        if name not in params:
            raise Refused(f"Missing required param: {name}.", code="parameter_missing", param=name)
    if params["mode"] not in needed or params.get("ui_mode") != "hosted_page":
        raise Refused("This mode is not for hosted pages.", code="parameter_invalid", param="ui_mode")
    if not HALF_AN_HOUR <= params["expires_at"] - world.now <= DAY:
        raise Refused("The expires_at must be between 30 minutes and 24 hours.", param="expires_at")
    parts = saving.new_setup(world, params) if params["mode"] == "setup" else _new_payment(params)
    made = world.add(
        "checkout.session",
        "cs_test",
        status="open",
        mode=params["mode"],
        customer=None,
        client_reference_id=params.get("client_reference_id"),
        metadata=params.get("metadata", {}),
        expires_at=params["expires_at"],
        payment_intent=None,
        **parts,
    )
    made["url"] = f"https://checkout.stripe.test/c/{made['id']}"
    world.later(made["expires_at"] - world.now, lambda: close_page(world, made))
    return shown(made)


def _new_payment(params: Params) -> Thing:
    saving.refuse(params, "customer_creation", "setup_intent_data", mode="payment")
    prices = [(item["price_data"], item["quantity"]) for item in params["line_items"]]
    (currency,) = {price["currency"] for price, _ in prices}
    return {
        "payment_status": "unpaid",
        "amount_total": check_amount(sum(price["unit_amount"] * many for price, many in prices), currency),
        "currency": currency,
        "setup_intent": None,
        "_asked": params.get("payment_intent_data", {}),
    }


def retrieve_session(world: World, params: Params, identifier: str) -> Thing:
    page_ = shown(world.get("checkout.session", identifier))
    inner = [path.partition(".")[2] for path in params.get("expand", ()) if path.startswith("payment_intent")]
    if page_["payment_intent"] and inner:
        page_["payment_intent"] = intent_shown(world, page_["payment_intent"], inner)
    if page_["setup_intent"] and "setup_intent.payment_method" in params.get("expand", ()):
        page_["setup_intent"] = saving.setup_shown(world, page_["setup_intent"])
    return page_


def list_sessions(world: World, params: Params, _: str) -> Thing:
    found = world.all("checkout.session", payment_intent=params["payment_intent"])
    return page([shown(each) for each in found], params, "/v1/checkout/sessions")


def expire_session(world: World, _: Params, identifier: str) -> Thing:
    found = world.get("checkout.session", identifier)
    if found["status"] != "open":
        raise Refused('Only Checkout Sessions with a status in ["open"] can be expired.')
    close_page(world, found)
    return shown(found)


def close_page(world: World, found: Thing) -> None:
    if found["status"] != "open":
        return
    found.update(status="expired", url=None)
    if found["payment_intent"]:
        cancel(world, world.get("payment_intent", found["payment_intent"]))
    world.emit("checkout.session.expired", found)


def enter(world: World, session_id: str, number: str) -> None:
    """A person types a number on the hosted page."""
    found = world.get("checkout.session", session_id)
    if found["status"] != "open":
        return
    if found["mode"] == "setup":
        if saving.enter(world, found, number):
            _complete(world, found)
        return
    intent = _intent_of(world, found)
    intent["last_payment_error"], intent["_number"] = None, number
    if number in DECLINES:
        fail(world, intent, "card_declined", DECLINES[number])
    elif number in CHALLENGED:
        intent["status"] = "requires_action"
    elif number in DEBITS:
        intent["status"] = "processing"
        _complete(world, found)
        world.later(DEBIT_TAKES, lambda: _decide_debit(world, found, intent, DEBITS[number]))
    else:
        approve(world, found, intent)


def answer_challenge(world: World, session_id: str, *, proven: bool) -> None:
    found = world.get("checkout.session", session_id)
    if found["mode"] == "setup":
        if saving.answer_challenge(world, found, proven=proven):
            _complete(world, found)
        return
    intent = world.get("payment_intent", found["payment_intent"])
    if intent["status"] != "requires_action":
        return
    if proven:
        approve(world, found, intent)
    else:
        fail(world, intent, NOT_PROVEN)


def approve(world: World, found: Thing, intent: Thing) -> None:
    """The bank says yes: a charge, taken at once or held for a week."""
    charge = add_charge(world, intent)
    if intent["capture_method"] == "manual":
        until = world.now + HELD
        charge["payment_method_details"] = {"type": "card", "card": {"capture_before": until}}
        intent.update(status="requires_capture", amount_capturable=intent["amount"])
        world.emit("payment_intent.amount_capturable_updated", intent)
        world.later(HELD, lambda: _let_go(world, intent))
    else:
        take(world, intent)
    _complete(world, found)


def _intent_of(world: World, found: Thing) -> Thing:
    if found["payment_intent"]:
        return world.get("payment_intent", found["payment_intent"])
    asked = found["_asked"]
    made = world.add(
        "payment_intent",
        "pi",
        status="requires_payment_method",
        amount=found["amount_total"],
        amount_received=0,
        amount_capturable=0,
        currency=found["currency"],
        capture_method=asked.get("capture_method", "automatic_async"),
        latest_charge=None,
        last_payment_error=None,
        metadata=asked.get("metadata", {}),
        transfer_group=asked.get("transfer_group"),
        _number="",
    )
    found["payment_intent"] = made["id"]
    return made


def _complete(world: World, found: Thing) -> None:
    found.update(status="complete", url=None)
    world.emit("checkout.session.completed", found)


def _decide_debit(world: World, found: Thing, intent: Thing, problem: str) -> None:
    if problem:
        fail(world, intent, problem)
        world.emit("checkout.session.async_payment_failed", found)
        return
    add_charge(world, intent)
    take(world, intent)
    world.emit("checkout.session.async_payment_succeeded", found)


def _let_go(world: World, intent: Thing) -> None:
    if intent["status"] == "requires_capture":
        cancel(world, intent)
