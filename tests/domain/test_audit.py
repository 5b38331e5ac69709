"""Whatever is altered, lost, added or swapped in the trail shows."""

import pytest

from livesessions.domain.audit import START, first_broken, link

FACTS = [{"event": "booking.held", "number": n, "after": {"status": "held"}} for n in range(5)]
Chain = list[tuple[str, str, dict[str, object]]]


def chain(facts: list[dict[str, object]]) -> Chain:
    events, last = [], START
    for each in facts:
        events.append((last, link(last, each), each))
        last = events[-1][1]
    return events


def test_an_untouched_chain_is_whole():
    events = chain(FACTS)
    assert first_broken(events) is None
    assert first_broken(events, last_hash=events[-1][1]) is None
    assert first_broken([], last_hash=START) is None


@pytest.mark.parametrize("position", range(5))
def test_an_altered_event_shows_where_it_stands(position):
    events = chain(FACTS)
    previous, own, facts = events[position]
    events[position] = (previous, own, {**facts, "after": {"status": "accepted"}})
    assert first_broken(events) == position


def test_an_event_altered_with_its_hash_shows_at_the_next():
    events = chain(FACTS)
    forged = {**FACTS[2], "reason": "forged"}
    events[2] = (events[2][0], link(events[2][0], forged), forged)
    assert first_broken(events) == 3


def test_a_removed_event_shows():
    events = chain(FACTS)
    assert first_broken(events[1:]) == 0
    assert first_broken(events[:2] + events[3:]) == 2


def test_a_cut_off_end_shows_against_the_hash_kept_elsewhere():
    events = chain(FACTS)
    assert first_broken(events[:3]) is None
    assert first_broken(events[:3], last_hash=events[-1][1]) == 3
    assert first_broken([], last_hash=events[-1][1]) == 0


def test_the_order_of_keys_does_not_matter_and_text_keys_are_as_good_as_numbers():
    assert link(START, {"a": 1, "b": 2}) == link(START, {"b": 2, "a": 1})
    assert link(START, {"seats": {2: "x", 10: "y"}}) == link(START, {"seats": {"10": "y", "2": "x"}})


def test_not_a_number_is_no_fact():
    with pytest.raises(ValueError, match="Out of range"):
        link(START, {"average": float("nan")})
