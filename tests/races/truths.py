"""What must be true of all bookings at any moment, whatever people did before."""

from collections import Counter

from sqlmodel import col, func, select

from livesessions.domain.audit import first_broken
from livesessions.domain.bookings import LIVE
from livesessions.models import AuditEvent, BookingRequest, LedgerEntry, LiveSession, Payment
from livesessions.runtime.work import View
from tests.races.crowd import doubles


def lies(view: View) -> list[str]:
    """All that is not as it must be."""
    checks = {
        "sessions overlap or a seat is sold twice": doubles(view),
        "an audit chain is broken": len(broken(view)),
        "the trail says another status": len(_contradicted(view)),
        "a booking has lost its session": _homeless(view),
        "a session has lost its bookings": _deserted(view),
        "somebody holds too much": _greedy(view),
        "the ledger does not balance": _unbalanced(view),
    }
    return [words for words, count in checks.items() if count]


def unpaid(view: View) -> list[str]:
    """Bookings whose money is not what is due, once all calls to the gateway have been made."""
    rows = view.db.exec(select(BookingRequest, Payment).join(Payment)).all()
    return [booking.reference for booking, payment in rows if _moved(payment) != _due(booking, payment)]


def broken(view: View) -> list[int]:
    """The audit chains in which something is missing or altered."""
    events = view.db.exec(select(AuditEvent).order_by(col(AuditEvent.chain), col(AuditEvent.number))).all()
    chains = {event.chain: [e for e in events if e.chain == event.chain] for event in events}
    return [
        number
        for number, chain in chains.items()
        if first_broken((e.previous_hash, e.hash, e.facts()) for e in chain) is not None
    ]


def _moved(payment: Payment) -> int:
    return payment.captured - payment.refunded


def _due(booking: BookingRequest, payment: Payment) -> int:
    return 0 if booking.status in ("held", "pending") else payment.due


def _contradicted(view: View) -> list[str]:
    said: dict[str, str] = {}
    # What became of its money is said of a booking as well, in the payment's own statuses.
    own = AuditEvent.subject_kind == "booking_request", col(AuditEvent.event).startswith("booking.")
    events = select(AuditEvent).where(*own)
    for event in view.db.exec(events.order_by(col(AuditEvent.number))):
        said[event.subject_id] = event.after.get("status", said.get(event.subject_id))
    rows = view.db.exec(select(BookingRequest)).all()
    return [row.reference for row in rows if said.get(str(row.id)) != row.status]


def _homeless(view: View) -> int:
    lost = (
        select(func.count())
        .select_from(BookingRequest)
        .join(LiveSession)
        .where(col(BookingRequest.status).in_(LIVE), LiveSession.status != "scheduled")
    )
    return view.db.exec(lost).one()


def _deserted(view: View) -> int:
    live = select(BookingRequest.live_session_id).where(col(BookingRequest.status).in_(LIVE))
    empty = select(func.count()).where(
        LiveSession.status == "scheduled",
        col(LiveSession.is_fixed_date).is_(False),
        col(LiveSession.id).not_in(live),
    )
    return view.db.exec(empty).one()


def _greedy(view: View) -> int:
    held = select(BookingRequest.learner_id, LiveSession.instructor_id).join(LiveSession)
    pairs = view.db.exec(held.where(BookingRequest.status == "held")).all()
    with_one, in_all = Counter(pairs), Counter(learner for learner, _ in pairs)
    return sum(n > 1 for n in with_one.values()) + sum(n > 3 for n in in_all.values())


def _unbalanced(view: View) -> int:
    sums = select(LedgerEntry.currency).group_by(LedgerEntry.currency)
    return len(view.db.exec(sums.having(func.sum(LedgerEntry.amount) != 0)).all())
