"""A hold keeps a slot just long enough to pay, and nobody hoards."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.holds import Hold, HoldOver, Rules, TooManyHolds, check_hold_limits, link_closes

NOW = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_a_hold_lasts_ten_minutes():
    assert Hold.begin(NOW) == Hold(NOW + minutes(10))
    assert Hold.begin(NOW, Rules(hold=minutes(5))) == Hold(NOW + minutes(5))


def test_the_checkout_extends_a_hold_eight_minutes_past_its_own_end():
    hold = Hold.begin(NOW).at_checkout(NOW + minutes(9))
    assert hold == Hold(NOW + minutes(9 + 40), extended=True)
    assert hold.pay_by() == NOW + minutes(9 + 32)


def test_a_hold_is_extended_only_once():
    hold = Hold.begin(NOW).at_checkout(NOW)
    assert hold.at_checkout(NOW + minutes(30)) == hold


def test_a_hold_is_over_at_its_very_end():
    hold = Hold.begin(NOW)
    hold.must_last(NOW + minutes(10) - timedelta(microseconds=1))
    with pytest.raises(HoldOver):
        hold.at_checkout(NOW + minutes(10))


def test_before_the_checkout_there_is_time_to_pay_until_the_hold_ends():
    assert Hold.begin(NOW).pay_by() == NOW + minutes(10)


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
