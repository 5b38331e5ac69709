"""Shares on their way to instructors: what to send or take back next, and what the gateway says of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, func, select

from livesessions.domain import ledger
from livesessions.domain.money import Money
from livesessions.domain.payouts import Line, Move, Sent, next_move
from livesessions.gateways.payments import Transfer as GatewayTransfer
from livesessions.models import (
    BookingRequest,
    LedgerEntry,
    LedgerMovement,
    Payment,
    PayoutAccount,
    Share,
    Transfer,
)
from livesessions.queries.payouts import frozen
from livesessions.runtime.work import View, Work
from livesessions.services.ledger import post
from livesessions.services.payout_accounts import LEASE

DAILY = timedelta(days=1)
NO_ACCOUNT, RESTRICTED = "no_account", "account_restricted"


@dataclass(frozen=True, slots=True)
class Errand:
    """One move with what the gateway must be told for it."""

    move: Move
    reference: str
    charge_id: str | None


def next_errand(work: Work, *, instructor_id: int) -> Errand | None:
    """The next call for this instructor, by the books as they are now. Renews the lease."""
    account = work.db.get_one(PayoutAccount, instructor_id, with_for_update=True)
    account.leased_until = work.now + LEASE
    move = next_move(lines_of(work, instructor_id), work.now, can_receive=account.can_receive)
    if move is None:
        return None
    booking = work.db.get_one(BookingRequest, move.booking_id)
    paid = select(Payment.charge_id).where(Payment.booking_id == booking.id)
    return Errand(move, booking.reference, work.db.exec(paid).one_or_none())


def fold_transfers(
    work: Work, *, instructor_id: int, reference: str, found: Sequence[GatewayTransfer]
) -> bool:
    """Takes over what the gateway says was sent and came back for one booking; whether that is news."""
    booking = work.db.exec(select(BookingRequest).where(BookingRequest.reference == reference)).one_or_none()
    if booking is None:
        return False
    news = [_fold(work, booking, instructor_id, transfer) for transfer in found]
    if any(news):
        work.record("share.moved", booking, topics=[f"person:{instructor_id}", "money"])
    return any(news)


def block_share(work: Work, *, booking_id: int, reason: str) -> None:
    """The gateway said no: the share stays owed, and is tried again each day."""
    share = work.db.get_one(Share, booking_id)
    _block(work, share, reason)


def rest(work: Work, *, instructor_id: int) -> None:
    """Nothing more can be done now: when to look at each share again, and why not at once."""
    left = {line.booking_id: line for line in lines_of(work, instructor_id)}
    account = work.db.get(PayoutAccount, instructor_id)
    waiting = select(Share).where(Share.instructor_id == instructor_id, col(Share.look_at).is_not(None))
    for share in work.db.exec(waiting):
        if share.booking_id not in left:
            share.look_at, share.blocked = None, ""
        elif share.available_at > work.now and left[share.booking_id].left.amount > 0:
            share.look_at = share.available_at
        else:
            share.look_at = work.now + DAILY
            _block(work, share, share.blocked or _obstacle(account))


def what_to_pay(view: View) -> list[int]:
    """The instructors with a share to look at now."""
    due = select(Share.instructor_id).where(col(Share.look_at) <= view.now).distinct()
    return list(view.db.exec(due))


def promise_payment(work: Work, *, instructor_id: int) -> None:
    """Promises to pay what is due, once; what was in the way yesterday is tried again."""
    due = select(Share).where(Share.instructor_id == instructor_id, col(Share.look_at) <= work.now)
    for share in work.db.exec(due):
        share.look_at = work.now + DAILY
        if share.blocked not in (NO_ACCOUNT, RESTRICTED):  # these end when the account changes
            share.blocked = ""
    work.later("pay_out", {"instructor": instructor_id})


def lines_of(view: View, instructor_id: int) -> list[Line]:
    """Every share of which something is left, or of which too much was sent."""
    held_back, sent = frozen(view, instructor_id), _sent(view, instructor_id)
    left = (
        select(Share, func.sum(LedgerEntry.amount))
        .join(LedgerMovement, col(LedgerMovement.booking_id) == Share.booking_id)
        .join(LedgerEntry, col(LedgerEntry.movement_id) == LedgerMovement.id)
        .where(Share.instructor_id == instructor_id, LedgerEntry.account == ledger.instructor(instructor_id))
        .group_by(col(Share.booking_id))
        .having(func.sum(LedgerEntry.amount) != 0)
        .order_by(col(Share.available_at), col(Share.booking_id))
    )
    return [
        Line(
            share.booking_id,
            Money(-int(owed), share.currency),
            share.available_at,
            tuple(sent[share.booking_id]),
            share.booking_id in held_back,
            share.blocked,
        )
        for share, owed in view.db.exec(left)
    ]


def _fold(work: Work, booking: BookingRequest, instructor_id: int, transfer: GatewayTransfer) -> bool:
    row = work.db.exec(select(Transfer).where(Transfer.external_id == transfer.id)).one_or_none()
    if row is None:
        row = Transfer(
            booking_id=booking.id,
            instructor_id=instructor_id,
            external_id=transfer.id,
            price=transfer.amount,
            currency=transfer.currency,
            created_at=work.now,
        )
        work.db.add(row)
    row.reversed = transfer.reversed
    amount = Money(transfer.amount, transfer.currency)
    moved = [post(work, ledger.transfer(transfer.id, booking.id, amount, instructor_id))]
    for back in transfer.reversals:
        returned = Money(back.amount, transfer.currency)
        moved.append(post(work, ledger.reversal(back.id, booking.id, returned, instructor_id)))
    return any(moved)


def _block(work: Work, share: Share, why: str) -> None:
    """Writes down why a share waits. The instructor hears of a missing account once, not with every share."""
    if not why or why == share.blocked:
        return
    same = select(Share.booking_id).where(Share.instructor_id == share.instructor_id, Share.blocked == why)
    is_first = why in (NO_ACCOUNT, RESTRICTED) and work.db.exec(same).first() is None
    share.blocked = why[:60]
    work.record(
        "share.waits" if is_first else "share.blocked",
        work.db.get_one(BookingRequest, share.booking_id),
        after={"blocked": share.blocked},
        reason=why,
        topics=[f"person:{share.instructor_id}", "money"],
    )


def _obstacle(account: PayoutAccount | None) -> str:
    if account is None or not account.external_id or account.is_closed:
        return NO_ACCOUNT
    return "" if account.can_receive else RESTRICTED


def _sent(view: View, instructor_id: int) -> defaultdict[int, list[Sent]]:
    """What of each booking's transfers could be taken back, newest first."""
    found: defaultdict[int, list[Sent]] = defaultdict(list)
    rows = select(Transfer).where(Transfer.instructor_id == instructor_id, Transfer.price > Transfer.reversed)
    for row in view.db.exec(rows.order_by(col(Transfer.id).desc())):
        found[row.booking_id].append(Sent(row.external_id, row.price - row.reversed))
    return found
