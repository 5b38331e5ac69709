"""The instructor sets the topic, before the answer and after it; every version is kept."""

import pytest

from livesessions.domain.bookings import NotNow
from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.queries.bookings import booking_detail
from livesessions.runtime.work import ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.topics import set_topic
from tests.services.market import Market


def versions(market: Market, reference: str) -> list[tuple[str, bool, bool]]:
    """Topic, whether the learner wrote it, whether it is final."""
    found = ask(market.learner, booking_detail, reference=reference)
    return [(each.topic, each.by_learner, each.is_final) for each in found.topics]


def test_every_version_is_kept_and_the_newest_counts(market: Market) -> None:
    reference = market.request()
    perform(market.teacher, set_topic, reference=reference, topic="Lifetimes in structs")
    assert versions(market, reference) == [("Lifetimes", True, False), ("Lifetimes in structs", False, False)]


def test_a_final_topic_that_is_changed_is_final_again(market: Market) -> None:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    perform(market.teacher, set_topic, reference=reference, topic="Lifetimes in structs")
    assert versions(market, reference) == [("Lifetimes", True, True), ("Lifetimes in structs", False, True)]


def test_the_same_words_are_no_new_version(market: Market) -> None:
    reference = market.request()
    perform(
        market.teacher, set_topic, reference=reference, topic="Lifetimes", goal="Read other people's code"
    )
    assert len(versions(market, reference)) == 1


def test_only_the_instructor_sets_a_topic(market: Market) -> None:
    reference = market.request()
    for who in (market.learner, market.other):
        with pytest.raises(NotFound):
            perform(who, set_topic, reference=reference, topic="Mine")


def test_a_topic_has_words(market: Market) -> None:
    with pytest.raises(Invalid):
        perform(market.teacher, set_topic, reference=market.request(), topic=" ")


def test_a_fixed_topic_and_an_ended_booking_stay_as_they_are(market: Market) -> None:
    reference = market.request()
    market.change(topic_type="fixed")
    with pytest.raises(NotAllowed):
        perform(market.teacher, set_topic, reference=reference, topic="Mine")
    perform(market.learner, cancel, reference=reference)
    with pytest.raises(NotNow):
        perform(market.teacher, set_topic, reference=reference, topic="Mine")
