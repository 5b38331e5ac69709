"""The slot picker: days that have times, times on two clocks, seats, and the change of clocks in between."""

from datetime import timedelta
from typing import Any

import pytest

from livesessions.runtime.clock import SettableClock
from livesessions.state.booking_modal import BookingModalState as Modal
from tests.state.booking_people import Screen, Stage

CHANGE = "The clocks change in Sydney around Sun 4 Oct. The times shown already count that in."


async def opened(stage: Stage, zone: str = "UTC", day: str = "") -> dict[str, Any]:
    """What a guest in that zone sees, at a day of their choice."""
    client = await stage.house.connect("tab", cookie=f"visitor=v1; zone={zone}")
    screen = Screen(stage.house, client, {})
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    if day:
        await screen.send(Modal.show_day, day=day)
    return screen.vars()


def labels(seen: dict[str, Any]) -> list[str]:
    return [row.label for row in seen["times"]]


async def test_the_month_offers_the_days_that_have_times_and_says_how_many(stage: Stage) -> None:
    seen = await opened(stage)
    cells = [cell for week in seen["month_weeks"] for cell in week.days if cell.number]
    assert [cell.number for cell in cells if cell.is_free] == [str(day) for day in range(13, 32)]
    assert cells[12].label == "Thursday, 13 August 2026, 8 times"
    assert cells[0].label == "Saturday, 1 August 2026, no times"


async def test_weeks_begin_on_monday_and_the_keyboard_comes_in_at_one_place(stage: Stage) -> None:
    weeks = (await opened(stage))["month_weeks"]
    assert [cell.number for cell in weeks[0].days] == ["", "", "", "", "", "1", "2"]
    assert [cell.number for week in weeks for cell in week.days if cell.is_first] == ["13"]


async def test_times_are_the_learners_with_the_instructors_beside_them(stage: Stage) -> None:
    seen = await opened(stage, "Asia/Kathmandu", "2026-08-14")
    assert (labels(seen)[0], seen["times"][0].there) == ("14:45", "09:00 in UTC")


async def test_on_one_clock_there_is_nothing_beside_them(stage: Stage) -> None:
    seen = await opened(stage, "Africa/Abidjan", "2026-08-14")
    assert (labels(seen)[0], seen["times"][0].there) == ("09:00", "")


async def test_another_date_there_is_told(stage: Stage) -> None:
    seen = await opened(stage, "Pacific/Apia", "2026-08-15")
    assert seen["times"][0].there == "Fri 14 Aug, 11:00 in UTC"


@pytest.mark.parametrize(
    ("day", "nine", "note"), [("2026-10-03", "19:00", ""), ("2026-10-06", "20:00", CHANGE)]
)
async def test_a_change_of_clocks_in_between_is_noted(stage: Stage, day: str, nine: str, note: str) -> None:
    seen = await opened(stage, "Australia/Sydney", day)
    there = {row.there: row.label for row in seen["times"]}
    assert (there["09:00 in UTC"], seen["clock_note"]) == (nine, note)


async def test_a_time_the_clock_shows_twice_has_its_offset(stage: Stage, clock: SettableClock) -> None:
    clock.advance(timedelta(days=50))
    seen = await opened(stage, "America/Los_Angeles", "2026-11-01")
    assert labels(seen)[:2] == ["01:00 (GMT−8)", "02:00"]


async def test_a_group_shows_the_seats_that_are_left(stage: Stage) -> None:
    stage.market.change(session_type="group", capacity=3)
    stage.market.hold()
    seen = await opened(stage, day="2026-08-14")
    seats = [row.seats for row in seen["times"]]
    assert (seats[1], set(seats) - {seats[1]}) == ("2 seats left", {"3 seats left"})


async def test_one_to_one_there_is_no_talk_of_seats(stage: Stage) -> None:
    assert {row.seats for row in (await opened(stage))["times"]} == {""}


@pytest.mark.parametrize(
    ("days", "next_day"),
    [(1, "Friday, 14 August"), (10, "Sunday, 23 August"), (40, "Tuesday, 22 Sept"), (70, "Thursday, 22 Oct")],
)
async def test_opened_again_days_later_it_begins_with_the_next_times(
    stage: Stage, clock: SettableClock, days: int, next_day: str
) -> None:
    screen = await stage.screen(None)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    clock.advance(timedelta(days=days))
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    seen = screen.vars()
    assert (seen["day"].startswith(next_day), len(seen["times"])) == (True, 8)


async def test_left_open_for_days_it_goes_on_with_the_next_times(stage: Stage, clock: SettableClock) -> None:
    screen = await stage.screen(None)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    clock.advance(timedelta(days=10))
    await screen.send(Modal.refresh)
    assert (screen.vars()["day"], len(screen.vars()["times"])) == ("Sunday, 23 August 2026", 8)
