"""Bank debits: handed in at the checkout, decided by the bank when the page is long closed."""

from livesessions.gateways.payments.sandbox import checkouts, payments
from livesessions.gateways.payments.sandbox.cards import DEBIT_FAILED
from livesessions.gateways.payments.sandbox.desk import Desk


def decide_due(desk: Desk) -> None:
    """What the bank says to the debits that have been with it long enough."""
    due = "SELECT debits.rowid, payment_id, fails, checkouts.id FROM debits JOIN checkouts USING (payment_id)"
    for row in desk.all(f"{due} WHERE due_at <= ?", desk.now):
        desk.db.execute("DELETE FROM debits WHERE payment_id = ?", (row["payment_id"],))
        if row["fails"]:
            payments.fail(desk, row["payment_id"], DEBIT_FAILED)
            checkouts.announce(desk, "checkout.session.async_payment_failed", row["id"])
        else:
            payments.take(desk, row["payment_id"])
            checkouts.announce(desk, "checkout.session.async_payment_succeeded", row["id"])
