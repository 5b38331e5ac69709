"""What the room saw decides who was absent, when a session completes, and what follows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain import attendance
from livesessions.domain.attendance import Attendance, NotOverYet, Outcome, Stay
from livesessions.domain.bookings import Event
from livesessions.domain.errors import NotAllowed

START = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)
END = START + timedelta(minutes=60)
MICROSECOND = timedelta(microseconds=1)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def stays(*spans: tuple[float, float]) -> tuple[Stay, ...]:
    return tuple(Stay(at(since), at(until), at(until)) for since, until in spans)


def hour(learner: list[tuple[float, float]], instructor: list[tuple[float, float]]) -> Attendance:
    return Attendance(START, END, stays(*learner), stays(*instructor))


@pytest.mark.parametrize(
    ("learner", "instructor", "expected"),
    [
        ([(0, 60)], [(0, 60)], Outcome.MET),
        ([(16, 60)], [(0, 60)], Outcome.MET),  # late, but the instructor waited on
        ([(0, 60)], [(12, 60)], Outcome.MET),
        ([], [(0, 20)], Outcome.LEARNER_ABSENT),
        ([(-9, -1)], [(0, 20)], Outcome.LEARNER_ABSENT),  # looked in before the start only
        ([(16, 40)], [(0, 15)], Outcome.LEARNER_ABSENT),
        ([], [(14, 60)], Outcome.LEARNER_ABSENT),
        ([(0, 11)], [], Outcome.INSTRUCTOR_ABSENT),
        ([(0, 11)], [(12, 60)], Outcome.INSTRUCTOR_ABSENT),
        ([(0, 20)], [(30, 60)], Outcome.INSTRUCTOR_ABSENT),
        ([], [], Outcome.BOTH_ABSENT),
        ([], [(20, 60)], Outcome.BOTH_ABSENT),  # came too late to call the learner absent
        ([(61, 70)], [(61, 70)], Outcome.BOTH_ABSENT),
        ([(0, 2)], [(5, 9)], Outcome.UNCLEAR),
        ([(0, 2)], [(0, 2)], Outcome.UNCLEAR),  # both looked in: they may have met elsewhere
        ([(0, 10)], [(10, 20)], Outcome.INSTRUCTOR_ABSENT),  # half-open: they missed each other
        ([(1, 60)], [(0, 0.02)], Outcome.INSTRUCTOR_ABSENT),  # a second is not coming
        ([(0, 60)], [(0, 4)], Outcome.INSTRUCTOR_ABSENT),  # nor is leaving somebody alone at once
        ([(7, 60)], [(0, 6)], Outcome.INSTRUCTOR_ABSENT),  # gone before the learner's waiting time was over
        ([(0, 9)], [(12, 60)], Outcome.INSTRUCTOR_ABSENT),  # late, for somebody who had come
        ([(0, 5)], [(6, 60)], Outcome.LEARNER_ABSENT),  # the same the other way round
        ([(0, 0.02)], [(12, 60)], Outcome.LEARNER_ABSENT),
        ([(0, 0.02)], [(0, 60)], Outcome.LEARNER_ABSENT),
        ([], [(0, 0.02)], Outcome.BOTH_ABSENT),
        ([(0, 5)], [(0, 5)], Outcome.MET),
    ],
)
def test_the_outcome_follows_from_who_was_there_when(learner, instructor, expected):
    assert attendance.outcome(hour(learner, instructor)) == expected


def test_in_another_room_nobody_is_called_absent():
    elsewhere = Attendance(START, END, built_in_room=False)
    assert attendance.outcome(elsewhere) == Outcome.UNCLEAR
    assert attendance.completes_at(elsewhere) == END + timedelta(hours=24)


@pytest.mark.parametrize(
    ("outcome", "event"),
    [
        (Outcome.MET, Event.COMPLETED),
        (Outcome.UNCLEAR, Event.COMPLETED),
        (Outcome.LEARNER_ABSENT, Event.MISSED),
        (Outcome.INSTRUCTOR_ABSENT, Event.CANCELLED),
        (Outcome.BOTH_ABSENT, Event.CANCELLED),
    ],
)
def test_every_outcome_is_an_event_of_the_booking(outcome, event):
    assert attendance.EVENT_OF[outcome] == event


@pytest.mark.parametrize(("minutes", "limit"), [(30, 10), (45, 15), (60, 15), (240, 15)])
def test_a_learner_is_awaited_a_quarter_of_an_hour_or_a_third_of_the_session(minutes, limit):
    short = Attendance(START, at(minutes))
    assert attendance.learner_awaited_until(short) == at(limit)


@pytest.mark.parametrize(
    ("learner", "instructor", "now", "may"),
    [
        ([], [(0, 15)], at(15), True),
        ([], [(0, 15)], at(15) - MICROSECOND, False),
        ([(-5, -1)], [(0, 15)], at(15), True),
        ([(-5, 0.1)], [(0, 15)], at(15), False),
        ([(3, 4)], [(0, 15)], at(15), False),
        ([], [(0, 1)], at(15), False),  # has not waited
        ([], [(14, 15)], at(15), False),
        ([], [(14, 19)], at(19), True),
        ([], [(16, 30)], at(30), False),  # came too late to call the learner absent
    ],
)
def test_an_instructor_who_waited_may_leave_when_the_learner_has_not_come(learner, instructor, now, may):
    seen = hour(learner, instructor)
    assert attendance.instructor_may_leave(seen, now) == may
    assert not may or attendance.outcome(seen) == Outcome.LEARNER_ABSENT


def still_there(since: float, until: float) -> Stay:
    return Stay(at(since), at(until))


@pytest.mark.parametrize(
    ("instructor", "now", "may"),
    [
        ((), at(10), True),
        ((), at(10) - MICROSECOND, False),
        ((), at(60), False),  # it ends by itself
        (stays((0, 1)), at(10), True),  # looked in
        (stays((0, 5)), at(10), False),
        ((still_there(9, 10),), at(10), False),
        ((still_there(9, 9.5),), at(10.5), True),  # not heard of for a minute
    ],
)
def test_a_learner_who_waits_may_leave_when_the_instructor_has_not_come(instructor, now, may):
    waiting = (Stay(at(0), now),)
    assert attendance.learner_may_leave(Attendance(START, END, waiting, instructor), now) == may


def test_who_does_not_wait_in_the_room_may_not_end_it():
    gone = Attendance(START, END, learner=stays((0, 10)))
    assert not attendance.learner_may_leave(gone, at(10))
    with pytest.raises(NotAllowed):
        attendance.check_giving_up(gone, at(10))


def test_nobody_is_late_in_a_room_we_cannot_see():
    assert not attendance.learner_may_leave(Attendance(START, END, built_in_room=False), at(30))
    assert not attendance.instructor_may_leave(Attendance(START, END, built_in_room=False), at(30))


@pytest.mark.parametrize(
    ("learner", "instructor", "after_end"),
    [
        ([(0, 30)], [(0, 60)], timedelta(minutes=15)),
        ([(0, 29.9)], [(0, 60)], timedelta(hours=24)),
        ([(0, 60)], [(0, 10), (20, 30)], timedelta(hours=24)),
        ([(0, 60)], [(0, 15), (30, 45)], timedelta(minutes=15)),
        ([], [(0, 20)], timedelta(minutes=15)),
        ([(0, 20)], [], timedelta(0)),
        ([], [], timedelta(0)),
        ([(0, 2)], [(5, 9)], timedelta(hours=24)),
    ],
)
def test_a_session_completes_by_what_was_seen(learner, instructor, after_end):
    assert attendance.completes_at(hour(learner, instructor)) == END + after_end


def test_the_instructor_finishes_from_the_end_on():
    attendance.check_finish(hour([], []), END)
    with pytest.raises(NotOverYet):
        attendance.check_finish(hour([], []), END - MICROSECOND)


def test_a_problem_is_reported_within_72_hours():
    assert attendance.reports_until(END) == END + timedelta(hours=72)


def test_two_tabs_count_once_and_time_outside_the_session_not_at_all():
    assert attendance.present(stays((-10, 20), (10, 30), (50, 75)), START, END) == timedelta(minutes=40)


def test_a_stay_without_a_goodbye_ends_at_the_last_heartbeat():
    assert Stay(at(0), at(25)).until == at(25)
    assert attendance.present([Stay(at(0), at(25))], START, END) == timedelta(minutes=25)


SPANS = st.lists(st.tuples(st.integers(-15, 75), st.integers(0, 60)).map(lambda s: (s[0], s[0] + s[1])))


@given(SPANS)
def test_presence_is_every_minute_in_which_some_stay_covers_the_session(spans):
    minutes = [m for m in range(60) if any(since <= m < until for since, until in spans)]
    assert attendance.present(stays(*spans), START, END) == timedelta(minutes=len(minutes))


@given(SPANS, SPANS)
def test_whoever_met_is_never_absent_and_money_goes_back_at_the_end(learner, instructor):
    seen = hour(learner, instructor)
    result = attendance.outcome(seen)
    together = [m for m in range(60) if all(any(a <= m < b for a, b in s) for s in (learner, instructor))]
    assert (result == Outcome.MET) == (len(together) >= 5)
    assert (attendance.completes_at(seen) == END) == (attendance.EVENT_OF[result] == Event.CANCELLED)


@given(SPANS, SPANS)
def test_nothing_is_unclear_for_a_learner_who_waited(learner, instructor):
    if attendance.outcome(hour(learner, instructor)) == Outcome.UNCLEAR:
        assert attendance.present(stays(*learner), START, END) < timedelta(minutes=5)


@given(SPANS, SPANS, SPANS)
def test_more_time_in_the_room_never_makes_somebody_absent(learner, instructor, more):
    before = attendance.outcome(hour(learner, instructor))
    if before not in (Outcome.LEARNER_ABSENT, Outcome.BOTH_ABSENT):
        assert attendance.outcome(hour(learner + more, instructor)) != Outcome.LEARNER_ABSENT
    if before not in (Outcome.INSTRUCTOR_ABSENT, Outcome.BOTH_ABSENT):
        assert attendance.outcome(hour(learner, instructor + more)) != Outcome.INSTRUCTOR_ABSENT
