"""A payment that arrives after its hold: booked if the slot is still free, else given back in full and said so."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from livesessions.domain.slots import Slot
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.settle import settle
from livesessions.queries.bookings import booking_detail
from livesessions.queries.notifications import bell
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Door, ask, perform
from livesessions.services import late_payments
from livesessions.services.bookings import cancel
from livesessions.services.holds import expire_holds, release_hold
from livesessions.services.moves import move_booking
from livesessions.services.offerings import add_date, archive_offering
from livesessions.services.series import hold_series, propose_series
from livesessions.state.bookings.page_row import booking_page
from livesessions.state.bookings.reader import Reader
from tests.jobs.till import described, enter, far_ahead, sound
from tests.services.market import PROPOSAL, TERMS, Market, booking, live_session, payment

OVER = timedelta(minutes=41)
TOO_LATE = "Your payment for “Rust” came too late"

Late = Callable[..., str]


@pytest.fixture
def late(market: Market, gateway: SandboxGateway, clock: SettableClock) -> Late:
    """Pays on the gateway's page; the news does not arrive before the hold is over."""

    def pay_late(reference: str = "") -> str:
        reference = reference or described(market, "late")
        open_checkout(market.learner, reference=reference)
        enter(gateway, reference)
        clock.advance(OVER)
        perform(SYSTEM, expire_holds)
        return reference

    return pay_late


def heard(*references: str) -> list[tuple[str, int]]:
    """The status of each booking, and what is kept of its payment, once the news has arrived."""
    for reference in references:
        settle(booking(reference).id)
    worker.run_until_idle()
    money = [payment(reference) for reference in references]
    return [
        (booking(reference).status, paid.captured - paid.refunded)
        for reference, paid in zip(references, money, strict=True)
    ]


@pytest.mark.parametrize("mode", ["instant", "request"])
def test_nothing_is_booked_once_the_session_has_begun(
    market: Market, late: Late, clock: SettableClock, mode: str
) -> None:
    market.change(booking_mode=mode)
    reference = late()
    clock.now = market.start
    assert (heard(reference), sound()) == ([("expired", 0)], True)


def test_what_is_paid_in_the_hold_but_after_the_start_is_given_back(
    market: Market, gateway: SandboxGateway, clock: SettableClock
) -> None:
    market.change(booking_mode="instant")
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    clock.now = market.start  # and no timer has looked at the hold
    assert heard(reference) == [("expired", 0)]


def test_nobody_joins_a_group_that_is_over(market: Market, late: Late, clock: SettableClock) -> None:
    market.change(session_type="group", capacity=5, booking_mode="instant")
    reference = late()
    market.hold(market.other)
    clock.now = market.start + timedelta(hours=2)
    assert heard(reference) == [("expired", 0)]


def test_a_second_before_the_start_it_is_booked(market: Market, late: Late, clock: SettableClock) -> None:
    market.change(booking_mode="instant")
    reference = late()
    clock.now = market.start - timedelta(seconds=1)
    assert heard(reference) == [("accepted", 3000)]


def test_whoever_opened_a_group_at_that_time_meanwhile_gets_company(market: Market, late: Late) -> None:
    market.change(session_type="group", capacity=5, booking_mode="instant")
    reference = late()
    other = market.hold(market.other).reference
    assert heard(reference) == [("accepted", 3000)]
    assert live_session(reference).id == live_session(other).id


def test_whoever_booked_the_same_date_again_pays_once(market: Market, late: Late) -> None:
    market.change(session_type="group", capacity=5, booking_mode="instant")
    market.hold(market.other)
    first = late()
    second = described(market, "again")
    assert heard(first) == [("expired", 0)]
    assert booking(second).status == "held"


def test_a_length_edited_meanwhile_does_not_make_the_slot_shorter(market: Market, late: Late) -> None:
    market.change(booking_mode="instant")
    reference = late()
    market.change(duration_minutes=30)
    market.hold(market.other, at=market.start + timedelta(minutes=30))
    assert heard(reference) == [("expired", 0)]


