"""What goes wrong with one thing that is due keeps nothing else waiting."""

from datetime import timedelta

from sqlmodel import col, select

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.models import BookingRequest, OutboxJob
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, View, Work, ask, perform
from tests.jobs.till import pay
from tests.services.market import Market, booking


def spoil(work: Work, *, reference: str) -> None:
    """Terms that no service writes, and that no refund can be reckoned by."""
    rows = select(BookingRequest).where(BookingRequest.reference == reference)
    work.db.exec(rows).one().free_cancellation_hours = 0


def kept(view: View) -> set[str]:
    return set(view.db.exec(select(OutboxJob.job).where(col(OutboxJob.done_at).is_not(None))))


def test_a_session_that_cannot_be_ended_stops_neither_the_next_nor_the_nightly_checks(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    market.change(booking_mode="instant")
    first = pay(market, gateway)
    perform(SYSTEM, spoil, reference=first)
    market.change(price=0)
    second = market.request(market.other, at=market.start + timedelta(hours=1), key="k2")
    clock.now = market.start + timedelta(hours=2)
    worker.run_until_idle()
    assert [booking(each).status for each in (first, second)] == ["accepted", "cancelled"]
    assert "check_ledger" in ask(GUEST, kept)
