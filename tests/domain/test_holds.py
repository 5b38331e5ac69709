"""A hold keeps a slot just long enough to pay, and nobody hoards."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.holds import (
    Hold,
    HoldOver,
    Rules,
    TooManyHolds,
    check_hold_limits,
    link_closes,
    time_to_pay,
)

NOW = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)
FAR = NOW + timedelta(days=2)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_a_hold_lasts_ten_minutes():
    assert Hold.begin(NOW, FAR) == Hold(NOW + minutes(10))
    assert Hold.begin(NOW, FAR, Rules(hold=minutes(5))) == Hold(NOW + minutes(5))


def test_nothing_is_held_past_its_start():
    assert Hold.begin(NOW, NOW + minutes(4)) == Hold(NOW + minutes(4))
    assert Hold.begin(NOW, FAR).at_checkout(NOW, NOW + minutes(35)) == Hold(NOW + minutes(35), extended=True)


@pytest.mark.parametrize(("start_in", "closes_in"), [(99, 32), (40, 32), (35, 32), (31, 31)])
def test_a_checkout_closes_before_the_start(start_in, closes_in):
    hold = Hold.begin(NOW, FAR).at_checkout(NOW, NOW + minutes(start_in))
    assert hold.pay_by(NOW) == NOW + minutes(closes_in)


def test_no_checkout_opens_that_would_outlast_the_start():
    with pytest.raises(HoldOver, match="starts too soon"):
        Hold.begin(NOW, FAR).at_checkout(NOW, NOW + minutes(31) - timedelta(microseconds=1))


def test_whoever_takes_all_of_a_hold_to_decide_can_still_pay():
    start = NOW + minutes(time_to_pay(3000))
    assert Hold.begin(NOW, start).at_checkout(NOW + minutes(9), start).pay_by(NOW + minutes(9)) <= start
    assert time_to_pay(0) == 0


def test_the_checkout_extends_a_hold_eight_minutes_past_its_own_end():
    hold = Hold.begin(NOW, FAR).at_checkout(NOW + minutes(9), FAR)
    assert hold == Hold(NOW + minutes(9 + 40), extended=True)
    assert hold.pay_by(NOW + minutes(9)) == NOW + minutes(9 + 32)


def test_a_hold_is_extended_only_once():
    hold = Hold.begin(NOW, FAR).at_checkout(NOW, FAR)
    assert hold.at_checkout(NOW + minutes(30), FAR) == hold


def test_a_hold_is_over_at_its_very_end():
    hold = Hold.begin(NOW, FAR)
    hold.must_last(NOW + minutes(10) - timedelta(microseconds=1))
    with pytest.raises(HoldOver):
        hold.at_checkout(NOW + minutes(10), FAR)


@pytest.mark.parametrize(("with_instructor", "in_all", "fits"), [(0, 0, 1), (0, 2, 1), (1, 1, 0), (0, 3, 0)])
def test_one_hold_with_an_instructor_and_three_in_all(with_instructor, in_all, fits):
    if fits:
        check_hold_limits(with_instructor, in_all)
    else:
        with pytest.raises(TooManyHolds):
            check_hold_limits(with_instructor, in_all)


def test_the_page_of_a_pay_link_stays_open_until_its_end_and_half_an_hour_at_least() -> None:
    end = NOW + timedelta(hours=24)
    assert link_closes(NOW, end) == end
    assert link_closes(end - timedelta(minutes=5), end) == end + timedelta(minutes=27)
