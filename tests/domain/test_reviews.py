"""Reviews come from learners who were there, in time, and their average is exact."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain import reviews
from livesessions.domain.bookings import Status
from livesessions.domain.reviews import CannotReview, Rating

DONE = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NOT_COMPLETED = sorted(set(Status) - {Status.COMPLETED})


def test_a_completed_booking_is_reviewed_for_thirty_days():
    reviews.check_write(Status.COMPLETED, DONE, DONE + timedelta(days=30), reviewed=False)
    with pytest.raises(CannotReview, match="30 days"):
        reviews.check_write(Status.COMPLETED, DONE, DONE + timedelta(days=30) + MICROSECOND, reviewed=False)


@pytest.mark.parametrize("status", NOT_COMPLETED)
def test_no_other_booking_is_reviewed(status):
    with pytest.raises(CannotReview, match="once it is completed"):
        reviews.check_write(status, DONE, DONE, reviewed=False)


def test_a_booking_is_reviewed_once():
    with pytest.raises(CannotReview, match="already"):
        reviews.check_write(Status.COMPLETED, DONE, DONE, reviewed=True)


def test_a_review_is_edited_for_fourteen_days():
    reviews.check_edit(DONE, DONE + timedelta(days=14))
    with pytest.raises(CannotReview, match="14 days"):
        reviews.check_edit(DONE, DONE + timedelta(days=14) + MICROSECOND)


def test_the_instructor_replies_once():
    reviews.check_reply("")
    with pytest.raises(CannotReview):
        reviews.check_reply("Thank you!")


@pytest.mark.parametrize("stars", [1, 3, 5])
def test_stars_alone_are_a_review(stars):
    assert reviews.problems(stars, "") == {}


@pytest.mark.parametrize("stars", [None, 0, 6, -1])
def test_stars_are_one_to_five(stars):
    assert list(reviews.problems(stars, "x" * 4_001)) == ["stars", "text"]


def test_a_reply_says_something_and_not_too_much():
    assert reviews.reply_problems("Thank you!") == {}
    assert [list(reviews.reply_problems(text)) for text in (" ", "x" * 4_001)] == [["reply"], ["reply"]]


def test_without_reviews_there_is_no_average():
    assert Rating().average is None


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["keep", "edit", "remove"]), st.integers(1, 5))))
def test_the_average_always_equals_the_reviews(history):
    rating, left = Rating(), []
    for stars, fate, other in history:
        rating = rating.added(stars)
        if fate == "edit":
            rating = rating.changed(stars, other)
        if fate == "remove":
            rating = rating.removed(stars)
        left += {"keep": [stars], "edit": [other], "remove": []}[fate]
    assert rating.average == (Fraction(sum(left), len(left)) if left else None)
