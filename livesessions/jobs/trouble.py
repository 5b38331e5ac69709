"""Keeping what an admin promised about stuck money: a payout sent once more, evidence for a bank."""

from sqlmodel import col, select

from livesessions.domain.parts import gateway_name
from livesessions.gateways.payments import Evidence
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.jobs.desk import the_desk
from livesessions.jobs.pay_out import pay_out
from livesessions.models import Dispute, Payout, PayoutAccount
from livesessions.queries.evidence import evidence
from livesessions.runtime.work import SYSTEM, View, ask, perform
from livesessions.services.trouble import note_evidence_sent, note_not_resent, note_resent


def send_payout(payout_id: int, *, key: str) -> None:
    """Sends a payout that came back once more; a refusal is shown to the admin, who may try again."""
    account_id, amount, currency = ask(SYSTEM, _failed, payout_id=payout_id)
    try:
        external_id = the_desk().payments.send_payout(account_id, amount, currency, key=key)
    except GatewayRefused as no:
        perform(SYSTEM, note_not_resent, payout_id=payout_id, reason=no.reason)
        return
    pay_out(perform(SYSTEM, note_resent, payout_id=payout_id, external_id=external_id))


def send_evidence(dispute_id: int, *, key: str) -> None:
    """Sends what our records say of a disputed booking, and what the admin added, to the bank: once."""
    if ask(SYSTEM, _is_sent, dispute_id=dispute_id):
        return  # with another part of the same payment
    found = ask(SYSTEM, evidence, dispute_id=dispute_id)
    note = ask(SYSTEM, _note, dispute_id=dispute_id)
    told = Evidence(
        product=found.product,
        service_date=found.service_date,
        customer_name=found.customer_name,
        customer_email=found.customer_email,
        attendance=found.attendance,
        terms=found.terms,
        messages="\n\n".join(part for part in (note, found.messages) if part) or "None.",
    )
    the_desk().payments.send_evidence(gateway_name(found.external_id), told, key=key)
    perform(SYSTEM, note_evidence_sent, dispute_id=dispute_id)


def _failed(view: View, *, payout_id: int) -> tuple[str, int, str]:
    payout = view.db.get_one(Payout, payout_id)
    theirs = select(PayoutAccount.external_id).where(
        PayoutAccount.instructor_id == payout.instructor_id, col(PayoutAccount.external_id).is_not(None)
    )
    return view.db.exec(theirs).one() or "", payout.price, payout.currency


def _is_sent(view: View, *, dispute_id: int) -> bool:
    return view.db.get_one(Dispute, dispute_id).evidence_sent_at is not None


def _note(view: View, *, dispute_id: int) -> str:
    return view.db.get_one(Dispute, dispute_id).evidence
