"""What a session will be about: what the learner may propose. Every version is kept by `services/bookings.py`."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_TOPIC = 160
LONGEST_GOAL = 2_000


class TopicType(StrEnum):
    """Fixed: the offering's own. Flexible: the learner proposes."""

    FIXED = "fixed"
    FLEXIBLE = "flexible"


class Level(StrEnum):
    ALL = "all"
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the learner would like, as typed."""

    topic: str = ""
    goal: str = ""
    level: str = ""


def problems(wish: Wish, topic_type: TopicType) -> dict[str, str]:
    """Field → what is wrong with it; empty if it can be sent."""
    found: dict[str, str] = {}
    topic = wish.topic.strip()
    if topic_type == TopicType.FLEXIBLE and len(topic) < 3:
        found["topic"] = "Say what you would like to learn, in a few words."
    elif len(topic) > LONGEST_TOPIC:
        found["topic"] = f"Please keep the topic under {LONGEST_TOPIC} characters: the goal has more room."
    if len(wish.goal) > LONGEST_GOAL:
        found["goal"] = f"Please keep the goal under {LONGEST_GOAL} characters."
    if wish.level and wish.level not in set(Level):
        found["level"] = "Choose a level from the list."
    return found
