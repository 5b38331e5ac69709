"""Writing movements of money down: once, whole, and for good."""

from livesessions.domain.ledger import Kind, Movement
from livesessions.models import LedgerEntry, LedgerMovement
from livesessions.runtime.work import Work
from livesessions.services.invoices import issue
from livesessions.services.shares import note_earning


def post(work: Work, movement: Movement) -> bool:
    """Writes the movement unless it was written before; whether it is new.

    Entries go first: the arrival of the movement is when the database checks that they sum to zero.
    """
    if work.db.get(LedgerMovement, movement.id):
        return False
    for entry in movement.entries:
        amount = entry.amount
        row = LedgerEntry(
            movement_id=movement.id, account=entry.account, amount=amount.amount, currency=amount.currency
        )
        work.db.add(row)
    work.db.flush()
    work.db.add(_row(work, movement))
    work.db.flush()
    if movement.kind in (Kind.EARN, Kind.UNEARN):
        note_earning(work, movement)
    issue(work, movement)
    return True


def _row(work: Work, movement: Movement) -> LedgerMovement:
    return LedgerMovement(
        id=movement.id,
        kind=movement.kind,
        external_id=movement.external_id,
        booking_id=movement.booking_id,
        at=work.now,
    )
