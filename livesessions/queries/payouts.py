"""What instructors see of their money on its way: their account, what waits and why, every payout to the cent."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from livesessions.domain import ledger
from livesessions.domain.errors import NotFound
from livesessions.models import (
    Bargain,
    BookingRequest,
    Dispute,
    DisputeStatus,
    Instructor,
    LedgerEntry,
    LedgerMovement,
    LiveSession,
    Payment,
    Payout,
    PayoutAccount,
    PayoutStatus,
    ProblemReport,
    ReportStatus,
    SessionOffering,
    Share,
    Transfer,
    User,
)
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class AccountRow:
    """The account at the gateway. `state`: none, begun, ready, restricted, no_bank or closed."""

    state: str
    country: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A share that has not been sent. `why`: days (not available yet), disputed, reported, owed,
    or what blocks it.

    `amount` is negative where the instructor owes it.
    """

    reference: str
    title: str
    learner: str
    amount: int
    currency: str
    available_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """One payout to the bank."""

    id: int
    external_id: str
    amount: int
    currency: str
    status: str
    failure: str
    created_at: datetime
    arrives_at: datetime | None


@dataclass(frozen=True, slots=True)
class Purse:
    """All of one currency: still waiting, sent but not at the bank, and arrived."""

    currency: str
    waiting: int
    on_the_way: int
    arrived: int


@dataclass(frozen=True, slots=True)
class Payouts:
    """The payouts page."""

    now: datetime
    time_zone: str
    account: AccountRow
    purses: tuple[Purse, ...]
    waiting: tuple[Waiting, ...]
    payouts: tuple[PayoutRow, ...]


def payouts(view: View) -> Payouts:
    """The actor's own, as an instructor. Errors: NotFound for others."""
    instructor_id = view.actor.must_be_signed_in()
    instructor = view.db.get(Instructor, instructor_id)
    if instructor is None:
        raise NotFound("There is no such page.")
    waiting, rows = _waiting(view, instructor_id), _payouts(view, instructor_id)
    return Payouts(
        now=view.now,
        time_zone=instructor.time_zone,
        account=_account(view, instructor_id),
        purses=_purses(view, instructor_id, waiting, rows),
        waiting=waiting,
        payouts=rows,
    )


def sent(view: View, instructor_id: int) -> dict[str, int]:
    """What was transferred and did not come back, by currency."""
    sums = (
        select(Transfer.currency, func.sum(col(Transfer.price) - col(Transfer.reversed)))
        .where(Transfer.instructor_id == instructor_id)
        .group_by(Transfer.currency)
    )
    return {code: int(amount) for code, amount in view.db.exec(sums)}


def _account(view: View, instructor_id: int) -> AccountRow:
    found = view.db.get(PayoutAccount, instructor_id)
    if found is None:
        return AccountRow("none", "", ())
    return AccountRow(_state(found), found.country, tuple(found.missing))


def _state(account: PayoutAccount) -> str:
    if account.is_closed:
        return "closed"
    if account.can_receive:
        return "ready" if account.can_pay_out else "no_bank"
    return "restricted" if account.looked_up_at and not account.missing else "begun"


def frozen(view: View, instructor_id: int) -> dict[int, str]:
    """The instructor's shares that wait for a verdict, by booking: disputed, itself or the package that paid
    for it, or reported as a problem."""
    reported = (
        select(Share.booking_id)
        .join(ProblemReport, col(ProblemReport.booking_id) == Share.booking_id)
        .where(Share.instructor_id == instructor_id, ProblemReport.status == ReportStatus.OPEN)
    )
    is_open = Share.instructor_id == instructor_id, Dispute.status == DisputeStatus.OPEN
    itself = (
        select(Share.booking_id)
        .join(Payment, col(Payment.booking_id) == Share.booking_id)
        .join(Dispute, col(Dispute.payment_id) == Payment.id)
        .where(*is_open)
    )
    its_package = (
        select(Share.booking_id)
        .join(Bargain, col(Bargain.booking_id) == Share.booking_id)
        .join(Dispute, col(Dispute.package_id) == Bargain.package_id)
        .where(*is_open)
    )
    disputed = view.db.exec(itself.union(its_package)).scalars()  # type: ignore[call-overload]
    return dict.fromkeys(view.db.exec(reported), "reported") | dict.fromkeys(disputed, "disputed")


def _waiting(view: View, instructor_id: int) -> tuple[Waiting, ...]:
    statement = (
        select(  # type: ignore[call-overload]
            Share, -func.sum(LedgerEntry.amount), BookingRequest.reference, SessionOffering.title, User.name,
        )
        .join(BookingRequest, col(BookingRequest.id) == Share.booking_id)
        .join(LiveSession, col(LiveSession.id) == BookingRequest.live_session_id)
        .join(SessionOffering, col(SessionOffering.id) == LiveSession.offering_id)
        .join(User, col(User.id) == BookingRequest.learner_id)
        .join(LedgerMovement, col(LedgerMovement.booking_id) == Share.booking_id)
        .join(LedgerEntry, col(LedgerEntry.movement_id) == LedgerMovement.id)
        .where(
            Share.instructor_id == instructor_id, LedgerEntry.account == ledger.instructor(instructor_id)
        )
        .group_by(col(Share.booking_id), BookingRequest.reference, SessionOffering.title, User.name)
        .having(func.sum(LedgerEntry.amount) != 0)
        .order_by(col(Share.available_at), col(Share.booking_id))
    )  # fmt: skip
    found, held_back = view.db.execute(statement).all(), frozen(view, instructor_id)
    return tuple(
        Waiting(
            reference, title, learner, int(left), share.currency, share.available_at,
            _why(share, int(left), held_back, view.now),
        )
        for share, left, reference, title, learner in found
    )  # fmt: skip


def _why(share: Share, left: int, held_back: dict[int, str], now: datetime) -> str:
    if left < 0:
        return "owed"
    if share.booking_id in held_back:
        return held_back[share.booking_id]
    return "days" if share.available_at > now else share.blocked


def _payouts(view: View, instructor_id: int) -> tuple[PayoutRow, ...]:
    rows = select(Payout).where(Payout.instructor_id == instructor_id).order_by(col(Payout.id).desc())
    return tuple(payout_row(row) for row in view.db.exec(rows))


def payout_row(row: Payout) -> PayoutRow:
    """One payout as every screen shows it."""
    return PayoutRow(
        id=row.id,
        external_id=row.external_id,
        amount=row.price,
        currency=row.currency,
        status=row.status,
        failure=row.failure,
        created_at=row.created_at,
        arrives_at=row.arrives_at,
    )


def _purses(
    view: View, instructor_id: int, waiting: tuple[Waiting, ...], rows: tuple[PayoutRow, ...]
) -> tuple[Purse, ...]:
    left: Counter[str] = Counter()
    for each in waiting:
        left[each.currency] += each.amount
    arrived: Counter[str] = Counter()
    for row in rows:
        arrived[row.currency] += row.amount if row.status == PayoutStatus.PAID else 0
    moved = sent(view, instructor_id)
    return tuple(
        Purse(code, left[code], max(moved.get(code, 0) - arrived[code], 0), arrived[code])
        for code in sorted(left.keys() | moved.keys() | arrived.keys())
    )
