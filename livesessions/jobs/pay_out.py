"""Bringing an instructor to what they are owed: shares sent, too much taken back, whatever happened on the way.

Called by the timer, by webhooks, and after every refund or dispute of a session that was earned. It reads the
gateway's truth, folds it in, makes at most one call, and looks again: the same function as `settle`, for the
other direction of money.
"""

from livesessions.domain.payouts import Move
from livesessions.gateways.payments import Account, Transfer, TransferRequest
from livesessions.gateways.payments.errors import GatewayBusy, GatewayFault, GatewayRefused
from livesessions.jobs.desk import the_desk
from livesessions.jobs.settle import settle
from livesessions.queries.payments import paid_as
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services.payout_accounts import (
    LeasedAccount,
    fold_account,
    lease_account,
    release_account,
)
from livesessions.services.payouts import FoundPayout, fold_payouts, unlisted
from livesessions.services.transfers import Errand, block_share, fold_transfers, next_errand, rest

MOST_MOVES = 200
GONE = ("account_invalid", "resource_missing")


def pay_out(instructor_id: int, reference: str = "") -> None:
    """Pays one instructor what is due. `reference` names a booking whose transfers are looked at besides.

    Errors: GatewayError, StillPaying and StillLeased, after which it is simply still due.
    """
    leased = perform(SYSTEM, lease_account, instructor_id=instructor_id)
    if leased:
        _work_on(leased, reference)
    perform(SYSTEM, rest, instructor_id=instructor_id)


def _work_on(leased: LeasedAccount, reference: str) -> None:
    new_generation = False
    try:
        if _look(leased):
            if reference:
                _fold(leased, reference)
            new_generation = _converge(leased)
    except GatewayFault:
        # The gateway repeats this answer under the same key: the next try needs a new one, after a new look.
        new_generation = True
        raise
    finally:
        perform(SYSTEM, release_account, instructor_id=leased.instructor_id, new_generation=new_generation)


def _look(leased: LeasedAccount) -> bool:
    """Takes over what the gateway says of the account and its payouts; False if it is not ours any more."""
    account = _account(leased)
    perform(SYSTEM, fold_account, instructor_id=leased.instructor_id, found=account)
    if account is None:
        return False
    known = ask(SYSTEM, unlisted, instructor_id=leased.instructor_id)
    gateway = the_desk().payments
    found = [
        FoundPayout(payout, () if payout.id in known else gateway.look_up_payout(account.id, payout.id))
        for payout in gateway.look_up_payouts(account.id)
    ]
    perform(SYSTEM, fold_payouts, instructor_id=leased.instructor_id, found=found)
    return True


def _account(leased: LeasedAccount) -> Account | None:
    try:
        return the_desk().payments.look_up_account(leased.external_id)
    except GatewayRefused as no:
        if no.reason not in GONE:
            raise
        return None


def _converge(leased: LeasedAccount) -> bool:
    """Moves until the books say that all is done; whether the gateway refused something."""
    refused = False
    for _ in range(MOST_MOVES):
        errand = perform(SYSTEM, next_errand, instructor_id=leased.instructor_id)
        if errand is None:
            return refused
        if not errand.move.back_from:
            settle(errand.move.booking_id)  # nothing leaves before the newest word on refunds and disputes
            if perform(SYSTEM, next_errand, instructor_id=leased.instructor_id) != errand:
                continue
        found = _fold(leased, errand.reference)
        if found is not None:
            refused = _make(errand, found, leased) or refused
    raise GatewayBusy("There is more to pay than fits into one go.")


def _fold(leased: LeasedAccount, reference: str) -> tuple[Transfer, ...] | None:
    """The transfers out there; None if the books did not know them all, so that all is to be decided anew."""
    found = the_desk().payments.look_up_transfers(
        reference, paid_as=ask(SYSTEM, paid_as, reference=reference)
    )
    is_news = perform(
        SYSTEM, fold_transfers, instructor_id=leased.instructor_id, reference=reference, found=found
    )
    return None if is_news else found


def _make(errand: Errand, found: tuple[Transfer, ...], leased: LeasedAccount) -> bool:
    """Makes the call and takes its effect over; whether it was refused."""
    try:
        _call(errand, found, leased)
    except GatewayRefused as no:
        perform(SYSTEM, block_share, booking_id=errand.move.booking_id, reason=no.reason)
        return True
    _fold(leased, errand.reference)
    return False


def _call(errand: Errand, found: tuple[Transfer, ...], leased: LeasedAccount) -> None:
    move, gateway = errand.move, the_desk().payments
    if move.back_from:
        gateway.reverse_transfer(move.back_from, move.amount.amount, key=_key(errand, found, leased))
        return
    request = TransferRequest(
        reference=errand.reference,
        account_id=leased.external_id,
        amount=move.amount.amount,
        currency=move.amount.currency,
        charge_id=errand.charge_id,
        paid_as=ask(SYSTEM, paid_as, reference=errand.reference),
    )
    gateway.transfer(request, key=_key(errand, found, leased))


def _key(errand: Errand, found: tuple[Transfer, ...], leased: LeasedAccount) -> str:
    """The same for the same step from the same state out there, however often it is tried."""
    ordinal = len(found) + sum(len(transfer.reversals) for transfer in found)
    return (
        f"{errand.reference}:{_verb(errand.move)}:{errand.move.amount.amount}:{ordinal}:{leased.generation}"
    )


def _verb(move: Move) -> str:
    return f"reverse:{move.back_from}" if move.back_from else "transfer"
