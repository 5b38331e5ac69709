"""Every rule of the self-check can be broken, and is then named with its movement and amount."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain import ledger
from livesessions.domain.ledger import Entry, Kind, Movement
from livesessions.domain.ledger_check import RULES, Difference, differences
from livesessions.domain.money import Money, Split
from tests.domain.histories import World, tapes


def eur(amount: int) -> Money:
    return Money(amount, "EUR")


PARTS = Split(fee=eur(300), share=eur(2700))
PAID = ledger.capture("a", 1, eur(3000))
EARNED = ledger.earn("b", 1, PARTS, 7)

# One broken rule each: the movements, and by how much the last one breaks it.
BROKEN = {
    "refunded more than was captured": ([PAID, ledger.refund("x", 1, eur(3001))], 1),
    "earned or refunded more than is in escrow": ([PAID, EARNED, ledger.refund("x", 1, eur(10))], 10),
    "refund failed that was not made": ([PAID, ledger.refund_failed("x", 1, eur(4))], 4),
    "unearned a share that was not earned": ([PAID, ledger.unearn("x", 1, PARTS, 7)], 2700),
    "unearned a fee that was not earned": ([PAID, ledger.unearn("x", 1, PARTS, 7)], 300),
    "reversed more than was transferred": ([PAID, EARNED, ledger.reversal("x", 1, eur(9), 7)], 9),
    "paid out more than the booking earned": ([PAID, EARNED, ledger.transfer("x", 1, eur(2705), 7)], 5),
    "paid out more than is owed": ([PAID, EARNED, ledger.transfer("x", 2, eur(2702), 7)], 2),
    "ended a dispute that was not open": ([PAID, ledger.dispute_won("x", 1, eur(3000))], 3000),
    "spent credit that was not bought": ([ledger.credit_spent("x", 1, eur(8), 5)], 8),
    "credit refund failed that was not made": ([ledger.credit_refund_failed("x", eur(6), 5)], 6),
    "withdrew more credit than was lost": ([ledger.credit_withdrawn("x", eur(3), 5)], 3),
}


def test_every_rule_has_its_breach():
    assert set(BROKEN) == {rule.name for rule in RULES}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_named_with_its_movement_and_amount(rule):
    movements, amount = BROKEN[rule]
    found = {difference.rule: difference for difference in differences(movements)}
    assert found[rule] == Difference(rule, movements[-1].id, "EUR", amount)


def test_a_sound_ledger_shows_nothing():
    assert differences([PAID, EARNED, ledger.transfer("c", 1, eur(2700), 7)]) == ()


def test_disputes_of_two_packages_do_not_answer_for_each_other():
    movements = [ledger.dispute("x", None, eur(5)), ledger.dispute_won("y", None, eur(5))]
    assert [difference.subject for difference in differences(movements)] == ["dispute_won:y"]


def test_nothing_is_paid_out_before_it_is_earned():
    early = [PAID, ledger.transfer("c", 1, eur(2700), 7), EARNED]
    assert {difference.subject for difference in differences(early)} == {"transfer:c"}


def test_owing_after_a_payout_is_sound_but_being_paid_while_owing_is_not():
    owing = [
        PAID,
        EARNED,
        ledger.transfer("c", 1, eur(2700), 7),
        ledger.unearn("d", 1, PARTS, 7),
        ledger.refund("e", 1, eur(3000)),
        ledger.capture("f", 2, eur(3000)),
        ledger.earn("g", 2, PARTS, 7),
    ]
    paid_too_much = ledger.transfer("h", 2, eur(1), 7)
    assert differences(owing) == ()
    assert differences([*owing, paid_too_much]) == (
        Difference("paid out more than is owed", "transfer:h", "EUR", 1),
    )


def test_a_movement_posted_twice_shows():
    assert Difference("posted twice", "capture:a") in differences([PAID, PAID])


def test_a_lopsided_or_empty_row_shows():
    lopsided = Movement(Kind.CORRECTION, "x", (Entry("tax", eur(5)),))
    assert differences([lopsided]) == (Difference("does not balance", "correction:x", "EUR", 5),)
    assert differences([replace(lopsided, entries=())]) == (Difference("moves nothing", "correction:x"),)


@given(seed=st.integers(0, 2**64), victim=st.integers(0, 50), by=st.integers(1, 500))
def test_one_altered_amount_anywhere_shows(seed, victim, by):
    for tape in tapes(seed, count=3):
        movements = [ledger.gateway_fee("y", 9, eur(1)), *World(tape).live(steps=30)]
        position = victim % len(movements)
        movements[position] = altered(movements[position], by)
        assert differences(movements) != ()


def altered(movement: Movement, by: int) -> Movement:
    first, *rest = movement.entries
    forged = replace(first, amount=Money(first.amount.amount + by, first.amount.currency))
    return replace(movement, entries=(forged, *rest))
