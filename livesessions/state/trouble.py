"""The admin's money page in words. Everything in it is asked for and done as an admin, or not at all."""

from dataclasses import dataclass, field

from livesessions.queries.evidence import Gathered, evidence
from livesessions.queries.trouble import (
    BlockedPayment,
    BlockedShare,
    Check,
    FailedPayout,
    OpenDispute,
    TrailCheck,
    trouble,
)
from livesessions.runtime import routes
from livesessions.services.trouble import (
    answer_dispute,
    check_now,
    retry_payout,
    retry_refund,
    retry_shares,
)
from livesessions.state.base import AppState, FieldErrors, Form, Rate, Whole, event, role
from livesessions.state.bookings.reader import Reader, reader

ADMIN = role("admin")
OFTEN = Rate(times=30, seconds=60)
WHY = {
    "disputed": "Disputed: the bank has the money",
    "refund_failed": "The refund came back three times",
    "no_account": "No payout account yet",
    "account_restricted": "The payout account is not ready",
}
BANK = {
    "no_account": "The bank does not know the account",
    "account_closed": "The account is closed",
    "insufficient_funds": "There was not enough in the account at the payment service",
    "payouts_not_allowed": "The payment service does not pay out to this account",
}
DISPUTE = {
    "inquiry": ("Inquiry", "warning"),
    "open": ("Open", "danger"),
    "won": ("Won", "success"),
    "lost": ("Lost", "neutral"),
}


@dataclass(frozen=True)
class StuckRow:
    """Something that does not move, and what a retry would be about."""

    key: str = ""
    href: str = ""
    who: str = ""
    amount: str = ""
    why: str = ""
    since: str = ""
    can_retry: bool = False


@dataclass(frozen=True)
class DisputeRow:
    """One dispute."""

    id: int = 0
    href: str = ""
    reference: str = ""
    who: str = ""
    amount: str = ""
    reason: str = ""
    due: str = ""
    status: str = ""
    tone: str = "neutral"
    can_answer: bool = False
    sent: str = ""


@dataclass(frozen=True)
class CheckRow:
    """The newest self-check of the ledger or of the audit trail, and what it found in a line each."""

    title: str = ""
    tone: str = "info"
    words: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class EvidenceRow:
    """What would be sent to the bank."""

    product: str = ""
    attendance: str = ""
    terms: str = ""
    messages: str = ""


class Answer(Form):
    """What an admin adds to the evidence."""

    note: str = ""


class TroubleState(FieldErrors, AppState):
    """The money page of admins."""

    is_ready: bool = False
    payments: list[StuckRow] = []
    shares: list[StuckRow] = []
    payouts: list[StuckRow] = []
    disputes: list[DisputeRow] = []
    check: CheckRow = CheckRow()
    trail: CheckRow = CheckRow()
    answering: int = 0  # the dispute whose evidence is shown
    told: EvidenceRow = EvidenceRow()

    @event(ADMIN, loads=True)
    async def load(self) -> None:
        """Everything that waits for an admin, again whenever money moves."""
        self.answering = self.answering if self._resumed else 0
        await self._look()
        self.watch("money", TroubleState.refresh)

    @event(ADMIN)
    async def refresh(self) -> None:
        """Something moved."""
        await self._look()

    @event(ADMIN, rate=OFTEN)
    async def retry_refund(self, reference: str) -> None:
        """Further tries for a refund."""
        await self.perform(retry_refund, reference=reference)
        self.say("The refund is tried again.")
        await self._look()

    @event(ADMIN, rate=OFTEN)
    async def retry_shares(self, instructor_id: Whole) -> None:
        """An instructor's waiting shares, at once."""
        await self.perform(retry_shares, instructor_id=instructor_id)
        self.say("The shares are tried again.")
        await self._look()

    @event(ADMIN, rate=OFTEN)
    async def retry_payout(self, payout_id: Whole) -> None:
        """A payout that came back, once more."""
        await self.perform(retry_payout, payout_id=payout_id)
        self.say("The payout is sent once more.")
        await self._look()

    @event(ADMIN)
    async def prepare(self, dispute_id: Whole) -> None:
        """Shows what the bank would be told."""
        self.told = _told(await self.ask(evidence, dispute_id=dispute_id))
        self.answering = dispute_id

    @event(ADMIN, rate=OFTEN)
    async def set_answering(self, is_open: bool) -> None:
        """Closes the dialog."""
        if not is_open:
            self.answering = 0

    @event(ADMIN, rate=OFTEN)
    async def answer(self, form: Answer) -> None:
        """Sends it."""
        await self.perform(answer_dispute, dispute_id=self.answering, note=form.note)
        self.answering = 0
        self.say("The evidence is on its way to the bank.")
        await self._look()

    @event(ADMIN, rate=OFTEN)
    async def check_now(self) -> None:
        """Replays the ledger and follows the audit trail now."""
        await self.perform(check_now)
        self.say("Ledger and audit trail are being checked.")

    async def _look(self) -> None:
        found, who = await self.ask(trouble), reader()
        self.payments = [_payment(row, who) for row in found.payments]
        self.shares = [_share(row, who) for row in found.shares]
        self.payouts = [_payout(row, who) for row in found.payouts]
        self.disputes = [_dispute(row, who) for row in found.disputes]
        self.check = _check(found.check, who)
        self.trail = _trail(found.trail, who)
        self.is_ready = True


