"""What a learner may wish for."""

import pytest

from livesessions.domain import topics
from livesessions.domain.topics import TopicType, Wish

WISH = Wish(" Lifetimes in structs ", " stop cloning everything ", "intermediate")


@pytest.mark.parametrize(
    ("wish", "fields"),
    [
        (WISH, []),
        (Wish("  "), ["topic"]),
        (Wish("x" * 161), ["topic"]),
        (Wish("x" * 160, "y" * 2_001, "guru"), ["goal", "level"]),
        (Wish("", "y" * 2_001, "guru"), ["topic", "goal", "level"]),
    ],
)
def test_every_wrong_field_is_named_at_once(wish, fields):
    assert list(topics.problems(wish, TopicType.FLEXIBLE)) == fields


def test_a_fixed_topic_needs_no_proposal():
    assert topics.problems(Wish(), TopicType.FIXED) == {}
