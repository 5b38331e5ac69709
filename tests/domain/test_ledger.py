"""Every movement balances, and every rule of the self-check can be broken and is then named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livesessions.domain import ledger
from livesessions.domain.ledger import Entry, Movement, Unsound
from livesessions.domain.ledger_check import differences
from livesessions.domain.money import Money, Split
from tests.domain.histories import World, tapes


def eur(amount: int) -> Money:
    return Money(amount, "EUR")


PARTS = Split(fee=eur(300), share=eur(2700))


@pytest.mark.parametrize(
    ("movement", "entries"),
    [
        (ledger.capture("x", 1, eur(3000)), {"gateway": 3000, "escrow": -3000}),
        (ledger.gateway_fee("x", 1, eur(75)), {"gateway": -75, "gateway_fees": 75}),
        (ledger.refund("x", 1, eur(1500)), {"gateway": -1500, "escrow": 1500}),
        (ledger.refund_failed("x", 1, eur(1500)), {"gateway": 1500, "escrow": -1500}),
        (ledger.earn("x", 1, PARTS, 7), {"escrow": 3000, "instructor:7": -2700, "revenue": -300}),
        (ledger.unearn("x", 1, PARTS, 7), {"escrow": -3000, "instructor:7": 2700, "revenue": 300}),
        (ledger.transfer("x", 1, eur(2700), 7), {"gateway": -2700, "instructor:7": 2700}),
        (ledger.reversal("x", 1, eur(2700), 7), {"gateway": 2700, "instructor:7": -2700}),
        (ledger.dispute("x", 1, eur(3000)), {"gateway": -3000, "disputes": 3000}),
        (ledger.dispute_won("x", 1, eur(3000)), {"gateway": 3000, "disputes": -3000}),
        (ledger.dispute_lost("x", 1, eur(3000)), {"escrow": 3000, "disputes": -3000}),
        (ledger.credit_bought("x", eur(9000), 5), {"gateway": 9000, "credits:5": -9000}),
        (ledger.credit_spent("x", 1, eur(3000), 5), {"escrow": -3000, "credits:5": 3000}),
        (ledger.credit_returned("x", 1, eur(3000), 5), {"escrow": 3000, "credits:5": -3000}),
        (ledger.credit_refunded("x", eur(3000), 5, beyond=eur(0)), {"gateway": -3000, "credits:5": 3000}),
        (
            ledger.credit_refunded("x", eur(3000), 5, beyond=eur(1000)),
            {"gateway": -3000, "credits:5": 2000, "losses:5": 1000},
        ),
        (ledger.credit_refund_failed("x", eur(3000), 5), {"gateway": 3000, "credits:5": -3000}),
        (ledger.credit_dispute_lost("x", eur(3000), 5), {"disputes": -3000, "losses:5": 3000}),
        (ledger.credit_withdrawn("x", eur(3000), 5), {"losses:5": -3000, "credits:5": 3000}),
    ],
    ids=lambda value: str(value.kind) if isinstance(value, Movement) else "",
)
def test_a_movement_signs_its_accounts(movement, entries):
    assert {entry.account: entry.amount.amount for entry in movement.entries} == entries
    assert movement.imbalance() == {}


def test_a_movement_is_known_by_its_kind_and_external_id():
    assert ledger.refund("re_1", 1, eur(5)).id == "refund:re_1"


def test_a_session_without_fee_leaves_no_empty_entry():
    movement = ledger.earn("x", 1, Split(fee=eur(0), share=eur(3000)), 7)
    assert [entry.account for entry in movement.entries] == ["escrow", "instructor:7"]


@pytest.mark.parametrize("amount", [0, -1])
def test_a_movement_of_nothing_or_less_is_refused(amount):
    with pytest.raises(Unsound):
        ledger.capture("x", 1, eur(amount))


def test_a_correction_must_balance_in_each_currency():
    sound = (Entry("revenue", eur(5)), Entry("instructor:7", eur(-5)))
    assert ledger.correction("x", None, sound).entries == sound
    with pytest.raises(Unsound):
        ledger.correction("x", None, (Entry("revenue", eur(5)), Entry("escrow", Money(-5, "USD"))))


def test_balances_are_sums_by_account_and_currency():
    movements = [ledger.capture("a", 1, eur(3000)), ledger.capture("b", 2, Money(500, "JPY"))]
    assert ledger.balances(movements) == {
        ("gateway", "EUR"): 3000,
        ("escrow", "EUR"): -3000,
        ("gateway", "JPY"): 500,
        ("escrow", "JPY"): -500,
    }


def test_a_cancelled_booking_leaves_the_platform_what_the_policy_keeps():
    movements = [
        ledger.capture("a", 1, eur(3000)),
        ledger.gateway_fee("b", 1, eur(75)),
        ledger.refund("c", 1, eur(1500)),
        ledger.earn("d", 1, PARTS.part(eur(1500), before=eur(1500)), 7),
        ledger.transfer("e", 1, eur(1350), 7),
    ]
    left = {account: sum_ for (account, _), sum_ in ledger.balances(movements).items() if sum_}
    assert left == {"gateway": 75, "gateway_fees": 75, "revenue": -150}


@settings(max_examples=500)
@given(seed=st.integers(0, 2**64))
def test_ten_thousand_histories_balance_and_break_no_rule(seed):
    for tape in tapes(seed, count=20):
        movements = World(tape).live(steps=30)
        assert [each.id for each in movements if each.imbalance()] == []
        assert sum(ledger.balances(movements).values()) == 0
        assert differences(movements) == ()
