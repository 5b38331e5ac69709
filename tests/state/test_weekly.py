"""A weekly series on the screen: seen date by date, mended, then held as a whole."""

from datetime import UTC, datetime, timedelta

from sqlmodel import select

from livesessions.models import InstructorAvailability
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Work, perform
from livesessions.state.booking_modal import BookingModalState as Modal
from livesessions.state.booking_modal.rows import Other
from livesessions.state.booking_modal.weekly import clock_note
from livesessions.state.bookings import BookingState
from livesessions.state.bookings.reader import Reader
from tests.services.market import booking, live_session, payment
from tests.state.booking_people import Screen, Stage
from tests.state.test_booking_modal import TOPIC

WEEK = timedelta(days=7)


async def planned(stage: Stage, many: int = 4) -> Screen:
    screen = await stage.screen(stage.market.learner)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    await screen.send(Modal.set_weeks, many=many)
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    return screen


def when(screen: Screen) -> list[str]:
    return [row.when for row in screen.vars()["plan"]]


async def test_the_dates_are_shown_before_anything_is_held(stage: Stage) -> None:
    screen = await planned(stage)
    assert when(screen) == [
        "Fri 14 Aug, 10:00",
        "Fri 21 Aug, 10:00",
        "Fri 28 Aug, 10:00",
        "Fri 4 Sept, 10:00",
    ]
    assert (screen.vars()["plan_count"], screen.vars()["hold"].reference) == (4, "")


async def test_a_taken_date_is_marked_with_its_nearest_and_another_is_taken_instead(stage: Stage) -> None:
    stage.market.hold(stage.market.other, key="k2", at=stage.market.start + WEEK)
    screen = await planned(stage)
    row = screen.vars()["plan"][1]
    assert (row.problem, len(row.nearest), screen.vars()["plan_count"]) == ("That time is taken.", 3, 3)
    await screen.send(Modal.swap, number=1, starts_at=row.nearest[0].iso)
    assert (screen.vars()["plan"][1].problem, screen.vars()["plan_count"]) == ("", 4)


async def test_a_time_that_was_not_offered_is_not_swapped_in(stage: Stage) -> None:
    screen = await planned(stage)
    before = when(screen)
    await screen.send(Modal.swap, number=1, starts_at=(stage.market.start + timedelta(days=1)).isoformat())
    assert when(screen) == before


async def test_a_date_that_goes_is_marked_while_one_looks_at_the_plan(stage: Stage) -> None:
    screen = await planned(stage)
    stage.market.hold(stage.market.other, key="k2", at=stage.market.start + WEEK)
    await stage.hear()
    assert [row.problem for row in screen.vars()["plan"]] == ["", "That time is taken.", "", ""]


async def test_a_date_that_was_exchanged_is_no_change_of_clocks(stage: Stage) -> None:
    stage.market.hold(stage.market.other, key="k2", at=stage.market.start + WEEK)
    screen = await planned(stage)
    await screen.send(Modal.swap, number=1, starts_at=screen.vars()["plan"][1].nearest[0].iso)
    assert screen.vars()["plan_note"] == ""


async def test_an_hour_that_a_clock_skips_is_said_however_often_one_looks(
    stage: Stage, clock: SettableClock
) -> None:
    stage.market.live_in("Europe/Berlin")
    perform(SYSTEM, open_day_and_night)
    clock.now = datetime(2027, 3, 15, 12, tzinfo=UTC)
    screen = await stage.screen(stage.market.learner)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    await screen.send(Modal.set_weeks, many=2)
    await screen.send(
        Modal.choose, starts_at="2027-03-21T01:00:00Z"
    )  # 02:00 in Berlin, a week before the gap
    await screen.send(Modal.refresh)
    assert [row.note for row in screen.vars()["plan"]] == ["", "The clock skips the usual time that day."]