def test_one_date_of_a_series_that_is_gone_keeps_nobody_from_the_others(market: Market, late: Late) -> None:
    market.change(session_type="group", capacity=2, booking_mode="instant")
    starts = [market.start, market.start + timedelta(weeks=1), market.start + timedelta(weeks=2)]
    asked = {"offering_id": market.offering_id, "starts": starts, "request_key": "s", "terms": TERMS}
    series = perform(market.learner, hold_series, **asked)
    perform(market.learner, propose_series, reference=series[0], proposal=PROPOSAL)
    late(series[0])
    market.hold(market.learner, key="again")
    joined = market.hold(market.other, key="k4", at=starts[1])
    assert heard(*series) == [("expired", 0), ("accepted", 3000), ("accepted", 3000)]
    assert live_session(series[1]).id == live_session(joined.reference).id


def test_nobody_is_booked_at_a_time_they_never_chose(market: Market, late: Late) -> None:
    market.change(schedule_mode="fixed_dates", booking_mode="instant")
    perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=market.start)
    reference = late()
    market.change(price=0)
    other = market.request(market.other)
    elsewhere = market.start + timedelta(days=3, hours=5)
    perform(market.teacher, move_booking, reference=other, starts_at=elsewhere)
    perform(market.other, cancel, reference=other)
    assert heard(reference) == [("expired", 0)]
    assert (live_session(reference).starts_at, live_session(other).starts_at) == (market.start, elsewhere)


def test_an_offering_that_was_withdrawn_is_not_booked(market: Market, late: Late) -> None:
    reference = late()
    perform(market.teacher, archive_offering, offering_id=market.offering_id)
    assert heard(reference) == [("expired", 0)]


def test_a_date_that_opens_too_late_to_be_decided_is_not_booked(
    market: Market, late: Late, clock: SettableClock
) -> None:
    market.change(session_type="group", capacity=5, min_participants=2, decide_hours_before=24)
    reference = late()
    clock.now = market.start - timedelta(hours=20)
    assert heard(reference) == [("expired", 0)]


def test_what_the_database_refuses_is_given_back_as_well(
    market: Market, late: Late, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = late()
    market.hold(market.other)
    as_chosen = Slot(market.start, market.start + timedelta(hours=1), 1, None)
    monkeypatch.setattr(late_payments, "_slot", lambda *_: as_chosen)  # as if nobody had looked
    assert (heard(reference), sound()) == ([("expired", 0)], True)


@pytest.mark.parametrize(
    ("mode", "money"), [("instant", "You get back €30.00."), ("request", "You were not charged.")]
)
def test_the_learner_is_told_once_by_bell_and_letter(
    market: Market, late: Late, door: Door, tmp_path: Path, mode: str, money: str
) -> None:
    door.announced = ANNOUNCED
    market.change(booking_mode=mode)
    reference = late()
    market.hold(market.other)
    heard(reference)
    words = "The time was not free any more."
    told = {line.title: line.body for line in ask(market.learner, bell).lines}
    assert told == {TOO_LATE: f"{words} {money}"}
    assert ask(market.learner, booking_detail, reference=reference).reason == words
    (letter,) = (tmp_path / "mail").glob("*.eml")
    assert message_from_bytes(letter.read_bytes(), policy=policy.default)["Subject"] == TOO_LATE


def test_the_page_of_the_booking_says_so(market: Market, late: Late) -> None:
    reference = late()
    market.hold(market.other)
    heard(reference)
    found = ask(market.learner, booking_detail, reference=reference)
    page = booking_page(found, Reader("UTC", "en"))
    assert (page.meaning, page.reason) == (
        "Your payment came too late: nothing is booked, and all of it goes back to you.",
        "The time was not free any more.",
    )


def test_a_card_that_was_saved_too_late_is_told_as_well(
    market: Market, late: Late, door: Door, clock: SettableClock
) -> None:
    door.announced = ANNOUNCED
    reference = late(far_ahead(market))
    clock.now = live_session(reference).starts_at
    heard(reference)
    told = [(line.title, line.body) for line in ask(market.learner, bell).lines]
    assert told == [(TOO_LATE, "The session had begun when your payment arrived. You were not charged.")]


def test_whoever_let_go_of_a_hold_and_paid_hears_that_it_goes_back(
    market: Market, gateway: SandboxGateway, door: Door
) -> None:
    door.announced = ANNOUNCED
    reference = described(market)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    perform(market.learner, release_hold, reference=reference)
    assert heard(reference) == [("cancelled", 0)]
    (line,) = ask(market.learner, bell).lines
    assert (line.title, line.body) == (TOO_LATE, "You were not charged.")
