"""A draft hears all its problems at once, and what it lacks to be published."""

from dataclasses import replace

import pytest

from livesessions.domain import offerings
from livesessions.domain.offerings import Bounds, Draft, OfferingStatus, Option, WrongStatus

BOUNDS = Bounds(shortest=30, longest=240)
SOLO = Draft(
    title="Rust lifetimes, explained",
    description="We read your code together until the borrow checker is your friend.",
    topics=("rust",),
    duration_minutes=60,
    price=4500,
)
GROUP = replace(SOLO, session_type="group", schedule_mode="fixed_dates", capacity=12)


def wrong(draft: Draft, **changes: object) -> dict[str, str]:
    return offerings.problems(replace(draft, **changes), BOUNDS)  # type: ignore[arg-type]


def test_a_sound_offering_has_no_problems():
    assert [wrong(draft) for draft in (SOLO, GROUP)] == [{}, {}]
    assert offerings.publish_problems(SOLO, BOUNDS, has_times=True) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "Rust"}, "title"),
        ({"title": "    x    "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"summary": "x" * 201}, "summary"),
        ({"description": "x" * 8_001}, "description"),
        ({"materials": "x" * 4_001}, "materials"),
        ({"requirements": "x" * 4_001}, "requirements"),
        ({"language": "English"}, "language"),
        ({"language": ""}, "language"),
        ({"topic_type": "vague"}, "topic_type"),
        ({"booking_mode": "later"}, "booking_mode"),
        ({"schedule_mode": "never"}, "schedule_mode"),
        ({"session_type": "crowd"}, "session_type"),
        ({"level": "guru"}, "level"),
        ({"duration_minutes": 25}, "duration_minutes"),
        ({"duration_minutes": 245}, "duration_minutes"),
        ({"duration_minutes": 47}, "duration_minutes"),
        ({"capacity": 2}, "capacity"),
        ({"capacity": 0}, "capacity"),
        ({"price": -1}, "price"),
        ({"price": 49}, "price"),
        ({"price": 100_000_000}, "price"),
        ({"price": 1_255, "currency": "KWD"}, "price"),
        ({"currency": "DOGE"}, "currency"),
        ({"trial_price": 10}, "trial_price"),
        ({"trial_price": 4500}, "trial_price"),
        ({"min_participants": 2, "decide_hours_before": 24}, "min_participants"),
        ({"options": (Option(20, 1000),)}, "options"),
        ({"options": (Option(90, 10),)}, "options"),
        ({"options": (Option(60, 5000),)}, "options"),
        ({"options": (Option(90, 5000), Option(90, 6000))}, "options"),
        ({"options": tuple(Option(90 + 5 * n, 5000) for n in range(6))}, "options"),
        ({"topics": tuple("abcdefghi")}, "topics"),
        ({"questions": ("",)}, "questions"),
        ({"questions": ("x" * 201,)}, "questions"),
        ({"questions": ("Why?",) * 11}, "questions"),
    ],
)
def test_a_wrong_field_is_named(changes, field):
    assert list(wrong(SOLO, **changes)) == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"price": 0},
        {"price": 50},
        {"price": 50, "currency": "JPY"},
        {"price": 99_999_999},
        {"duration_minutes": 30},
        {"duration_minutes": 240},
        {"duration_minutes": 45},
        {"language": "pt-BR"},
        {"topic_type": "flexible"},
        {"schedule_mode": "fixed_dates"},
        {"trial_price": 0},
        {"options": (Option(30, 2500), Option(90, 0))},
    ],
)
def test_the_edges_of_what_is_allowed_are_allowed(changes):
    assert wrong(SOLO, **changes) == {}


@pytest.mark.parametrize(("capacity", "fits"), [(1, False), (2, True), (500, True), (501, False)])
def test_a_group_has_2_to_500_seats(capacity, fits):
    assert (wrong(GROUP, capacity=capacity) == {}) == fits


@pytest.mark.parametrize(
    ("least", "hours", "fields"),
    [
        (2, 1, []),
        (12, 336, []),
        (13, 24, ["min_participants"]),
        (1, 24, ["min_participants"]),
        (3, None, ["decide_hours_before"]),
        (0, 0, ["min_participants", "decide_hours_before"]),
        (3, 337, ["decide_hours_before"]),
    ],
)
def test_a_group_may_ask_for_a_minimum_with_a_deadline(least, hours, fields):
    assert list(wrong(GROUP, min_participants=least, decide_hours_before=hours)) == fields


def test_the_bounds_are_the_operators():
    assert offerings.problems(replace(SOLO, duration_minutes=20), Bounds(15, 20)) == {}
    assert wrong(SOLO, duration_minutes=20) == {"duration_minutes": "A session lasts 30 to 240 minutes."}


def test_everything_wrong_is_told_at_once():
    draft = Draft(title="", duration_minutes=7, capacity=3, price=-5, currency="EUR", level="guru")
    assert list(offerings.problems(draft, BOUNDS)) == [
        "title",
        "level",
        "duration_minutes",
        "capacity",
        "price",
    ]


def test_a_draft_may_be_saved_long_before_it_may_be_published():
    bare = Draft(title="Rust lifetimes")
    assert offerings.problems(bare, BOUNDS) == {}
    assert list(offerings.publish_problems(bare, BOUNDS, has_times=False)) == [
        "description",
        "topics",
        "times",
    ]


def test_what_is_wrong_also_keeps_it_from_being_published():
    broken = replace(SOLO, capacity=3)
    assert list(offerings.publish_problems(broken, BOUNDS, has_times=True)) == ["capacity"]


@pytest.mark.parametrize(("draft", "word"), [(SOLO, "weekly hours"), (GROUP, "a date")])
def test_the_missing_times_are_named_by_the_schedule(draft, word):
    found = offerings.publish_problems(draft, BOUNDS, has_times=False)
    assert found == {"times": f"Add {word} first: there is no time to book yet."}


def test_publishing_and_archiving_go_back_and_forth():
    assert offerings.publish(OfferingStatus.DRAFT) == OfferingStatus.ACTIVE
    assert offerings.publish(OfferingStatus.ARCHIVED) == OfferingStatus.ACTIVE
    assert offerings.archive(OfferingStatus.ACTIVE) == OfferingStatus.ARCHIVED
    assert offerings.archive(OfferingStatus.DRAFT) == OfferingStatus.ARCHIVED


def test_nothing_is_published_or_archived_twice():
    with pytest.raises(WrongStatus):
        offerings.publish(OfferingStatus.ACTIVE)
    with pytest.raises(WrongStatus):
        offerings.archive(OfferingStatus.ARCHIVED)


@pytest.mark.parametrize(("session_type", "mode"), [("individual", "availability"), ("group", "fixed_dates")])
def test_a_new_offering_starts_with_its_usual_schedule(session_type, mode):
    assert offerings.usual_schedule(session_type) == mode
