"""The policy's sentence is made of the tiers that the refund is made of."""

from datetime import UTC, datetime, timedelta

from livesessions.domain.bookings import Party
from livesessions.domain.cancellation import Terms, before_booking, refund, schedule
from livesessions.domain.money import Money
from livesessions.runtime.policies import Back, policy_sentence

START = datetime(2026, 8, 15, 12, 0, tzinfo=UTC)
BOOKED = START - timedelta(days=10)
TERMS = Terms(Money(3000, "EUR"), fee_percent=10)


def backs(booked_at: datetime = BOOKED) -> list[Back]:
    return [(tier.until, tier.amount.amount) for tier in schedule(TERMS, START, booked_at)]


def test_each_amount_is_said_with_its_last_moment_on_the_readers_clock() -> None:
    assert policy_sentence(backs(), "EUR", "Europe/Berlin") == (
        "You get back €30.00 until Fri 14 Aug, 14:00 your time, €15.00 until Sat 15 Aug, 02:00, then nothing."
    )


def test_a_last_minute_booking_is_told_that_nothing_comes_back() -> None:
    said = policy_sentence(backs(START - timedelta(hours=1)), "EUR", "UTC")
    assert said == "Nothing is paid back if you cancel."


def test_a_grace_that_has_not_begun_is_told_as_such() -> None:
    told = [
        (each.until, each.amount.amount) for each in before_booking(TERMS, START, START - timedelta(hours=20))
    ]
    assert policy_sentence(told, "EUR", "UTC") == (
        "You get back €30.00 within 15 minutes of booking, €15.00 until Sat 15 Aug, 00:00 your time, then nothing."
    )


def test_the_last_second_of_each_stretch_gives_what_the_sentence_says() -> None:
    for until, amount in backs():
        back = refund(TERMS, now=until, start=START, who=Party.LEARNER, booked_at=BOOKED)
        assert back.amount.amount == amount


def test_a_second_later_gives_what_the_next_stretch_says() -> None:
    later = [until + timedelta(seconds=1) for until, _ in backs()[:-1]]
    gives = [refund(TERMS, now=at, start=START, who=Party.LEARNER, booked_at=BOOKED) for at in later]
    assert [each.amount.amount for each in gives] == [amount for _, amount in backs()[1:]]
