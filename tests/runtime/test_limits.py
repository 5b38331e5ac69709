"""How often is too often."""

import pytest

from livesessions.runtime.limits import Limits, MemoryLimits, Rate, RedisLimits, household, make_limits

FIVE = Rate(times=5, seconds=60)


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def spend(limits: Limits, times: int, key: str = "mina") -> list[float]:
    return [limits.spend(key, FIVE) for _ in range(times)]


def test_all_of_a_rate_may_come_at_once() -> None:
    assert spend(MemoryLimits(Hand()), 5) == [0, 0, 0, 0, 0]


def test_one_more_must_wait_for_its_turn() -> None:
    assert spend(MemoryLimits(Hand()), 6)[-1] == 12


def test_a_try_that_is_refused_costs_nothing() -> None:
    assert spend(MemoryLimits(Hand()), 9)[-1] == 12


def test_after_the_wait_one_more_is_free() -> None:
    hand = Hand()
    limits = MemoryLimits(hand)
    spend(limits, 5)
    hand.now += 12
    assert spend(limits, 2) == [0, 12]


def test_everybody_has_a_rate_of_their_own() -> None:
    limits = MemoryLimits(Hand())
    spend(limits, 6)
    assert spend(limits, 1, "noor") == [0]


def test_quiet_keys_are_not_kept() -> None:
    hand = Hand()
    limits = MemoryLimits(hand, tidy_at=10)
    for number in range(10):
        limits.spend(f"visitor{number}", FIVE)
    hand.now += 61
    limits.spend("mina", FIVE)
    assert list(limits._full_at) == ["mina"]


def test_a_shared_address_has_room_for_several() -> None:
    assert FIVE.widened(10) == Rate(times=50, seconds=60)


@pytest.mark.parametrize(
    ("address", "household_of_it"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_whoever_has_many_addresses_counts_once(address: str, household_of_it: str) -> None:
    assert household(address) == household_of_it


def test_without_redis_each_process_counts_for_itself() -> None:
    limits = make_limits("redis://127.0.0.1:1")
    assert isinstance(limits, RedisLimits)
    assert [wait > 0 for wait in spend(limits, 6)] == [False, False, False, False, False, True]


def test_counting_in_memory_is_the_default() -> None:
    assert isinstance(make_limits(), MemoryLimits)
