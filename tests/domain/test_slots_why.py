"""Why a time is not offered, and what is offered near it."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.slots import (
    Busy,
    Override,
    Reason,
    Slot,
    SlotNotFree,
    Wanted,
    nearest,
    reasons,
    slot_at,
    why_not,
)
from livesessions.domain.slots.why import SENTENCES
from tests.domain.slot_days import HOUR, MONDAY, at, calendar, claim, hours

NOW = at("06:00")
FULL_OF_RULES = calendar(
    "09:00-18:00",
    overrides=(Override(MONDAY + timedelta(days=1), (hours("09:00-10:00"),)),),
    busy=(Busy.between(at("15:00"), at("16:00")), Busy.between(at("10:30"), at("10:30"))),
    claims=(claim("12:00", "13:00", 20),),
    buffer_minutes=10,
    min_lead_minutes=240,
    booking_window_days=7,
    max_per_day=2,
    slot_interval=30,
)


@pytest.mark.parametrize(
    ("clock", "days", "reason"),
    [
        ("10:00", 0, None),
        ("09:30", 0, Reason.LEAD_TIME),
        ("09:00", 7, Reason.BOOKING_WINDOW),
        ("06:01", 7, Reason.BOOKING_WINDOW),
        ("06:00", 7, Reason.OUTSIDE_HOURS),
        ("08:00", 2, Reason.OUTSIDE_HOURS),
        ("17:30", 0, Reason.OUTSIDE_HOURS),
        ("11:00", 1, Reason.OVERRIDE),
        ("11:30", 0, Reason.TAKEN),
        ("14:30", 0, Reason.BUSY),
        ("14:00", 0, None),
        ("16:00", 0, None),
        ("11:00", 0, Reason.BUFFER),
        ("13:00", 0, Reason.BUFFER),
        ("10:15", 0, Reason.STEP),
    ],
)
def test_a_time_that_is_not_free_has_its_reason(clock, days, reason):
    assert why_not(FULL_OF_RULES, HOUR, NOW, at(clock, MONDAY + timedelta(days=days))) == reason


def test_on_a_full_day_the_reason_is_the_daily_cap():
    of = calendar("09:00-18:00", claims=(claim("12:00", "13:00"),), max_per_day=1)
    assert why_not(of, HOUR, NOW, at("10:00")) == Reason.DAILY_CAP


@pytest.mark.parametrize("opens", [True, False])
@pytest.mark.parametrize(("seats", "reason"), [(8, Reason.FULL), (1, Reason.TAKEN)])
def test_a_group_without_seats_is_full_and_an_individual_session_taken(seats, reason, opens):
    of = calendar("09:00-18:00", claims=(claim("12:00", "13:00", offering=1),))
    wanted = Wanted(offering_id=1, duration_minutes=60, seats=seats, opens_sessions=opens)
    assert why_not(of, wanted, NOW, at("12:00")) == reason


def test_where_another_offerings_session_is_the_time_is_taken():
    of = calendar("09:00-18:00", claims=(claim("12:00", "13:00", offering=1, seats=5),))
    assert why_not(of, Wanted(offering_id=3, duration_minutes=60, seats=8), NOW, at("12:00")) == Reason.TAKEN


def test_between_fixed_dates_the_reason_is_the_dates():
    fixed = Wanted(offering_id=1, duration_minutes=60, opens_sessions=False)
    assert why_not(calendar("09:00-18:00"), fixed, NOW, at("12:00")) == Reason.FIXED_DATES


def test_seconds_are_never_a_slot():
    assert why_not(FULL_OF_RULES, HOUR, NOW, at("10:00") + timedelta(seconds=30)) == Reason.STEP


def test_every_broken_rule_is_told_the_most_telling_first():
    of = calendar("09:00-18:00", claims=(claim("08:00", "09:00"), claim("08:45", "10:00")), max_per_day=1)
    assert reasons(of, HOUR, at("09:00"), at("08:30")) == [
        Reason.LEAD_TIME,
        Reason.OUTSIDE_HOURS,
        Reason.TAKEN,
        Reason.DAILY_CAP,
    ]


def test_each_reason_has_a_sentence():
    assert set(SENTENCES) == set(Reason)


def test_the_nearest_slots_lie_on_both_sides_in_order_of_time():
    assert [slot.start for slot in nearest(FULL_OF_RULES, HOUR, NOW, at("12:00"))] == [
        at("10:00"),
        at("10:30"),
        at("13:30"),
    ]


def test_there_may_be_nothing_near():
    assert nearest(calendar(), HOUR, NOW, at("12:00")) == []


@pytest.mark.parametrize("start", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_time_are_refused_like_any_other(start):
    with pytest.raises(SlotNotFree) as refused:
        slot_at(FULL_OF_RULES, HOUR, NOW, start)
    assert refused.value.reason == (Reason.LEAD_TIME if start < NOW else Reason.BOOKING_WINDOW)
    assert refused.value.nearest == ()


def test_a_free_slot_can_be_taken():
    assert slot_at(FULL_OF_RULES, HOUR, NOW, at("10:00")) == Slot(at("10:00"), at("11:00"), 1, None)


def test_a_slot_that_is_gone_says_why_and_what_is_near():
    with pytest.raises(SlotNotFree) as refused:
        slot_at(FULL_OF_RULES, HOUR, NOW, at("11:30"))
    assert (refused.value.reason, str(refused.value)) == (Reason.TAKEN, "That time is taken.")
    assert [slot.start for slot in refused.value.nearest] == [at("10:00"), at("10:30"), at("13:30")]
