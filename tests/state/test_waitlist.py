"""Waiting for a taken time, in the modal and on the list of one's sessions."""

from livesessions.queries.bookings import my_sessions
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import ask, perform
from livesessions.services.bookings import cancel
from livesessions.services.holds import release_hold
from livesessions.state.booking_modal import BookingModalState as Modal
from livesessions.state.bookings import BookingState, MySessionsState
from tests.state.booking_people import Screen, Stage


async def waiting(stage: Stage) -> Screen:
    """Omar's modal after he joined the line for Lena's slot."""
    screen = await stage.screen(stage.market.other)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    await screen.send(Modal.join_line, starts_at=stage.market.start.isoformat())
    return screen


async def test_a_taken_time_is_shown_with_its_line(stage: Stage) -> None:
    stage.market.request()
    screen = await stage.screen(stage.market.third)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    assert [(row.when, row.line) for row in screen.vars()["full"]] == [
        ("Fri 14 Aug, 10:00", "Nobody in line yet")
    ]


async def test_joining_and_leaving_the_line(stage: Stage) -> None:
    stage.market.request()
    screen = await waiting(stage)
    [row] = screen.vars()["full"]
    assert row.line == "You are next in line"
    await screen.send(Modal.leave_line, entry_id=row.entry_id)
    assert screen.vars()["full"][0].entry_id == 0


async def test_a_guest_logs_in_before_waiting(stage: Stage) -> None:
    stage.market.request()
    screen = await stage.screen(None)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    await screen.send(Modal.join_line, starts_at=stage.market.start.isoformat())
    assert screen.client.sent("_redirect")[0]["path"].startswith("/log-in")


async def test_an_offered_place_appears_by_itself_among_ones_sessions(stage: Stage) -> None:
    reference = stage.market.request()
    await waiting(stage)
    screen = await stage.screen(stage.market.other, "list")
    await screen.send(MySessionsState.load)
    assert [row.line for row in screen.vars()["lines"]] == ["Next in line"]
    perform(stage.market.learner, cancel, reference=reference)
    await stage.hear()
    assert (screen.vars()["lines"], len(screen.vars()["held"])) == ([], 1)


async def test_the_list_lets_one_leave_the_line(stage: Stage) -> None:
    stage.market.request()
    await waiting(stage)
    screen = await stage.screen(stage.market.other, "list")
    await screen.send(MySessionsState.load)
    await screen.send(MySessionsState.leave_line, entry_id=screen.vars()["lines"][0].entry_id)
    assert screen.vars()["lines"] == []


async def test_a_time_that_is_gone_can_be_waited_for_where_that_is_said(stage: Stage) -> None:
    screen = await stage.screen(stage.market.other)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    stage.market.request()
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    assert (screen.vars()["refused"], screen.vars()["gone"].line) == (
        "That time is taken.",
        "Nobody in line yet",
    )
    await screen.send(Modal.wait_for_it)
    assert screen.vars()["gone"].line == "You are next in line"
    await screen.send(Modal.wait_no_longer)
    assert screen.vars()["gone"].entry_id == 0


async def test_the_page_of_a_booking_that_ended_offers_the_line_for_its_time(stage: Stage) -> None:
    lost = stage.market.hold(stage.market.other).reference
    perform(stage.market.other, release_hold, reference=lost)
    page = await stage.screen(stage.market.other, "page", reference=lost)
    await page.send(BookingState.load)
    assert page.vars()["gone"].iso == ""  # it is free: book again
    taken = stage.market.request(key="k2")
    await page.send(BookingState.refresh)
    await page.send(BookingState.wait_for_it)
    assert page.vars()["gone"].line == "You are next in line"
    perform(stage.market.learner, cancel, reference=taken)
    assert [row.status for row in ask(stage.market.other, my_sessions).held] == ["held"]


async def test_nobody_is_offered_the_line_for_a_time_that_is_their_own_or_over(
    stage: Stage, clock: SettableClock
) -> None:
    lost = stage.market.hold(stage.market.other).reference
    perform(stage.market.other, release_hold, reference=lost)
    stage.market.request(stage.market.other, key="k2")
    page = await stage.screen(stage.market.other, "page", reference=lost)
    await page.send(BookingState.load)
    assert page.vars()["gone"].iso == ""
    clock.now = stage.market.start
    await page.send(BookingState.refresh)
    assert page.vars()["gone"].iso == ""


async def test_the_instructor_is_offered_no_line(stage: Stage) -> None:
    lost = stage.market.hold(stage.market.other).reference
    perform(stage.market.other, release_hold, reference=lost)
    stage.market.request(key="k2")
    page = await stage.screen(stage.market.teacher, "page", reference=lost)
    await page.send(BookingState.load)
    assert page.vars()["gone"].iso == ""