def _payment(row: BlockedPayment, who: Reader) -> StuckRow:
    return StuckRow(
        key=row.reference,
        href="" if row.is_package else routes.booking(row.reference),
        who=row.learner,
        amount=who.money(row.too_much, row.currency) if row.too_much else "–",
        why=WHY.get(row.why, row.why),
        can_retry=row.why == "refund_failed",
    )


def _share(row: BlockedShare, who: Reader) -> StuckRow:
    return StuckRow(
        key=str(row.instructor_id),
        href=routes.booking(row.reference),
        who=row.instructor,
        amount=row.reference,
        why=WHY.get(row.why, f"The payment service refused: {row.why}"),
        since=who.moment(row.next_try) if row.next_try else "–",
        can_retry=True,
    )


def _payout(row: FailedPayout, who: Reader) -> StuckRow:
    return StuckRow(
        key=str(row.id),
        href=routes.statement(row.id),
        who=row.instructor,
        amount=who.money(row.amount, row.currency),
        why=BANK.get(row.failure, f"The payment service said: {row.failure.replace('_', ' ')}"),
        since=who.moment(row.created_at),
        can_retry=True,
    )


def _dispute(row: OpenDispute, who: Reader) -> DisputeRow:
    words, tone = DISPUTE[row.status]
    return DisputeRow(
        id=row.id,
        href="" if row.is_package else routes.booking(row.reference),
        reference=row.reference,
        who=f"{row.learner} · {row.instructor}",
        amount=who.money(row.amount, row.currency),
        reason=row.reason.replace("_", " ").capitalize(),
        due=who.moment(row.evidence_due) if row.evidence_due else "–",
        status=words,
        tone=tone,
        can_answer=row.status in ("open", "inquiry") and row.evidence_sent_at is None,
        sent=f"Sent {who.moment(row.evidence_sent_at)}" if row.evidence_sent_at else "",
    )


def _check(check: Check | None, who: Reader) -> CheckRow:
    if check is None:
        return CheckRow("The ledger was not checked yet")
    lines = [
        f"{it['rule']}: {it['subject']} {it['amount']} {it['currency']}".rstrip() for it in check.differences
    ]
    words = f"{check.movements} movements checked {who.moment(check.at)}"
    return _found("The ledger adds up", "The ledger differs", words, lines)


def _trail(check: TrailCheck | None, who: Reader) -> CheckRow:
    if check is None:
        return CheckRow("The audit trail was not checked yet")
    lines = [f"Chain {chain} breaks at its event {number}" for chain, number in check.broken]
    words = f"{check.events} events checked {who.moment(check.at)}"
    return _found("The audit trail is whole", "The audit trail was changed by hand", words, lines)


def _found(well: str, ill: str, words: str, lines: list[str]) -> CheckRow:
    return CheckRow(ill, "danger", words, lines) if lines else CheckRow(well, "success", words)


def _told(found: Gathered) -> EvidenceRow:
    return EvidenceRow(found.product, found.attendance, found.terms, found.messages)
