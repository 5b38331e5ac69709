"""Keeping what an admin promised about stuck money: a payout sent once more, evidence for a bank.

Both look before they ask: what an earlier try has done, and did not live to write down, is done.
"""

from dataclasses import dataclass

from sqlmodel import col, select

from livesessions.domain.parts import gateway_name
from livesessions.gateways.payments import DisputeStatus, Evidence
from livesessions.gateways.payments.errors import GatewayFault, GatewayRefused
from livesessions.jobs.desk import the_desk
from livesessions.jobs.keys import request_key
from livesessions.jobs.pay_out import pay_out
from livesessions.models import Dispute, Package, Payment, Payout, PayoutAccount
from livesessions.queries.evidence import evidence
from livesessions.runtime.work import SYSTEM, View, ask, perform
from livesessions.services.trouble import (
    note_evidence_sent,
    note_not_resent,
    note_resent,
    try_evidence_anew,
    try_payout_anew,
)


@dataclass(frozen=True, slots=True)
class Returned:
    """A payout that came back: where it shall go once more, and our name of the next one."""

    account_id: str
    amount: int
    currency: str
    reference: str
    generation: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a bank that an admin wants to be sent. `dispute` and `payment` are the gateway's names."""

    dispute_id: int
    dispute: str
    payment: str
    note: str
    generation: int
    is_sent: bool


def send_payout(payout_id: int) -> None:
    """Sends a payout that came back once more; a refusal is shown to the admin, who may try again."""
    returned = ask(SYSTEM, _returned, payout_id=payout_id)
    try:
        external_id = _sent_already(returned) or _send(returned)
    except GatewayRefused as no:
        perform(SYSTEM, note_not_resent, payout_id=payout_id, reason=no.reason)
        return
    except GatewayFault:
        perform(SYSTEM, try_payout_anew, payout_id=payout_id)
        raise
    pay_out(perform(SYSTEM, note_resent, payout_id=payout_id, external_id=external_id))


def send_evidence(dispute_id: int) -> None:
    """Sends what our records say of a disputed booking, and what the admin added, to the bank: once."""
    answer = ask(SYSTEM, _answer, dispute_id=dispute_id)
    if answer.is_sent:
        return  # with another part of the same payment
    there = the_desk().payments.look_up(answer.payment)
    dispute = next(each for each in there.disputes if each.id == answer.dispute)
    if dispute.status in (DisputeStatus.WON, DisputeStatus.LOST):
        return  # nobody reads it any more
    if not dispute.is_answered:
        _tell(answer)
    perform(SYSTEM, note_evidence_sent, dispute_id=dispute_id)


def _sent_already(returned: Returned) -> str:
    found = the_desk().payments.look_up_payouts(returned.account_id)
    return next((payout.id for payout in found if payout.reference == returned.reference), "")


def _send(returned: Returned) -> str:
    return the_desk().payments.send_payout(
        returned.account_id,
        returned.amount,
        returned.currency,
        reference=returned.reference,
        key=f"{returned.reference}:{returned.amount}:{returned.generation}",
    )


def _tell(answer: Answer) -> None:
    told = _evidence(answer)
    key = request_key(answer.dispute, "evidence", told, answer.generation)
    try:
        the_desk().payments.send_evidence(answer.dispute, told, key=key)
    except (GatewayFault, GatewayRefused):
        perform(SYSTEM, try_evidence_anew, dispute_id=answer.dispute_id)
        raise


def _evidence(answer: Answer) -> Evidence:
    found = ask(SYSTEM, evidence, dispute_id=answer.dispute_id)
    return Evidence(
        product=found.product,
        service_date=found.service_date,
        customer_name=found.customer_name,
        customer_email=found.customer_email,
        attendance=found.attendance,
        terms=found.terms,
        messages="\n\n".join(part for part in (answer.note, found.messages) if part) or "None.",
    )


def _returned(view: View, *, payout_id: int) -> Returned:
    payout = view.db.get_one(Payout, payout_id)
    theirs = select(PayoutAccount.external_id).where(
        PayoutAccount.instructor_id == payout.instructor_id, col(PayoutAccount.external_id).is_not(None)
    )
    account_id = view.db.exec(theirs).one() or ""
    return Returned(account_id, payout.price, payout.currency, f"payout:{payout_id}", payout.generation)


def _answer(view: View, *, dispute_id: int) -> Answer:
    dispute = view.db.get_one(Dispute, dispute_id)
    disputed = (Package, dispute.package_id) if dispute.package_id else (Payment, dispute.payment_id)
    return Answer(
        dispute_id=dispute_id,
        dispute=gateway_name(dispute.external_id),
        payment=view.db.get_one(*disputed).gateway_reference or "",
        note=dispute.evidence,
        generation=dispute.generation,
        is_sent=dispute.evidence_sent_at is not None,
    )
