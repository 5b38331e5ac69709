"""Why nothing is booked any more for a payment that arrives when its hold is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.late_payments import Lapsed, TooLate, too_late

START = datetime(2026, 8, 14, 10, tzinfo=UTC)
FINE = Lapsed(START, is_called_off=False, is_bookable=True, is_theirs=False, keeps_price=True)


def test_until_its_start_a_session_can_be_booked_by_a_late_payment() -> None:
    moments = START - timedelta(microseconds=1), START
    assert [too_late(FINE, now) for now in moments] == [None, TooLate.BEGUN]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"is_called_off": True}, TooLate.CALLED_OFF),
        ({"is_bookable": False}, TooLate.WITHDRAWN),
        ({"is_theirs": True}, TooLate.THEIRS),
        ({"keeps_price": False}, TooLate.USED_UP),
    ],
)
def test_whatever_else_became_of_it_is_said(change: dict[str, bool], why: TooLate) -> None:
    assert too_late(replace(FINE, **change), START - timedelta(days=1)) == why
