"""Standing in line for a time that is taken: one after the other, each for a while."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.slots import SlotNotFree
from livesessions.domain.waitlist import CannotWait
from livesessions.jobs import timers
from livesessions.models import BookingRequest, Instructor, InstructorAvailability, SessionOffering
from livesessions.queries.bookings import my_sessions
from livesessions.queries.waitlist import full_times, my_lines
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Actor, Work, ask, perform
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.checkout import begin_checkout
from livesessions.services.holds import release_hold
from livesessions.services.moves import move_booking
from livesessions.services.offerings import add_date, archive_offering
from livesessions.services.series import hold_series
from livesessions.services.taking import Held
from livesessions.services.waitlist import join_line, leave_line, renew_lines
from tests.services.market import TERMS, Market, booking, live_session, person

WINDOW = timedelta(hours=2)


def join(market: Market, who: Actor, **other: Any) -> None:
    asked = {"offering_id": market.offering_id, "starts_at": market.start, "terms": TERMS}
    perform(who, join_line, **{**asked, **other})


def offered(who: Actor) -> list[str]:
    """The references of what the learner holds."""
    return [row.reference for row in ask(who, my_sessions).held]


def offer(who: Actor) -> BookingRequest:
    [reference] = offered(who)
    return booking(reference)


@pytest.fixture
def taken(market: Market) -> str:
    """A request for the slot that Omar and then Mia wait for."""
    reference = market.request()
    join(market, market.other)
    join(market, market.third)
    return reference


def test_a_line_has_an_order(market: Market, taken: str) -> None:
    assert [ask(who, my_lines)[0].place for who in (market.other, market.third)] == [1, 2]


def test_joining_twice_is_one_place_in_line(market: Market, taken: str) -> None:
    join(market, market.other)
    assert len(ask(market.other, my_lines)) == 1


def test_a_place_that_becomes_free_is_held_for_the_first_in_line(
    market: Market, taken: str, clock: SettableClock
) -> None:
    perform(market.learner, cancel, reference=taken)
    held = offer(market.other)
    assert (held.status, held.hold_expires_at) == ("held", clock() + WINDOW)
    assert (offered(market.third), ask(market.other, my_lines)) == ([], [])
    with pytest.raises(SlotNotFree):
        market.hold(market.learner, key="k9")


def test_a_declined_request_frees_the_slot_for_the_line(market: Market, taken: str) -> None:
    perform(market.teacher, reject, reference=taken, reason="Away")
    assert len(offered(market.other)) == 1


def test_an_offer_that_runs_out_goes_to_the_next(market: Market, taken: str, clock: SettableClock) -> None:
    perform(market.learner, cancel, reference=taken)
    first = offer(market.other)
    clock.advance(WINDOW - timedelta(seconds=1))
    timers.run_timers()
    assert offered(market.third) == []
    clock.advance(timedelta(seconds=1))
    timers.run_timers()
    assert (booking(first.reference).status, len(offered(market.third))) == ("expired", 1)


def test_an_offer_let_go_of_goes_to_the_next(market: Market, taken: str) -> None:
    perform(market.learner, cancel, reference=taken)
    perform(market.other, release_hold, reference=offer(market.other).reference)
    assert (offered(market.other), len(offered(market.third))) == ([], 1)


def test_after_the_last_in_line_the_slot_is_everybodys(
    market: Market, taken: str, clock: SettableClock
) -> None:
    perform(market.learner, cancel, reference=taken)
    for who in (market.other, market.third):
        perform(who, release_hold, reference=offer(who).reference)
    assert market.hold(key="k9").expires_at == clock() + timedelta(minutes=10)


def test_whoever_leaves_the_line_is_passed_over(market: Market, taken: str) -> None:
    [line] = ask(market.other, my_lines)
    perform(market.other, leave_line, entry_id=line.entry_id)
    perform(market.learner, cancel, reference=taken)
    assert (offered(market.other), len(offered(market.third))) == ([], 1)


def test_nobody_takes_another_out_of_the_line(market: Market, taken: str) -> None:
    [line] = ask(market.other, my_lines)
    with pytest.raises(NotFound):
        perform(market.third, leave_line, entry_id=line.entry_id)


def test_whoever_holds_a_time_with_the_instructor_is_passed_over(market: Market, taken: str) -> None:
    market.hold(market.other, at=market.start + timedelta(hours=3), key="k5")
    perform(market.learner, cancel, reference=taken)
    assert (len(ask(market.other, my_lines)), len(offered(market.third))) == (1, 1)


def test_a_seat_of_a_full_group_goes_to_the_line(market: Market) -> None:
    market.change(session_type="group", capacity=2)
    first, _ = market.request(), market.request(market.other, key="k2")
    join(market, market.third)
    perform(market.learner, cancel, reference=first)
    assert offer(market.third).live_session_id == booking(first).live_session_id


def test_the_last_to_leave_a_date_of_an_archived_offering_gives_its_time_back(market: Market) -> None:
    market.change(session_type="group", capacity=3, schedule_mode="fixed_dates")
    perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=market.start)
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    perform(market.teacher, archive_offering, offering_id=market.offering_id)
    assert (booking(reference).status, live_session(reference).status) == ("accepted", "scheduled")
    perform(market.learner, cancel, reference=reference)
    assert live_session(reference).status == "released"


def test_a_full_time_shows_its_line(market: Market, taken: str) -> None:
    [full] = ask(market.third, full_times, offering_id=market.offering_id)
    assert (full.starts_at, full.waiting, full.place) == (market.start, 2, 2)
    assert ask(market.learner, full_times, offering_id=market.offering_id) == []


def test_there_is_no_line_for_a_free_time(market: Market) -> None:
    with pytest.raises(CannotWait, match="free"):
        join(market, market.other)


def test_there_is_no_line_for_a_time_nobody_can_book(market: Market) -> None:
    with pytest.raises(CannotWait, match="Nobody can book"):
        join(market, market.other, starts_at=market.start.replace(hour=3))


def test_there_is_no_line_for_ones_own_session(market: Market, taken: str) -> None:
    with pytest.raises(CannotWait, match="place in this session"):
        join(market, market.learner)
    with pytest.raises(NotAllowed):
        join(market, market.teacher)


def test_one_learner_stands_in_five_lines_at_most(market: Market) -> None:
    starts = [market.start + timedelta(days=day) for day in range(6)]
    for number, start in enumerate(starts):
        market.request(at=start, key=f"k{number}")
    for start in starts[:5]:
        join(market, market.other, starts_at=start)
    with pytest.raises(CannotWait, match="5 lines"):
        join(market, market.other, starts_at=starts[5])


def test_the_timer_offers_what_became_free_by_other_means(market: Market, taken: str) -> None:
    market.hold(market.other, at=market.start + timedelta(hours=3), key="k5")
    [line] = ask(market.third, my_lines)
    perform(market.third, leave_line, entry_id=line.entry_id)
    perform(market.learner, cancel, reference=taken)
    assert len(ask(market.other, my_lines)) == 1
    perform(market.other, release_hold, reference=offered(market.other)[0])
    timers.run_timers()
    assert (ask(market.other, my_lines), len(offered(market.other))) == ([], 1)


def test_no_place_is_offered_past_its_start(market: Market, clock: SettableClock) -> None:
    market.ask_no_notice()
    held = market.hold().reference
    join(market, market.other)
    clock.now = market.start - timedelta(minutes=4)
    timers.run_timers()
    assert (booking(held).status, offer(market.other).hold_expires_at) == ("expired", market.start)


def test_a_checkout_never_shortens_an_offer(market: Market) -> None:
    market.change(price=3000, booking_mode="instant")
    first = market.hold().reference
    join(market, market.other)
    perform(market.learner, release_hold, reference=first)
    before = offer(market.other)
    market.describe(Held(before.reference, market.start), market.other)
    perform(market.other, begin_checkout, reference=before.reference)
    assert offer(market.other).hold_expires_at == before.hold_expires_at


def test_a_booking_that_moves_leaves_its_time_to_the_first_in_line(market: Market, taken: str) -> None:
    perform(market.learner, move_booking, reference=taken, starts_at=market.start + timedelta(hours=3))
    assert (len(offered(market.other)), offered(market.third)) == (1, [])
    assert live_session(offered(market.other)[0]).starts_at == market.start


def test_archiving_offers_nobody_the_places_it_frees_and_ends_the_lines(market: Market) -> None:
    market.hold()
    join(market, market.other)
    perform(market.teacher, archive_offering, offering_id=market.offering_id)
    assert (offered(market.other), ask(market.other, my_lines)) == ([], [])


def test_an_archived_offering_gives_its_time_to_the_line_for_another(market: Market) -> None:
    market.change_hours(slot_interval_minutes=30)
    market.hold()
    another = perform(SYSTEM, another_offering, like=market.offering_id)
    join(market, market.other, offering_id=another)
    perform(market.teacher, archive_offering, offering_id=market.offering_id)
    assert len(offered(market.other)) == 1


def test_an_offered_place_has_the_terms_of_its_own_day(market: Market, taken: str) -> None:
    perform(SYSTEM, renew_lines, terms=replace(TERMS, fee_basis_points=1500, free_cancellation_hours=48))
    perform(market.learner, cancel, reference=taken)
    made = offer(market.other)
    assert (made.fee_basis_points, made.free_cancellation_hours) == (1500, 48)


def test_a_series_held_elsewhere_is_one_hold_and_keeps_nobody_from_an_offer(
    market: Market, taken: str
) -> None:
    elsewhere = perform(SYSTEM, another_teacher, like=market.offering_id)
    starts = [market.start + timedelta(weeks=number) for number in range(4)]
    asked = {"offering_id": elsewhere, "starts": starts, "request_key": "s", "terms": TERMS}
    perform(market.other, hold_series, **asked)
    perform(market.learner, cancel, reference=taken)
    assert len(offered(market.other)) == 5


def another_offering(work: Work, *, like: int) -> int:
    """The same instructor teaches something else at the same hours."""
    theirs = work.db.get_one(SessionOffering, like).model_dump(exclude={"id", "slug"})
    made = SessionOffering(**theirs, slug="rust-again")
    work.db.add(made)
    work.db.flush()
    return made.id


def another_teacher(work: Work, *, like: int) -> int:
    """Teaches the same at the same hours; the id of their offering."""
    teacher = person(work, "Timo")
    work.db.add(Instructor(user_id=teacher.id, slug="timo", time_zone="UTC", created_at=work.now))
    for window in work.db.exec(select(InstructorAvailability)).all():
        copied = window.model_dump(exclude={"id", "instructor_id"})
        work.db.add(InstructorAvailability(**copied, instructor_id=teacher.id))
    offering = work.db.get_one(SessionOffering, like)
    theirs = offering.model_dump(exclude={"id", "instructor_id", "slug"})
    made = SessionOffering(**theirs, instructor_id=teacher.id, slug="rust-with-timo")
    work.db.add(made)
    work.db.flush()
    return made.id
