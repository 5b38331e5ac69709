"""Bringing a payment to where it shall be, whatever happened on the way.

Called by webhooks, the return page, timers, and every accept, reject and cancel. It reads the gateway's truth,
folds it in, makes at most one call, and looks again: lost, doubled, late and reordered hints make no difference.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

from livesessions.domain.settlement import Call, Operation
from livesessions.gateways.payments import ChargeRequest, SavedMethod, Truth
from livesessions.gateways.payments.errors import Declined, GatewayBusy, GatewayFault, GatewayRefused
from livesessions.jobs.desk import the_desk
from livesessions.runtime.work import SYSTEM, perform
from livesessions.services.credits import settle_credit
from livesessions.services.package_payments import LeasedPackage
from livesessions.services.payments import Leased, fold_truth, lease, release_lease

AnyLease: TypeAlias = Leased | LeasedPackage
Fold: TypeAlias = Callable[[Truth], Call | None]

ROUNDS = 6  # the longest honest way is look, charge, look, forget, look; each part may have its own refund


def settle(booking_id: int) -> None:
    """Settles one booking's payment. Errors: GatewayError and StillLeased, after which it is simply still due."""
    leased = perform(SYSTEM, lease, booking_id=booking_id)
    if not leased:
        perform(SYSTEM, settle_credit, booking_id=booking_id)  # no gateway has it: a package may
        return
    converge(
        leased,
        lambda truth: perform(SYSTEM, fold_truth, booking_id=booking_id, truth=truth),
        lambda anew: perform(SYSTEM, release_lease, payment_id=leased.payment_id, new_generation=anew),
    )


def converge(leased: AnyLease, fold: Fold, release: Callable[[bool], None]) -> None:
    """Looks, folds and calls until nothing is left to do, then releases. Errors: GatewayError."""
    new_generation = False
    try:
        _work_on(leased, fold)
    except (GatewayFault, GatewayRefused):
        # The gateway repeats this answer under the same key: the next try needs a new one, after a new look.
        new_generation = True
        raise
    finally:
        release(new_generation)


def _work_on(leased: AnyLease, fold: Fold) -> None:
    for _ in range(ROUNDS + leased.parts):
        truth = the_desk().payments.look_up(leased.look_up)
        call = fold(truth)
        if call is None:
            return
        _make(call, truth, leased)
    raise GatewayBusy("The payment did not come to rest yet.")


def _make(call: Call, truth: Truth, leased: AnyLease) -> None:
    ordinal = len(truth.refunds)
    key = f"{leased.look_up}:{call.operation}:{call.amount}:{ordinal}:{leased.generation}{_whose(call)}"
    _CALLS[call.operation](call, truth, key)


def _whose(call: Call) -> str:
    """Equal amounts for other sessions are other calls."""
    named = call.part or ",".join(f"{name}={amount}" for name, amount in call.parts)
    return f":{hashlib.sha256(named.encode()).hexdigest()[:16]}" if named else ""


def _expire(_call: Call, truth: Truth, key: str) -> None:
    assert truth.checkout_id is not None
    the_desk().payments.expire_checkout(truth.checkout_id, key=key)


def _capture(call: Call, truth: Truth, key: str) -> None:
    the_desk().payments.capture(_payment(truth), parts=dict(call.parts), key=key)


def _charge(call: Call, truth: Truth, key: str) -> None:
    request = ChargeRequest(
        reference=truth.reference or "", amount=call.amount, currency=truth.currency, method=_method(truth)
    )
    with suppress(Declined):  # the next look reads it, and why, like everything else
        the_desk().payments.charge(request, key=key)


def _forget(_call: Call, truth: Truth, key: str) -> None:
    the_desk().payments.forget_method(_method(truth), key=key)


def _void(_call: Call, truth: Truth, key: str) -> None:
    the_desk().payments.void(_payment(truth), key=key)


def _refund(call: Call, truth: Truth, key: str) -> None:
    the_desk().payments.refund(_payment(truth), call.amount, part=call.part or None, key=key)


def _method(truth: Truth) -> SavedMethod:
    assert truth.saved is not None, "only a saved method is charged or forgotten"
    return truth.saved


def _payment(truth: Truth) -> str:
    assert truth.payment_id is not None, "a payment that can be captured, voided or refunded has a name"
    return truth.payment_id


_CALLS: dict[Operation, Callable[[Call, Truth, str], None]] = {
    Operation.EXPIRE_CHECKOUT: _expire,
    Operation.CAPTURE: _capture,
    Operation.CHARGE: _charge,
    Operation.FORGET: _forget,
    Operation.VOID: _void,
    Operation.REFUND: _refund,
}
