"""What to ask of the gateway next, for one booking and for several that are paid at once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain.parts import divide
from livesessions.domain.settlement import REFUND_TRIES, Call, Operation, Standing, next_call

HELD = Standing(
    due=3000, is_decided=False, checkout_is_open=False, is_authorised=True, authorised=3000, least=50
)
YES = replace(HELD, is_decided=True)
NO = replace(YES, due=0)
PAID = replace(YES, is_authorised=False, captured=3000)


def named(*parts: Standing) -> tuple[Standing, ...]:
    return tuple(replace(part, part="ABC"[place]) for place, part in enumerate(parts))


def test_an_answer_that_is_missing_keeps_the_whole_authorisation() -> None:
    assert next_call(*named(YES, HELD, NO)) is None


def test_with_the_last_answer_only_what_is_due_is_taken() -> None:
    call = Call(Operation.CAPTURE, 6000, parts=(("A", 3000), ("C", 3000)))
    assert next_call(*named(YES, NO, YES)) == call


def test_where_nothing_is_due_all_of_it_is_let_go() -> None:
    assert next_call(*named(NO, NO)) == Call(Operation.VOID)


def test_less_than_the_gateway_takes_is_taken_whole_and_goes_back() -> None:
    little = replace(YES, due=40)
    assert next_call(*named(little, NO)) == Call(Operation.CAPTURE, 6000, parts=(("A", 3000), ("B", 3000)))


def test_one_booking_is_taken_whole() -> None:
    assert next_call(YES) == Call(Operation.CAPTURE, 3000)


def test_refunds_are_made_one_after_the_other() -> None:
    back = replace(PAID, due=0)
    assert next_call(*named(PAID, back, back)) == Call(Operation.REFUND, 3000, part="B")
    assert next_call(*named(PAID, replace(back, refunded=3000), back)) == Call(
        Operation.REFUND, 3000, part="C"
    )


def test_a_refund_that_fails_too_often_holds_up_no_other() -> None:
    back = replace(PAID, due=0)
    stuck = replace(back, failed_refunds=REFUND_TRIES)
    assert next_call(*named(stuck, back)) == Call(Operation.REFUND, 3000, part="B")


SAVED = Standing(due=3000, is_decided=True, checkout_is_open=False, is_authorised=False, is_saved=True)


def test_a_saved_method_waits_for_the_answer_and_is_then_charged() -> None:
    assert next_call(replace(SAVED, is_decided=False)) is None
    assert next_call(SAVED) == Call(Operation.CHARGE, 3000)


def test_a_saved_method_is_charged_once_whatever_came_of_it() -> None:
    assert next_call(replace(SAVED, is_tried=True)) == Call(Operation.FORGET)
    assert next_call(replace(SAVED, is_tried=True, captured=3000)) == Call(Operation.FORGET)


def test_a_saved_method_that_nothing_is_due_by_is_forgotten() -> None:
    assert next_call(replace(SAVED, due=0)) == Call(Operation.FORGET)


def test_the_page_of_a_pay_link_is_closed_when_its_time_is_over() -> None:
    link = replace(SAVED, is_saved=False, checkout_is_open=True)
    assert next_call(link) is None
    assert next_call(replace(link, is_overdue=True)) == Call(Operation.EXPIRE_CHECKOUT)


def test_a_dispute_holds_up_all() -> None:
    back = replace(PAID, due=0)
    assert next_call(*named(replace(back, is_disputed=True), back)) is None


def test_a_page_is_closed_only_when_nothing_on_it_is_due() -> None:
    at_page = replace(HELD, checkout_is_open=True, is_authorised=False)
    gone = replace(at_page, due=0)
    assert (next_call(*named(at_page, gone)), next_call(*named(gone, gone))) == (
        None,
        Call(Operation.EXPIRE_CHECKOUT),
    )


@given(
    st.integers(0, 10**9),
    st.dictionaries(st.text("AB12", min_size=1, max_size=4), st.integers(0, 10**6), min_size=1, max_size=12),
)
def test_parts_sum_to_the_whole_and_each_is_within_one_unit_of_its_weight(
    whole: int, weights: dict[str, int]
) -> None:
    total, parts = sum(weights.values()), divide(whole, weights)
    assert sum(parts.values()) == (whole if total else 0)
    for name, weight in weights.items():
        assert abs(parts[name] * total - whole * weight) <= total
