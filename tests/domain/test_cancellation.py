"""The policy, exact to the microsecond, and its schedule, which can't disagree with it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain.bookings import Party
from livesessions.domain.cancellation import (
    UNMOVED,
    Moved,
    Reason,
    Refund,
    Terms,
    Tier,
    after_move,
    before_booking,
    refund,
    schedule,
)
from livesessions.domain.money import Money

START = datetime(2026, 8, 14, 14, 0, tzinfo=UTC)
LONG_AGO = START - timedelta(days=30)
MICROSECOND = timedelta(microseconds=1)
EUR30 = Terms(price=Money(3000, "EUR"), fee_percent=10)


def eur(amount: int) -> Money:
    return Money(amount, "EUR")


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def by_learner(notice: timedelta, *, booked_at: datetime = LONG_AGO, moved: Moved = UNMOVED) -> Refund:
    return refund(EUR30, now=START - notice, start=START, who=Party.LEARNER, booked_at=booked_at, moved=moved)


@pytest.mark.parametrize(
    ("notice", "percent", "reason"),
    [
        (timedelta(days=20), 100, Reason.FREE),
        (hours(24), 100, Reason.FREE),
        (hours(24) - MICROSECOND, 50, Reason.PARTIAL),
        (hours(24) - timedelta(seconds=1), 50, Reason.PARTIAL),
        (hours(12), 50, Reason.PARTIAL),
        (hours(12) - MICROSECOND, 0, Reason.LATE),
        (hours(0), 0, Reason.LATE),
        (hours(-1), 0, Reason.LATE),
    ],
)
def test_a_learner_gets_back_what_the_notice_allows(notice, percent, reason):
    back = by_learner(notice)
    assert (back.percent, back.reason, back.amount) == (percent, reason, eur(30 * percent))


@pytest.mark.parametrize(
    ("notice", "after_booking", "reason"),
    [
        (hours(5), timedelta(0), Reason.GRACE),
        (hours(5), timedelta(minutes=15), Reason.GRACE),
        (hours(5), timedelta(minutes=15) + MICROSECOND, Reason.LATE),
        (hours(2) + MICROSECOND, timedelta(minutes=5), Reason.GRACE),
        (hours(2), timedelta(minutes=5), Reason.LATE),
        (hours(20), timedelta(minutes=15), Reason.GRACE),
        (hours(20), timedelta(minutes=16), Reason.PARTIAL),
        (hours(30), timedelta(minutes=5), Reason.FREE),
    ],
)
def test_a_slip_can_be_undone_for_a_quarter_of_an_hour(notice, after_booking, reason):
    assert by_learner(notice, booked_at=START - notice - after_booking).reason == reason


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (Party.INSTRUCTOR, Reason.INSTRUCTOR),
        (Party.SYSTEM, Reason.SYSTEM),
        (Party.ADMIN, Reason.SYSTEM),
    ],
)
@pytest.mark.parametrize("notice", [hours(100), hours(1), hours(-1)])
def test_whoever_else_cancels_all_goes_back_the_fee_included(who, reason, notice):
    back = refund(EUR30, now=START - notice, start=START, who=who, booked_at=LONG_AGO)
    assert back == Refund(100, eur(3000), fee_part=eur(300), share_part=eur(2700), reason=reason)


def test_half_a_refund_halves_fee_and_share():
    assert by_learner(hours(13)) == Refund(50, eur(1500), eur(150), eur(1350), Reason.PARTIAL)


def test_a_free_session_has_nothing_to_give_back():
    free = Terms(price=eur(0), fee_percent=10)
    back = refund(free, now=LONG_AGO, start=START, who=Party.LEARNER, booked_at=LONG_AGO)
    assert (back.percent, back.amount, back.fee_part, back.share_part) == (100, eur(0), eur(0), eur(0))


def test_the_terms_of_the_booking_decide():
    strict = Terms(eur(1000), 20, free_hours=72, partial_hours=48, no_refund_hours=48, partial_percent=25)
    back = refund(strict, now=START - hours(50), start=START, who=Party.LEARNER, booked_at=LONG_AGO)
    assert (back.amount, back.fee_part) == (eur(250), eur(50))


def test_no_refund_hours_may_only_narrow_the_partial_tier():
    narrow = Terms(eur(1000), 10, free_hours=24, partial_hours=6, no_refund_hours=12)
    notices = [hours(12), hours(12) - MICROSECOND]
    backs = [
        refund(narrow, now=START - each, start=START, who=Party.LEARNER, booked_at=LONG_AGO)
        for each in notices
    ]
    assert [back.percent for back in backs] == [50, 0]


def test_terms_that_contradict_themselves_are_refused():
    with pytest.raises(ValueError, match="less notice"):
        Terms(eur(1000), 10, free_hours=6, partial_hours=12)


def test_after_an_instructors_move_the_learner_leaves_free():
    moved = after_move(UNMOVED, Party.INSTRUCTOR, percent=0)
    assert by_learner(hours(1), moved=moved).reason == Reason.MOVED_BY_INSTRUCTOR
    assert by_learner(hours(0), moved=moved).percent == 100
    assert by_learner(-MICROSECOND, moved=moved).percent == 0


def test_a_late_move_takes_the_smaller_refund_along():
    moved = after_move(UNMOVED, Party.LEARNER, percent=by_learner(hours(13)).percent)
    assert by_learner(hours(100), moved=moved).percent == 50
    assert by_learner(hours(100), moved=moved).reason == Reason.MOVED_LATE
    assert after_move(moved, Party.LEARNER, percent=100) == moved


def test_a_move_in_the_free_window_costs_nothing():
    assert after_move(UNMOVED, Party.LEARNER, percent=by_learner(hours(24)).percent) == UNMOVED


def test_the_schedule_names_each_tier_with_its_last_instant():
    assert schedule(EUR30, START, LONG_AGO) == (
        Tier(START - hours(24), 100, eur(3000)),
        Tier(START - hours(12), 50, eur(1500)),
        Tier(START, 0, eur(0)),
    )


def test_the_schedule_of_a_short_notice_booking_begins_with_its_grace():
    booked_at = START - hours(13)
    assert [(tier.until - booked_at, tier.percent) for tier in schedule(EUR30, START, booked_at)] == [
        (timedelta(minutes=15), 100),
        (hours(1), 50),
        (hours(13), 0),
    ]


def test_grace_that_reaches_past_the_free_window_prolongs_it():
    booked_at = START - hours(24) - timedelta(minutes=5)
    assert [(tier.until - booked_at, tier.percent) for tier in schedule(EUR30, START, booked_at)][:2] == [
        (timedelta(minutes=15), 100),
        (hours(12) + timedelta(minutes=5), 50),
    ]


def test_a_last_minute_booking_gives_nothing_back():
    assert schedule(EUR30, START, START - hours(1)) == (Tier(START, 0, eur(0)),)


def test_after_an_instructors_move_there_is_one_tier():
    assert schedule(EUR30, START, LONG_AGO, Moved(by_instructor=True)) == (Tier(START, 100, eur(3000)),)


@given(
    booked_before=st.integers(0, 60 * 60 * 40 * 10**6),
    at=st.floats(0, 1),
    jitter=st.integers(-1, 1),
    hour_marks=st.tuples(st.integers(0, 48), st.integers(0, 48), st.integers(0, 48)),
)
def test_schedule_and_refund_agree_at_every_instant(booked_before, at, jitter, hour_marks):
    free, partial, none = sorted(hour_marks, reverse=True)
    terms = Terms(eur(999), Decimal("12.5"), free_hours=free, partial_hours=partial, no_refund_hours=none)
    booked_at = START - timedelta(microseconds=booked_before)
    tiers = schedule(terms, START, booked_at)
    probes = [booked_at + (START - booked_at) * at, *(tier.until + jitter * MICROSECOND for tier in tiers)]
    for now in (probe for probe in probes if booked_at <= probe <= START):
        back = refund(terms, now=now, start=START, who=Party.LEARNER, booked_at=booked_at)
        assert next(tier.percent for tier in tiers if now <= tier.until) == back.percent
        assert back.fee_part + back.share_part == back.amount


def test_who_holds_a_place_at_short_notice_is_told_of_the_grace_that_will_begin():
    told = before_booking(EUR30, START, START - hours(20))
    assert told == (
        Tier(None, 100, eur(3000)),
        Tier(START - hours(12), 50, eur(1500)),
        Tier(START, 0, eur(0)),
    )


def test_who_holds_a_place_long_before_is_told_what_the_booking_will_give():
    assert before_booking(EUR30, START, LONG_AGO) == schedule(EUR30, START, LONG_AGO)


@given(
    notice=st.floats(1, 60), booked_after=st.floats(0, 1), cancelled_after=st.floats(0, 1), late=st.booleans()
)
def test_what_was_told_before_booking_is_what_comes_back(notice, booked_after, cancelled_after, late):
    held_at = START - hours(notice)
    told = before_booking(EUR30, START, held_at)
    booked_at = held_at + min(hours(1), START - held_at) * booked_after
    now = booked_at + (START - booked_at if late else EUR30.grace) * cancelled_after
    if now > START:
        return
    back = refund(EUR30, now=now, start=START, who=Party.LEARNER, booked_at=booked_at)
    in_grace = told[0].until is None and now - booked_at <= EUR30.grace
    by_notice = next(tier.percent for tier in told if tier.until and now <= tier.until)
    if in_grace or back.reason != Reason.GRACE:
        assert back.percent == (100 if in_grace else by_notice)
