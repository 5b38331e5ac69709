"""Once a day: does the ledger add up, is the audit trail whole, does the gateway know what we know, has every
payment its invoice?
"""

from livesessions.queries.audit import broken_chains
from livesessions.queries.ledger import ledger_differences
from livesessions.runtime.log import logger
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services import invoices, reconciliation

log = logger(__name__)


def check_ledger() -> None:
    """Replays the ledger and keeps what was found. A difference is an error in the log, never a correction."""
    movements, differences = ask(SYSTEM, ledger_differences)
    for each in differences:
        log.error(
            "ledger.differs",
            rule=each.rule,
            subject=each.subject,
            currency=each.currency,
            amount=each.amount,
        )
    perform(SYSTEM, reconciliation.note_check, movements=movements, differences=differences)


def check_audit() -> None:
    """Follows the audit trail from its beginning and keeps what was found."""
    events, broken = ask(SYSTEM, broken_chains)
    for each in broken:
        log.error("audit.broken", chain=each.chain, number=each.number)
    perform(SYSTEM, reconciliation.note_audit_check, events=events, broken=broken)


def reconcile() -> None:
    """Looks at everything that a lost letter may have left behind."""
    for look in (reconciliation.look_at_old_payments, reconciliation.look_at_old_packages):
        while perform(SYSTEM, look) == reconciliation.BATCH:
            pass
    perform(SYSTEM, reconciliation.look_at_payees)


def issue_invoices() -> None:
    """Writes what payments from before there were invoices call for; a second time nothing is left to do."""
    while perform(SYSTEM, invoices.issue_missing) == invoices.BATCH:
        pass
