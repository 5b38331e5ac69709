"""Who may move a booking alone, who has to ask, and how long asking lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.bookings import CannotMove, NotNow, Party, Status
from livesessions.domain.moves import (
    NeedsConsent,
    check_alone,
    check_group,
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
    assert must_ask(by, status, start=NOW + notice, to=NOW + 99 * HOUR, now=NOW, free_hours=24) == asks


@pytest.mark.parametrize("by", [Party.INSTRUCTOR, Party.ADMIN])
@pytest.mark.parametrize(
    ("to", "asks"), [(None, False), (24 * HOUR, False), (24 * HOUR - timedelta.resolution, True)]
)
def test_an_instructor_asks_before_moving_to_a_time_so_near_that_it_may_be_missed(by, to, asks):
    when = {"start": NOW + 99 * HOUR, "to": to and NOW + to, "now": NOW}
    assert must_ask(by, Status.ACCEPTED, **when, free_hours=24) == asks


@pytest.mark.parametrize(("by", "start", "to"), [("learner", 1, 99), ("instructor", 99, 1)])
def test_moving_alone_is_refused_where_one_has_to_ask(by, start, to):
    when = {"start": NOW + start * HOUR, "to": NOW + to * HOUR, "now": NOW}
    with pytest.raises(NeedsConsent):
        check_alone(Party(by), Status.ACCEPTED, **when, free_hours=24)


@pytest.mark.parametrize(
    ("statuses", "notice"),
    [(["held", "accepted"], 99), (["accepted", "pending"], 99), (["accepted"], 23)],
)
def test_a_group_moves_when_all_are_decided_and_early_enough(statuses, notice):
    with pytest.raises(CannotMove):
        check_group([Status(each) for each in statuses], notice * HOUR, free_hours=24)
    check_group([Status.ACCEPTED], 24 * HOUR, free_hours=24)


@pytest.mark.parametrize("status", [each for each in Status if each not in ("pending", "accepted")])
def test_nothing_else_moves_and_no_time_is_proposed_for_it(status):
    with pytest.raises(NotNow):
        check_alone(Party.INSTRUCTOR, status, start=NOW + HOUR, to=NOW + 99 * HOUR, now=NOW, free_hours=24)
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
