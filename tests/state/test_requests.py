"""The instructor's inbox."""

from livesessions.state.requests import RequestsState
from tests.services.market import booking
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
