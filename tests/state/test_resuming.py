"""A lost line that comes back: the page loads again, and what was open or being written stays."""

from datetime import timedelta
from typing import Any

import pytest

from livesessions.state.base import AppState
from livesessions.state.booking_modal import BookingModalState as Modal
from livesessions.state.bookings import BookingState
from livesessions.state.coupons import CouponsState
from livesessions.state.instructor_page import InstructorState
from livesessions.state.moves import MoveState
from livesessions.state.offering import OfferingState
from livesessions.state.offerings import OfferingEditorState
from livesessions.state.packages import PackageOffersState
from livesessions.state.requests import RequestsState
from livesessions.state.reviews import BoxRow, ReceivedState, ReviewState
from tests.state.booking_people import Screen, Stage

WRONG = {"reason": "In a few words, please."}
LEFT_OPEN: dict[type[AppState], dict[str, Any]] = {
    BookingState: {"dialog": "reject", "errors": WRONG},
    RequestsState: {"dialog": "decline", "errors": WRONG},
    CouponsState: {"is_writing": True, "errors": WRONG},
    PackageOffersState: {"is_writing": True, "errors": WRONG},
    ReceivedState: {"shown": "unanswered", "replying": "review-1", "errors": WRONG},
    ReviewState: {"box": BoxRow(kind="edit", text="What I thought first"), "errors": WRONG},
    OfferingEditorState: {"is_archiving": True, "topics": ["Not saved yet"], "errors": WRONG},
    OfferingState: {"_shown_reviews": 15},
    InstructorState: {"_shown_reviews": 15},
}


SCREENS = pytest.mark.parametrize("state", LEFT_OPEN, ids=lambda state: state.__name__)


@SCREENS
async def test_what_was_open_stays_when_the_line_comes_back(stage: Stage, state: type[AppState]) -> None:
    screen = await opened(stage, state)
    await leave_open(stage, state)
    await load_again(stage, screen, state, resumed=True)
    assert await left(stage, state) == LEFT_OPEN[state]


@SCREENS
async def test_a_page_opened_anew_has_nothing_open(stage: Stage, state: type[AppState]) -> None:
    screen = await opened(stage, state)
    at_first = await left(stage, state)
    await leave_open(stage, state)
    await load_again(stage, screen, state, resumed=False)
    assert await left(stage, state) == at_first


@pytest.mark.parametrize("state", [OfferingState, InstructorState], ids=lambda state: state.__name__)
async def test_a_public_page_is_not_taken_away_while_it_loads_again(
    stage: Stage, state: type[AppState]
) -> None:
    screen = await opened(stage, state)
    screen.client.received.clear()
    await load_again(stage, screen, state, resumed=True)
    changes = [each for update in screen.client.received for each in (update.delta or {}).values()]
    assert [each for each in changes if each.get("is_ready_rx_state_") is False] == []


async def test_an_open_modal_shows_what_it_missed_and_hears_again(stage: Stage) -> None:
    first = stage.market.start - timedelta(days=1)  # on the day it begins with
    screen = await stage.screen(stage.market.learner)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    await lose_line(stage)
    stage.market.hold(stage.market.other, key="missed", at=first)
    await screen.send(Modal.resume)
    missed = labels(screen)
    stage.market.hold(stage.market.third, key="heard", at=first + timedelta(hours=2))
    await stage.hear()
    assert ("10:00" in missed, "12:00" in missed, "12:00" in labels(screen)) == (False, True, False)


async def test_an_open_move_shows_what_it_missed_and_hears_again(stage: Stage) -> None:
    first = stage.market.start - timedelta(days=1)
    reference = stage.market.request()
    screen = await stage.screen(stage.market.learner)
    await screen.send(MoveState.open_for, reference=reference)
    await lose_line(stage)
    stage.market.hold(stage.market.other, key="missed", at=first)
    await screen.send(MoveState.resume)
    missed = labels(screen)
    stage.market.hold(stage.market.third, key="heard", at=first + timedelta(hours=2))
    await stage.hear()
    assert ("10:00" in missed, "12:00" in missed, "12:00" in labels(screen)) == (False, True, False)


async def lose_line(stage: Stage) -> None:
    stage.house.hub.forget("tab")
    home = await (await stage.house.tree()).get_state(AppState)
    home._resumed = True


def labels(screen: Screen) -> list[str]:
    return [row.label for row in screen.vars()["times"]]


async def opened(stage: Stage, state: type[AppState]) -> Screen:
    slug = "tara" if state is InstructorState else "rust"
    booking = stage.market.request()
    address = {"slug": slug, "reference": booking, "offering_id": str(stage.market.offering_id)}
    screen = await stage.screen(stage.market.teacher, **address)
    await screen.send(state.load)  # type: ignore[attr-defined]
    return screen


async def leave_open(stage: Stage, state: type[AppState]) -> None:
    on_screen = await (await stage.house.tree()).get_state(state)
    for name, value in LEFT_OPEN[state].items():
        setattr(on_screen, name, value)


async def load_again(stage: Stage, screen: Screen, state: type[AppState], *, resumed: bool) -> None:
    home = await (await stage.house.tree()).get_state(AppState)
    home._resumed = resumed
    await screen.send(state.load)  # type: ignore[attr-defined]


async def left(stage: Stage, state: type[AppState]) -> dict[str, Any]:
    on_screen = await (await stage.house.tree()).get_state(state)
    return {name: getattr(on_screen, name) for name in LEFT_OPEN[state]}
