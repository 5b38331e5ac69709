"""A weekly series is held as a whole or not at all; then each session lives its own life."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.errors import Invalid, NotFound
from livesessions.domain.series import SeriesSlotGone
from livesessions.domain.slots import Reason
from livesessions.queries.series import series_preview, siblings
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Actor, ask, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.holds import release_hold
from livesessions.services.moves import move_booking
from livesessions.services.series import (
    accept_series,
    hold_series,
    propose_series,
    release_series,
    request_series,
)
from tests.services.market import PROPOSAL, TERMS, Market, booking, live_session

WEEK = timedelta(days=7)


def weeks(market: Market, count: int = 3) -> list[datetime]:
    return [market.start + number * WEEK for number in range(count)]


def hold(market: Market, starts: list[datetime], who: Actor | None = None, key: str = "s") -> list[str]:
    return perform(
        who or market.learner,
        hold_series,
        offering_id=market.offering_id,
        starts=starts,
        request_key=key,
        terms=TERMS,
    )


def send(market: Market, starts: list[datetime]) -> list[str]:
    references = hold(market, starts)
    perform(market.learner, propose_series, reference=references[0], proposal=PROPOSAL)
    perform(market.learner, request_series, reference=references[0])
    return references


def test_every_session_is_a_booking_of_its_own(market: Market) -> None:
    references = hold(market, weeks(market))
    assert [live_session(each).starts_at for each in references] == weeks(market)
    assert (len(set(references)), len({booking(each).series for each in references})) == (3, 1)


def test_a_date_of_ones_own_group_is_named_before_and_refused(market: Market) -> None:
    market.change(session_type="group", capacity=5)
    market.request(at=market.start + WEEK)
    asked = {"offering_id": market.offering_id, "first": market.start, "count": 3}
    found = ask(market.learner, series_preview, **asked)
    assert [date.reason for date in found.dates] == [None, Reason.YOURS, None]
    with pytest.raises(SeriesSlotGone) as refusal:
        hold(market, weeks(market))
    assert (refusal.value.start, refusal.value.reason) == (market.start + WEEK, Reason.YOURS)


def test_a_series_is_held_wholly_or_not_at_all(market: Market) -> None:
    market.hold(market.other, key="k2", at=market.start + WEEK)
    with pytest.raises(SeriesSlotGone) as refusal:
        hold(market, weeks(market))
    no = refusal.value
    assert (no.start, no.reason, len(no.nearest)) == (market.start + WEEK, Reason.TAKEN, 3)
    assert market.hold(market.third, key="k3").reference  # its first date is free


def test_a_double_click_is_one_series(market: Market) -> None:
    assert hold(market, weeks(market)) == hold(market, weeks(market))


def test_a_series_is_one_hold_and_choosing_again_lets_go_of_it(market: Market) -> None:
    first = hold(market, weeks(market))
    second = hold(market, weeks(market, 2), key="again")
    assert [booking(each).status for each in (*first, *second)] == ["cancelled"] * 3 + ["held"] * 2


def test_a_series_has_up_to_twelve_dates_each_once(market: Market) -> None:
    for starts in ([], [market.start] * 2, weeks(market, 13)):
        with pytest.raises(Invalid):
            hold(market, starts)


def test_a_free_series_is_sent_off_as_one(market: Market) -> None:
    references = send(market, weeks(market))
    assert [booking(each).status for each in references] == ["pending"] * 3
    assert [row.topic for row in ask(market.teacher, siblings, reference=references[0])] == ["Lifetimes"] * 3


def test_one_session_is_cancelled_or_moved_and_the_others_stay(market: Market) -> None:
    references = send(market, weeks(market))
    for each in references:
        perform(market.teacher, accept, reference=each)
    perform(market.learner, cancel, reference=references[0])
    moved = market.start + WEEK + timedelta(hours=2)
    perform(market.learner, move_booking, reference=references[1], starts_at=moved)
    assert [booking(each).status for each in references] == ["cancelled", "accepted", "accepted"]
    assert [live_session(each).starts_at for each in references[1:]] == [moved, market.start + 2 * WEEK]


def test_letting_go_gives_back_the_whole_series(market: Market) -> None:
    references = hold(market, weeks(market))
    perform(market.learner, release_series, reference=references[1])
    assert [booking(each).status for each in references] == ["cancelled"] * 3


def test_one_date_can_be_let_go_alone(market: Market) -> None:
    references = hold(market, weeks(market))
    perform(market.learner, release_hold, reference=references[1])
    assert [booking(each).status for each in references] == ["held", "cancelled", "held"]


def test_strangers_see_no_series(market: Market) -> None:
    references = hold(market, weeks(market))
    assert ask(market.other, siblings, reference=references[0]) == []


def test_the_preview_shows_what_is_taken_with_the_nearest_and_what_is_too_far_ahead(market: Market) -> None:
    market.hold(market.other, key="k2", at=market.start + WEEK)
    found = ask(market.learner, series_preview, offering_id=market.offering_id, first=market.start, count=10)
    reasons = [date.reason for date in found.dates]
    assert reasons == [None, Reason.TAKEN, *[None] * 7, Reason.BOOKING_WINDOW]
    assert len(found.dates[1].nearest) == 3


def test_a_series_keeps_the_instructors_wall_clock_when_the_clocks_change(
    market: Market, clock: SettableClock
) -> None:
    market.live_in("Europe/Berlin")
    clock.now = datetime(2026, 10, 10, 12, tzinfo=UTC)
    first = datetime(2026, 10, 20, 8, tzinfo=UTC)  # 10:00 in Berlin; on the 25th summer time ends
    found = ask(market.learner, series_preview, offering_id=market.offering_id, first=first, count=2)
    assert [date.start for date in found.dates] == [first, first + WEEK + timedelta(hours=1)]


def test_the_instructor_accepts_all_that_waits_of_a_series_at_once(market: Market) -> None:
    references = send(market, weeks(market))
    perform(market.learner, cancel, reference=references[0])
    assert perform(market.teacher, accept_series, reference=references[1]) == 2
    assert [booking(each).status for each in references] == ["cancelled", "accepted", "accepted"]


def test_nobody_accepts_a_series_that_somebody_else_teaches(market: Market) -> None:
    references = send(market, weeks(market))
    with pytest.raises(NotFound):
        perform(market.other, accept_series, reference=references[0])
    assert booking(references[0]).status == "pending"


def test_a_single_request_is_no_series_to_accept(market: Market) -> None:
    reference = market.request()
    with pytest.raises(NotFound):
        perform(market.teacher, accept_series, reference=reference)
    assert booking(reference).status == "pending"
