"""The topic is proposed, edited and finalised, and nothing that was said is lost."""

from datetime import UTC, datetime

import pytest

from livesessions.domain import topics
from livesessions.domain.bookings import Party
from livesessions.domain.topics import Proposal, TopicIsFinal, TopicType

NOW = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)
WISH = Proposal(" Lifetimes in structs ", " stop cloning everything ", "intermediate")


@pytest.mark.parametrize(
    ("proposal", "fields"),
    [
        (WISH, []),
        (Proposal("  "), ["topic"]),
        (Proposal("x" * 161), ["topic"]),
        (Proposal("x" * 160, "y" * 2_001, "guru"), ["goal", "level"]),
        (Proposal("", "y" * 2_001, "guru"), ["topic", "goal", "level"]),
    ],
)
def test_every_wrong_field_is_named_at_once(proposal, fields):
    assert list(topics.problems(proposal, TopicType.FLEXIBLE)) == fields


def test_a_fixed_topic_needs_no_proposal():
    assert topics.problems(Proposal(), TopicType.FIXED) == {}


def test_a_flexible_topic_is_the_learners():
    version = topics.first(WISH, TopicType.FLEXIBLE, "Rust", NOW)
    assert (version.number, version.by, version.is_final) == (1, Party.LEARNER, False)
    assert version.proposal == Proposal("Lifetimes in structs", "stop cloning everything", "intermediate")


def test_a_fixed_topic_is_the_offerings_and_keeps_the_goal():
    version = topics.first(WISH, TopicType.FIXED, "Rust", NOW)
    assert version.proposal == Proposal("Rust", "stop cloning everything", "intermediate")


def test_the_instructor_edits_then_finalises_and_each_is_a_version():
    one = topics.first(WISH, TopicType.FLEXIBLE, "Rust", NOW)
    two = topics.revise([one], Proposal("Borrowing first"), Party.INSTRUCTOR, NOW)
    three = topics.finalise([one, two], Party.INSTRUCTOR, NOW)
    assert [each.number for each in (one, two, three)] == [1, 2, 3]
    assert (three.proposal, three.is_final, two.is_final) == (two.proposal, True, False)


def test_finalising_twice_is_finalising_once():
    final = topics.finalise([topics.first(WISH, TopicType.FLEXIBLE, "Rust", NOW)], Party.INSTRUCTOR, NOW)
    assert topics.finalise([final], Party.INSTRUCTOR, NOW) is final


def test_after_that_only_the_instructor_changes_it_and_it_stays_final():
    final = topics.finalise([topics.first(WISH, TopicType.FLEXIBLE, "Rust", NOW)], Party.INSTRUCTOR, NOW)
    assert topics.revise([final], Proposal("Traits"), Party.INSTRUCTOR, NOW).is_final
    with pytest.raises(TopicIsFinal):
        topics.revise([final], Proposal("Traits"), Party.LEARNER, NOW)
