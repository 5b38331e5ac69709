"""What is left of a package after refunds asked and unasked, and after a bank's verdict."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain.packages import Holding, ask_back, reckon

FRESH = Holding(captured=6000, left=6000, due=6000)
USED = replace(FRESH, left=4000)  # one session of twenty is booked


def test_asking_back_leaves_nothing_to_book_and_owes_it_as_money() -> None:
    asked = ask_back(USED)
    assert (asked.left, asked.due, asked.asked, asked.credit) == (0, 2000, 4000, 4000)


def test_what_has_gone_back_is_owed_no_more() -> None:
    back = reckon(replace(ask_back(USED), refunded=4000))
    assert (back.left, back.due, back.asked, back.credit) == (0, 2000, 0, 0)


def test_a_refund_that_fails_is_owed_again() -> None:
    assert reckon(replace(ask_back(USED), refunded=0)) == ask_back(USED)


def test_what_was_given_back_unasked_comes_out_of_what_is_left() -> None:
    back = reckon(replace(USED, refunded=3000))
    assert (back.left, back.due, back.credit) == (1000, 3000, 1000)


def test_more_than_is_left_given_back_unasked_leaves_no_debt_of_credit() -> None:
    back = reckon(replace(USED, refunded=5000))
    assert (back.left, back.due, back.credit) == (0, 1000, 0)


def test_a_lost_payment_ends_the_credit_and_no_booked_session() -> None:
    lost = reckon(replace(USED, lost=6000))
    assert (lost.left, lost.withdrawn, lost.credit) == (0, 4000, 0)


def test_credit_that_comes_back_after_the_verdict_ends_too() -> None:
    lost = reckon(replace(USED, lost=6000))
    again = reckon(replace(lost, left=2000))
    assert (again.left, again.withdrawn, again.credit) == (0, 6000, 0)


def test_a_part_lost_ends_a_part() -> None:
    lost = reckon(replace(USED, lost=1000))
    assert (lost.left, lost.withdrawn, lost.due, lost.credit) == (3000, 1000, 5000, 3000)


def test_nothing_goes_back_after_the_verdict() -> None:
    lost = reckon(replace(ask_back(USED), lost=6000))
    assert (lost.asked, lost.left, lost.withdrawn, lost.credit) == (0, 0, 4000, 0)


def test_looking_again_changes_nothing() -> None:
    for seen in (USED, replace(USED, lost=1000), replace(USED, refunded=3000), replace(USED, lost=6000)):
        once = reckon(seen)
        assert reckon(once) == once


def after(seen: Holding, verb: str, amount: int) -> Holding:
    """What a learner, the gateway or a bank did next, as far as it can be done."""
    could_go_back = seen.captured - seen.refunded - seen.lost
    if verb == "ask":
        return seen if seen.lost else ask_back(seen)
    if verb == "refund":
        return reckon(replace(seen, refunded=seen.refunded + min(amount, could_go_back)))
    if verb == "fail":
        return reckon(replace(seen, refunded=seen.refunded - min(amount, seen.refunded)))
    if verb == "lose":
        return reckon(replace(seen, lost=seen.lost + min(amount, could_go_back)))
    return replace(seen, left=seen.left - min(amount, seen.left))  # spend


VERBS = st.sampled_from(("ask", "refund", "fail", "lose", "spend"))


@given(st.lists(st.tuples(VERBS, st.integers(1, 6000)), max_size=12))
def test_whatever_happens_credit_is_never_below_nothing_nor_made_of_nothing(steps):
    seen = FRESH
    for verb, amount in steps:
        seen = after(seen, verb, amount)
        assert 0 <= seen.left <= seen.credit <= seen.captured
        assert 0 <= seen.withdrawn <= seen.lost
