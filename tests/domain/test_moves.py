"""Who may move a booking alone, who has to ask, and how long asking lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.bookings import CannotMove, NotNow, Party, Status
from livesessions.domain.moves import (
    NeedsConsent,
    check_alone,
    check_proposing,
    may_answer,
    moves_everybody,
    must_ask,
    proposal_ends,
)

NOW = datetime(2026, 8, 12, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("by", "status", "notice", "asks"),
    [
        (Party.LEARNER, Status.PENDING, HOUR, False),
        (Party.INSTRUCTOR, Status.PENDING, 99 * HOUR, True),
        (Party.ADMIN, Status.PENDING, 99 * HOUR, True),
        (Party.LEARNER, Status.ACCEPTED, 24 * HOUR, False),
        (Party.LEARNER, Status.ACCEPTED, 24 * HOUR - timedelta.resolution, True),
        (Party.INSTRUCTOR, Status.ACCEPTED, HOUR, False),
        (Party.ADMIN, Status.ACCEPTED, HOUR, False),
    ],
)
def test_whoever_may_not_move_alone_has_to_ask(by, status, notice, asks):
    assert must_ask(by, status, start=NOW + notice, now=NOW, free_hours=24) == asks


def test_moving_alone_is_refused_where_one_has_to_ask():
    with pytest.raises(NeedsConsent):
        check_alone(Party.LEARNER, Status.ACCEPTED, start=NOW + HOUR, now=NOW, free_hours=24)


@pytest.mark.parametrize("status", [each for each in Status if each not in ("pending", "accepted")])
def test_nothing_else_moves_and_no_time_is_proposed_for_it(status):
    with pytest.raises(NotNow):
        check_alone(Party.INSTRUCTOR, status, start=NOW + HOUR, now=NOW, free_hours=24)
    with pytest.raises(NotNow):
        check_proposing(Party.INSTRUCTOR, status)


def test_a_learner_changes_their_own_request_instead_of_proposing():
    with pytest.raises(CannotMove):
        check_proposing(Party.LEARNER, Status.PENDING)


@pytest.mark.parametrize(
    ("start", "to", "respond_by", "hours"),
    [(99, 98, None, 24), (5, 98, None, 5), (99, 4, None, 4), (99, 98, 3, 3)],
)
def test_a_proposal_ends_after_a_day_or_with_what_it_is_about(start, to, respond_by, hours):
    until = NOW + respond_by * HOUR if respond_by else None
    ends = proposal_ends(NOW, start=NOW + start * HOUR, to=NOW + to * HOUR, respond_by=until)
    assert ends == NOW + hours * HOUR


@pytest.mark.parametrize(
    ("proposed_by", "who", "may"),
    [
        ("learner", "instructor", True),
        ("learner", "admin", True),
        ("learner", "learner", False),
        ("instructor", "learner", True),
        ("instructor", "admin", False),
        ("admin", "instructor", False),
    ],
)
def test_the_other_side_answers(proposed_by, who, may):
    assert may_answer(Party(proposed_by), Party(who)) == may


@pytest.mark.parametrize(
    ("by", "capacity", "asks", "everybody"),
    [("learner", 1, False, False), ("instructor", 5, False, True), ("instructor", 5, True, False)],
)
def test_an_instructor_takes_a_group_along_but_asks_one_at_a_time(by, capacity, asks, everybody):
    assert moves_everybody(Party(by), capacity, asks=asks) == everybody
