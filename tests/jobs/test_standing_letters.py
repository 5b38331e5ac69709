"""Who hears of a suspension: its person once and why, the others kindly, and nobody why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from livesessions.domain.suspensions import INSTRUCTOR_GONE, LEARNER_GONE
from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.queries.notifications import bell
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Actor, Door, ask, perform
from livesessions.services.suspensions import restore, suspend_person, suspend_teaching
from tests.jobs.letterbox import Letters
from tests.services.market import Market, open_market

WHY = "Learners told us of rude words."


@pytest.fixture
def market(door: Door, clock: SettableClock, letters: Letters) -> Market:
    """Lena has booked Tara, and everybody has read their letters about that."""
    door.announced = ANNOUNCED
    made = open_market(clock(), booking_mode="instant")
    made.request()
    worker.run_until_idle()
    letters.sent.clear()
    return made


@pytest.fixture
def admin(market: Market) -> Actor:
    return replace(market.third, roles=frozenset({"learner", "admin"}))


def read_by(letters: Letters, name: str) -> list[tuple[str, str]]:
    return [(each.subject, each.text) for each in letters.sent if each.to == f"{name}@example.org"]


@pytest.mark.parametrize(
    ("use_case", "subject"),
    [(suspend_person, "Your account is suspended"), (suspend_teaching, "Your teaching is suspended")],
)
def test_a_suspended_instructor_gets_one_letter_with_the_reason(
    market: Market, admin: Actor, letters: Letters, use_case: object, subject: str
) -> None:
    perform(admin, use_case, user_id=market.teacher.user_id or 0, reason=WHY)
    worker.run_until_idle()
    [(said, text)] = read_by(letters, "tara")
    assert (said, WHY in text) == (subject, True)
    lines = {line.title: line.body for line in ask(market.teacher, bell).lines}
    assert lines["Live Sessions cancelled “Rust”"] == "Fri 14 Aug, 10:00."


def test_their_learners_hear_of_it_kindly_and_not_why(market: Market, admin: Actor, letters: Letters) -> None:
    held = market.hold(market.other, at=market.start.replace(hour=14), key="k2")
    perform(admin, suspend_person, user_id=market.teacher.user_id or 0, reason=WHY)
    worker.run_until_idle()
    [(subject, text)] = read_by(letters, "lena")
    assert (subject, INSTRUCTOR_GONE in text, WHY in text) == (
        "Cancelled: “Rust”, Fri 14 Aug, 10:00",
        True,
        False,
    )
    assert letters.calendars().keys() == {"lena@example.org"}
    assert (held.reference != "", [line.title for line in ask(market.other, bell).lines]) == (
        True,
        ["“Rust” can’t be booked any more"],
    )


def test_a_suspended_learner_gets_one_letter_and_their_instructor_another(
    market: Market, admin: Actor, letters: Letters
) -> None:
    perform(admin, suspend_person, user_id=market.learner.user_id or 0, reason=WHY)
    worker.run_until_idle()
    [(subject, _)] = read_by(letters, "lena")
    [(_, text)] = read_by(letters, "tara")
    assert (subject, LEARNER_GONE in text, WHY in text) == ("Your account is suspended", True, False)


def test_a_suspended_person_hears_nothing_more_of_what_was_under_way(
    market: Market, admin: Actor, letters: Letters, clock: SettableClock
) -> None:
    clock.now = market.start
    perform(admin, suspend_person, user_id=market.learner.user_id or 0, reason=WHY)
    clock.now = market.start + timedelta(days=3)
    worker.run_until_idle()
    assert [subject for subject, _ in read_by(letters, "lena")] == ["Your account is suspended"]


def test_restoring_is_told_by_letter_as_well(market: Market, admin: Actor, letters: Letters) -> None:
    teacher = market.teacher.user_id or 0
    perform(admin, suspend_teaching, user_id=teacher, reason=WHY)
    worker.run_until_idle()
    letters.sent.clear()
    perform(admin, restore, user_id=teacher, reason="We had taken you for somebody else.")
    worker.run_until_idle()
    [(subject, text)] = read_by(letters, "tara")
    assert (subject, "somebody else" in text) == ("You can teach again", True)
    assert read_by(letters, "lena") == []
