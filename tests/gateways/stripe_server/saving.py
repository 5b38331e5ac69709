"""SetupIntents on a hosted page, the customers they make, and charges while the person is away.

Sources: https://docs.stripe.com/payments/save-and-reuse, https://docs.stripe.com/testing
"""

from tests.gateways.stripe_server.charges import add_charge, check_amount, fail, intent_shown, take
from tests.gateways.stripe_server.wire import Params
from tests.gateways.stripe_server.world import Refused, Thing, World, page, shown

NOT_SAVED = {"4000000000000002": "generic_decline", "4000000000009995": "insufficient_funds"}
ASKED_ONCE, ASKED_ALWAYS, DECLINED_LATER = "4000002500003155", "4000002760003184", "4000000000000341"
NOT_PROVEN = "setup_intent_authentication_failure"
OFF_SESSION = ("customer", "payment_method", "confirm", "off_session")


def new_setup(world: World, params: Params) -> Thing:
    """What a page in this mode has: no amount, and a SetupIntent from its first moment."""
    refuse(params, "line_items", "payment_intent_data", mode="setup")
    asked = params.get("setup_intent_data", {})
    setup = world.add(
        "setup_intent",
        "seti",
        status="requires_payment_method",
        payment_method=None,
        last_setup_error=None,
        metadata=asked.get("metadata", {}),
        _number="",
    )
    return {
        "payment_status": "no_payment_required",
        "amount_total": None,
        "currency": params["currency"],
        "setup_intent": setup["id"],
        "_makes_customer": params.get("customer_creation") == "always",
    }


def refuse(params: Params, *names: str, mode: str) -> None:
    for name in names:
        if name in params:
            raise Refused(
                f"You can not pass `{name}` in `{mode}` mode.", code="parameter_unknown", param=name
            )


def enter(world: World, found: Thing, number: str) -> bool:
    """Whether the number is kept at once; some banks want to ask first."""
    setup = world.get("setup_intent", found["setup_intent"])
    setup.update(last_setup_error=None, _number=number)
    if number in NOT_SAVED:
        _fail(world, setup, "card_declined", NOT_SAVED[number])
    elif number in (ASKED_ONCE, ASKED_ALWAYS):
        setup["status"] = "requires_action"
    else:
        _keep(world, found, setup)
    return bool(setup["status"] == "succeeded")


def answer_challenge(world: World, found: Thing, *, proven: bool) -> bool:
    setup = world.get("setup_intent", found["setup_intent"])
    if setup["status"] != "requires_action":
        return False
    if proven:
        _keep(world, found, setup)
    else:
        _fail(world, setup, NOT_PROVEN)
    return proven


def setup_shown(world: World, identifier: str) -> Thing:
    setup = shown(world.get("setup_intent", identifier))
    if setup["payment_method"]:
        setup["payment_method"] = shown(world.get("payment_method", setup["payment_method"]))
    return setup


def create_intent(world: World, params: Params, _: str) -> Thing:
    """Charged while the person is away: a bank that wants to ask them is an error, as is a decline."""
    for name in OFF_SESSION:
        if name not in params:
            raise Refused(f"Missing required param: {name}.", code="parameter_missing", param=name)
    method = _attached(world, params)
    intent = world.add(
        "payment_intent",
        "pi",
        status="requires_confirmation",
        amount=check_amount(params["amount"], params["currency"]),
        amount_received=0,
        amount_capturable=0,
        currency=params["currency"],
        customer=params["customer"],
        capture_method=params.get("capture_method", "automatic_async"),
        latest_charge=None,
        last_payment_error=None,
        metadata=params.get("metadata", {}),
        transfer_group=params.get("transfer_group"),
        _number=method["_number"],
    )
    _ask_bank(world, intent, method["_number"])
    return intent_shown(world, intent["id"])


def list_intents(world: World, params: Params, _: str) -> Thing:
    inner = [path.partition(".")[2] for path in params.get("expand", ())]
    found = world.all("payment_intent", customer=params["customer"])
    return page([intent_shown(world, each["id"], inner) for each in found], params, "/v1/payment_intents")


def detach(world: World, _: Params, identifier: str) -> Thing:
    method = world.get("payment_method", identifier)
    if method["customer"] is None:
        raise Refused("The payment method you provided is not attached to a customer.")
    method["customer"] = None
    return shown(method)


def _attached(world: World, params: Params) -> Thing:
    world.get("customer", params["customer"])
    method = world.get("payment_method", params["payment_method"])
    if method["customer"] != params["customer"]:
        raise Refused(
            "The PaymentMethod does not belong to the Customer.", code="payment_method_unexpected_state"
        )
    return method


def _ask_bank(world: World, intent: Thing, number: str) -> None:
    if number == ASKED_ALWAYS:
        code = decline_code = "authentication_required"
    elif number == DECLINED_LATER:
        code, decline_code = "card_declined", "generic_decline"
    else:
        add_charge(world, intent)
        take(world, intent)
        return
    fail(world, intent, code, decline_code)
    raise Refused(
        "The payment did not work.", code=code, kind="card_error", status=402, decline_code=decline_code
    )


def _keep(world: World, found: Thing, setup: Thing) -> None:
    """The customer is made when the page is complete, and owns the method; without one nobody does."""
    if found["_makes_customer"]:
        found["customer"] = world.add("customer", "cus")["id"]
    method = world.add("payment_method", "pm", customer=found["customer"], _number=setup["_number"])
    setup.update(status="succeeded", payment_method=method["id"])


def _fail(world: World, setup: Thing, code: str, decline_code: str = "") -> None:
    error = {"type": "card_error", "code": code, "message": "The card was not saved."}
    setup["last_setup_error"] = error | ({"decline_code": decline_code} if decline_code else {})
    setup["status"] = "requires_payment_method"
    world.emit("setup_intent.setup_failed", setup)
