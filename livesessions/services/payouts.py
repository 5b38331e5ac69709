"""What the gateway sent from instructors' accounts to their banks, taken over as it says."""

from dataclasses import dataclass

from sqlmodel import col, select

from livesessions.gateways.payments import Payout as GatewayPayout
from livesessions.models import Payout, PayoutStatus, Transfer
from livesessions.runtime.work import View, Work


@dataclass(frozen=True, slots=True)
class FoundPayout:
    """A payout, and the ids of the transfers in it where these were asked for."""

    payout: GatewayPayout
    transfers: tuple[str, ...] = ()


def unlisted(view: View, *, instructor_id: int) -> set[str]:
    """The payouts whose transfers are known and will not change any more."""
    done = select(Payout.external_id).where(
        Payout.instructor_id == instructor_id, Payout.status != PayoutStatus.PENDING
    )
    return set(view.db.exec(done))


def fold_payouts(work: Work, *, instructor_id: int, found: list[FoundPayout]) -> None:
    """Takes over every payout of one instructor, and which transfers are in it."""
    for each in found:
        _fold(work, instructor_id, each)


def _fold(work: Work, instructor_id: int, found: FoundPayout) -> None:
    theirs = found.payout
    row = _row(work, instructor_id, theirs)
    before = row.status, row.price
    row.status, row.price, row.arrives_at = str(theirs.status), theirs.amount, theirs.arrives_at
    if row.status != before[0]:  # else it may say why sending it once more was refused
        row.failure = theirs.failure or ""
    work.db.flush()
    _list(work, row, found.transfers)
    if before != (row.status, row.price):
        work.record(
            f"payout.{row.status}",
            row,
            before={"status": before[0]},
            after={"status": row.status, "amount": row.price},
            reason=row.failure,
            topics=[f"person:{instructor_id}", "money"],
        )


def _row(work: Work, instructor_id: int, theirs: GatewayPayout) -> Payout:
    row = work.db.exec(select(Payout).where(Payout.external_id == theirs.id)).one_or_none()
    if row is None:
        row = Payout(
            instructor_id=instructor_id,
            external_id=theirs.id,
            price=theirs.amount,
            currency=theirs.currency,
            status="",
            created_at=theirs.created_at,
        )
        work.db.add(row)
    return row


def _list(work: Work, row: Payout, transfers: tuple[str, ...]) -> None:
    if transfers:
        for transfer in work.db.exec(select(Transfer).where(col(Transfer.external_id).in_(transfers))):
            transfer.payout_id = row.id