def test_every_change_of_the_learners_time_is_said() -> None:
    """Berlin changes its clocks a week before New York."""
    starts = [datetime(2026, 10, 20, 15, tzinfo=UTC)]  # 17:00 in Berlin
    starts += [datetime(2026, month, day, 16, tzinfo=UTC) for month, day in ((10, 27), (11, 3))]
    tara = Other(now=starts[0], name="Tara", zone="Europe/Berlin")
    assert clock_note(starts, starts[0], Reader("America/New_York"), tara) == (
        "The clocks change on the way: for you it begins at 12:00 from Tue 27 Oct on, and at 11:00 from Tue "
        "3 Nov on. The time stays the same for Tara."
    )


def open_day_and_night(work: Work) -> None:
    for window in work.db.exec(select(InstructorAvailability)):
        window.start_time, window.end_time = 0, 24 * 60


async def test_a_skipped_date_is_not_held(stage: Stage) -> None:
    screen = await planned(stage)
    await screen.send(Modal.skip, number=2)
    await screen.send(Modal.hold_plan)
    seen = screen.vars()
    assert (seen["step"], len(seen["hold"].sessions), seen["plan"]) == (1, 3, [])


async def test_a_date_that_goes_before_the_click_is_named_and_nothing_is_held(stage: Stage) -> None:
    screen = await planned(stage)
    stage.market.hold(stage.market.other, key="k2", at=stage.market.start + WEEK)
    await screen.send(Modal.hold_plan)
    seen = screen.vars()
    assert seen["refused"] == "Fri 21 Aug, 10:00: That time is taken. Nothing is held yet."
    assert (seen["hold"].reference, seen["plan"][1].problem) == ("", "That time is taken.")


async def test_a_free_series_is_sent_and_its_page_shows_every_session(stage: Stage) -> None:
    screen = await planned(stage)
    await screen.send(Modal.hold_plan)
    reference = screen.vars()["hold"].reference
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    page = await stage.screen(stage.market.learner, "page", reference=reference)
    await page.send(BookingState.load)
    rows = page.vars()["series"]
    assert [(row.label, row.is_this) for row in rows] == [
        ("Waiting for an answer", number == 0) for number in range(4)
    ]


async def test_letting_go_gives_back_every_date(stage: Stage) -> None:
    screen = await planned(stage)
    await screen.send(Modal.hold_plan)
    reference = screen.vars()["hold"].reference
    await screen.send(Modal.let_go)
    assert (booking(reference).status, live_session(reference).status) == ("cancelled", "released")
    assert screen.vars()["hold"].reference == ""


async def test_a_paid_series_is_reviewed_line_by_line_and_paid_at_one_page(stage: Stage) -> None:
    stage.market.change(price=3000)
    screen = await planned(stage, many=2)
    await screen.send(Modal.hold_plan)
    hold = screen.vars()["hold"]
    assert ([each.price for each in hold.sessions], hold.to_pay) == (["€30.00", "€30.00"], "€60.00")
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    first, second = (each.reference for each in hold.sessions)
    assert payment(first).checkout_url == payment(second).checkout_url == screen.vars()["leaving"].url
    assert booking(second).hold_expires_at == booking(first).hold_expires_at


async def test_what_is_free_of_a_series_is_sent_and_the_rest_is_paid(stage: Stage) -> None:
    stage.market.change(price=3000, trial_price=0)
    screen = await planned(stage, many=3)
    await screen.send(Modal.hold_plan)
    await screen.send(Modal.choose_kind, kind="trial")
    hold = screen.vars()["hold"]
    assert ([each.price for each in hold.sessions], hold.to_pay) == (["Free", "€30.00", "€30.00"], "€60.00")
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    first, *rest = (each.reference for each in hold.sessions)
    assert (booking(first).status, {payment(each).checkout_url for each in rest}) == (
        "pending",
        {screen.vars()["leaving"].url},
    )


async def test_the_page_of_a_held_session_pays_for_the_whole_series(stage: Stage) -> None:
    stage.market.change(price=3000)
    screen = await planned(stage, many=2)
    await screen.send(Modal.hold_plan)
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    second = screen.vars()["hold"].sessions[1].reference
    page = await stage.screen(stage.market.learner, "page", reference=second)
    await page.send(BookingState.load)
    assert page.vars()["page"].paying == "Pay €60.00 for 2 sessions"
    await page.send(BookingState.pay)
    assert page.vars()["leaving"].url == screen.vars()["leaving"].url
