"""What a session will be about: the learner proposes, the instructor finalises, every version is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from livesessions.domain.bookings import Party
from livesessions.domain.errors import DomainError

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
class Proposal:
    """What the learner would like, as typed."""

    topic: str = ""
    goal: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the agreement. Numbers count from 1; the newest counts."""

    number: int
    proposal: Proposal
    by: Party
    at: datetime
    is_final: bool = False


class TopicIsFinal(DomainError):
    """The learner came too late to change it."""

    code = "topic_is_final"


def problems(proposal: Proposal, topic_type: TopicType) -> dict[str, str]:
    """Field → what is wrong with it; empty if it can be sent."""
    found: dict[str, str] = {}
    topic = proposal.topic.strip()
    if topic_type == TopicType.FLEXIBLE and len(topic) < 3:
        found["topic"] = "Say what you would like to learn, in a few words."
    elif len(topic) > LONGEST_TOPIC:
        found["topic"] = f"Please keep the topic under {LONGEST_TOPIC} characters: the goal has more room."
    if len(proposal.goal) > LONGEST_GOAL:
        found["goal"] = f"Please keep the goal under {LONGEST_GOAL} characters."
    if proposal.level and proposal.level not in set(Level):
        found["level"] = "Choose a level from the list."
    return found


def first(proposal: Proposal, topic_type: TopicType, offered: str, at: datetime) -> Version:
    """The version a booking begins with: a fixed offering's topic is its own, whatever was typed."""
    wish = replace(proposal, topic=offered) if topic_type == TopicType.FIXED else proposal
    return Version(1, _trimmed(wish), Party.LEARNER, at)


def revise(versions: Sequence[Version], proposal: Proposal, by: Party, at: datetime) -> Version:
    """The next version. Whatever is revised after it was final is final again.

    Errors: TopicIsFinal for a learner whose topic was finalised.
    """
    last = versions[-1]
    if last.is_final and by == Party.LEARNER:
        raise TopicIsFinal("Your instructor has set the topic. Write to them if you need a change.")
    return Version(last.number + 1, _trimmed(proposal), by, at, is_final=last.is_final)


def finalise(versions: Sequence[Version], by: Party, at: datetime) -> Version:
    """The newest version made final, as a version of its own; itself if it is final already."""
    last = versions[-1]
    if last.is_final:
        return last
    return Version(last.number + 1, last.proposal, by, at, is_final=True)


def _trimmed(proposal: Proposal) -> Proposal:
    return replace(proposal, topic=proposal.topic.strip(), goal=proposal.goal.strip())
