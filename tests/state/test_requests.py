"""The instructor's inbox."""

from datetime import timedelta

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import perform
from livesessions.services.bookings import accept
from livesessions.services.live_sessions import finish
from livesessions.services.moves import propose_time
from livesessions.services.rooms import enter_room
from livesessions.state.requests import DayRow, RequestsState
from tests.services.market import booking, live_session
from tests.services.test_series import send, weeks
from tests.state.booking_people import Screen, Stage


async def inbox(stage: Stage) -> Screen:
    screen = await stage.screen(stage.market.teacher)
    await screen.send(RequestsState.load)
    return screen


async def test_a_request_stands_there_with_what_it_earns(stage: Stage) -> None:
    stage.market.request()
    (row,) = (await inbox(stage)).vars()["rows"]
    assert (row.learner, row.topic, row.message, row.price) == ("Lena", "Lifetimes", "Hello!", "Free")


async def test_a_new_request_appears_by_itself(stage: Stage) -> None:
    screen = await inbox(stage)
    reference = stage.market.request()
    await stage.hear()
    assert [row.reference for row in screen.vars()["rows"]] == [reference]


async def test_accepting_takes_it_out_of_the_inbox(stage: Stage) -> None:
    reference = stage.market.request()
    screen = await inbox(stage)
    await screen.send(RequestsState.decide, reference=reference, dialog="accept")
    await screen.send(RequestsState.accept, form={"topic": "Lifetimes by example"})
    assert (booking(reference).status, screen.vars()["rows"]) == ("accepted", [])


async def test_declining_gives_the_learner_the_reason(stage: Stage) -> None:
    reference = stage.market.request()
    screen = await inbox(stage)
    await screen.send(RequestsState.decide, reference=reference, dialog="decline")
    await screen.send(RequestsState.decline, form={"reason": "I am away"})
    assert (booking(reference).status, booking(reference).reason) == ("rejected", "I am away")


async def test_learners_have_no_inbox(stage: Stage) -> None:
    screen = await stage.screen(stage.market.learner)
    await screen.send(RequestsState.load)
    assert screen.vars()["problem"] == 403


async def test_a_first_session_is_called_that(stage: Stage) -> None:
    stage.market.request()
    (row,) = (await inbox(stage)).vars()["rows"]
    assert (row.history, row.is_first) == ("First session with you", True)


async def test_what_there_was_with_the_learner_before_stands_there(
    stage: Stage, clock: SettableClock
) -> None:
    market = stage.market
    before = market.request(key="before")
    perform(market.teacher, accept, reference=before)
    clock.now = market.start
    for who in (market.teacher, market.learner):
        perform(who, enter_room, reference=live_session(before).reference)
    clock.now = market.start + timedelta(hours=2)
    perform(market.teacher, finish, reference=live_session(before).reference)
    market.request(key="now", at=market.start + timedelta(days=2))
    (row,) = (await inbox(stage)).vars()["rows"]
    assert row.history == "1 session with you, the last on Fri 14 Aug"


async def test_the_day_around_a_request_shows_what_else_there_is(stage: Stage) -> None:
    market = stage.market
    booked = market.request(market.other, key="other", at=market.start + timedelta(hours=3))
    perform(market.teacher, accept, reference=booked)
    market.request()
    (row,) = (await inbox(stage)).vars()["rows"]
    assert (row.day_name, row.day) == (
        "Friday, 14 August 2026",
        [DayRow("10:00–11:00", "This request", is_this=True), DayRow("13:00–14:00", "Rust")],
    )


async def test_a_learner_who_asks_for_another_time_stands_in_the_inbox(stage: Stage) -> None:
    market = stage.market
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    screen = await inbox(stage)
    later = market.start + timedelta(hours=3)
    perform(market.learner, propose_time, reference=reference, starts_at=later)
    await stage.hear()
    (row,) = screen.vars()["moves"]
    assert (row.learner, row.proposed.when, row.proposed.can_answer) == (
        "Lena",
        "Fri 14 Aug, 13:00–14:00",
        True,
    )


async def test_an_answer_that_comes_too_late_is_refused_in_the_dialog(
    stage: Stage, clock: SettableClock
) -> None:
    reference = stage.market.request()
    screen = await inbox(stage)
    await screen.send(RequestsState.decide, reference=reference, dialog="accept")
    clock.now = booking(reference).respond_by or clock.now
    await screen.send(RequestsState.accept, form={"topic": "Borrowing", "goal": ""})
    seen = screen.vars()
    assert (seen["dialog"], seen["errors"]) == (
        "accept",
        {"answer": "The time to answer this request is over."},
    )


async def test_a_weekly_series_is_accepted_as_one(stage: Stage) -> None:
    references = send(stage.market, weeks(stage.market))
    screen = await inbox(stage)
    assert [row.in_series for row in screen.vars()["rows"]] == [3] * 3
    await screen.send(RequestsState.decide, reference=references[1], dialog="accept_all")
    await screen.send(RequestsState.accept_all)
    assert ([booking(each).status for each in references], screen.vars()["rows"]) == (["accepted"] * 3, [])
