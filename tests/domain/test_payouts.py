"""Shares wait their days, debts are covered first, and no cent is lost on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain.money import MixedCurrencies, Money
from livesessions.domain.payouts import Share, Transfer, available_at, plan

NOW = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)


def eur(amount: int) -> Money:
    return Money(amount, "EUR")


def share(
    booking_id: int, amount: int, *, in_days: float = 0, frozen: bool = False, blocked: str = ""
) -> Share:
    return Share(booking_id, eur(amount), NOW + timedelta(days=in_days), frozen, blocked)


@pytest.mark.parametrize(("finished_before", "days"), [(0, 7), (4, 7), (5, 3), (100, 3)])
def test_a_share_waits_seven_days_for_the_first_five_sessions_then_three(finished_before, days):
    assert available_at(NOW, finished_before) == NOW + timedelta(days=days)


def test_what_is_available_is_paid_earliest_first():
    found = plan([share(1, 500), share(2, 700, in_days=-1)], eur(0), NOW)
    assert [transfer.booking_id for transfer in found.transfers] == [2, 1]
    assert (found.paid, found.withheld) == (eur(1200), eur(0))


def test_a_share_is_available_at_its_very_instant():
    later = timedelta(microseconds=1) / timedelta(days=1)
    found = plan([share(1, 500), share(2, 700, in_days=later)], eur(0), NOW)
    assert (found.paid, found.waiting) == (eur(500), eur(700))


def test_a_debt_nets_from_the_next_shares():
    found = plan([share(1, 500), share(2, 700)], eur(600), NOW)
    assert found.transfers == (Transfer(2, eur(600), withheld=eur(100)),)
    assert (found.withheld, found.debt_left) == (eur(600), eur(0))


def test_a_debt_larger_than_all_shares_remains():
    found = plan([share(1, 500)], eur(800), NOW)
    assert (found.transfers, found.debt_left) == ((), eur(300))


def test_frozen_and_blocked_shares_stay_and_cover_no_debt():
    shares = [share(1, 500, frozen=True), share(2, 700, blocked="No account yet."), share(3, 100)]
    found = plan(shares, eur(50), NOW)
    assert (found.paid, found.frozen, found.blocked) == (eur(50), eur(500), eur(700))


def test_asking_again_after_paying_pays_nothing_more():
    first = plan([share(1, 500), share(2, 700)], eur(600), NOW)
    left = [share(1, 500), share(2, 100)]  # what the ledger still owes: exactly what was withheld
    assert first.paid == eur(600)
    assert plan(left, eur(600), NOW).transfers == ()


def test_one_plan_is_for_one_currency():
    with pytest.raises(MixedCurrencies):
        plan([share(1, 500)], Money(0, "USD"), NOW)


SHARES = st.builds(
    share,
    booking_id=st.integers(1, 99),
    amount=st.integers(1, 10_000),
    in_days=st.integers(-2, 2),
    frozen=st.booleans(),
    blocked=st.sampled_from(["", "", "Account restricted."]),
)


@given(st.lists(SHARES), st.integers(0, 20_000))
def test_every_cent_is_paid_withheld_waiting_frozen_or_blocked(shares, debt):
    found = plan(shares, eur(debt), NOW)
    parts = found.paid + found.withheld + found.waiting + found.frozen + found.blocked
    assert parts.amount == sum(each.amount.amount for each in shares)
    assert found.withheld + found.debt_left == eur(debt)
    assert all(each.amount > eur(0) for each in found.transfers)
