"""Generated calendars, minute by minute: no slot breaks a rule, and none that keeps all rules is missing."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livesessions.domain import times
from livesessions.domain.slots import free_runs, nearest, why_not
from tests.domain import slot_oracle
from tests.domain.slot_calendars import EXAMPLES, Question, questions

thousands = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
some = settings(thousands, max_examples=EXAMPLES // 5)


def found(question: Question) -> list[tuple[int, int, int, int | None]]:
    runs = free_runs(*question)
    return [
        (start, start + run.duration_minutes, run.seats, run.live_session_id)
        for run in runs
        for start in run.minutes
    ]


def expected(question: Question) -> list[tuple[int, int, int, int | None]]:
    return [(start, *slot) for start, slot in slot_oracle.free_starts(*question).items()]


@thousands
@given(questions)
def test_the_engine_finds_exactly_the_slots_that_the_rules_allow_in_order(question):
    assert found(question) == expected(question)


@some
@given(questions, st.integers(1, 2000))
def test_a_narrower_question_gets_the_same_answer(question, minutes):
    later = question.first + timedelta(minutes=minutes)
    rest = [slot for slot in found(question) if slot[0] >= times.minute_up(later)]
    assert found(question._replace(first=later)) == rest


@some
@given(questions, st.integers(-200, 2200))
def test_a_reason_is_given_if_and_only_if_a_time_is_not_free(question, minutes):
    start = question.first + timedelta(minutes=minutes)
    free = slot_oracle.free_starts(*question[:3], start, start + timedelta(minutes=1))
    assert (why_not(*question[:3], start) is None) == (times.minute(start) in free)


@some
@given(questions)
def test_every_slot_has_no_reason_against_it(question):
    starts = [slot.start for run in free_runs(*question) for slot in run.slots()][:20]
    assert [why_not(*question[:3], start) for start in starts] == [None] * len(starts)


@some
@given(questions, st.integers(1, 5))
def test_the_nearest_slots_are_the_nearest(question, n):
    calendar, wanted, now, first, _ = question
    around = free_runs(calendar, wanted, now, first - timedelta(days=14), first + timedelta(days=14))
    starts = [slot.start for run in around for slot in run.slots()]
    closest = sorted(starts, key=lambda start: (abs(start - first), start))[:n]
    assert [slot.start for slot in nearest(calendar, wanted, now, first, n)] == sorted(closest)
