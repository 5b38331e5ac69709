"""Moving a booking on the screen: the calendar, the question, the answer on the other side."""

from datetime import timedelta

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import perform
from livesessions.services.bookings import accept
from livesessions.services.moves import agree, move_booking, propose_time
from livesessions.state.bookings import BookingState, MySessionsState
from livesessions.state.moves import MoveState
from tests.jobs.till import pay
from tests.services.market import booking, live_session
from tests.state.booking_people import Screen, Stage

LATER = timedelta(hours=3)


def booked(stage: Stage) -> str:
    reference = stage.market.request()
    perform(stage.market.teacher, accept, reference=reference)
    return reference


async def opened(stage: Stage, reference: str, who: str = "learner") -> Screen:
    screen = await stage.screen(getattr(stage.market, who), who, reference=reference)
    await screen.send(BookingState.load)
    await screen.send(MoveState.open_for, reference=reference)
    return screen


async def chosen(stage: Stage, reference: str, who: str = "learner") -> Screen:
    screen = await opened(stage, reference, who)
    await screen.send(MoveState.choose, starts_at=(stage.market.start + LATER).isoformat())
    return screen


async def test_the_time_it_has_is_not_offered(stage: Stage) -> None:
    screen = await opened(stage, booked(stage))
    await screen.send(MoveState.show_day, day=stage.market.start.date().isoformat())
    assert "10:00" not in [row.label for row in screen.vars()["times"]]


async def test_a_learner_moves_their_booking_and_the_page_shows_it(stage: Stage) -> None:
    reference = booked(stage)
    screen = await chosen(stage, reference)
    assert screen.vars()["chosen_words"] == "Fri 14 Aug, 13:00–14:00"
    await screen.send(MoveState.move)
    await stage.hear()
    assert (screen.vars()["page"].when, screen.vars()["is_open"]) == ("Fri 14 Aug, 13:00–14:00", False)
    assert live_session(reference).starts_at == stage.market.start + LATER


async def test_a_time_that_goes_before_the_click_is_refused_with_the_nearest(stage: Stage) -> None:
    screen = await chosen(stage, booked(stage))
    stage.market.hold(stage.market.other, key="k2", at=stage.market.start + LATER)
    await screen.send(MoveState.move)
    seen = screen.vars()
    assert (seen["refused"], len(seen["nearest"]), seen["chosen"].iso) == ("That time is taken.", 3, "")


async def test_a_counter_proposal_reaches_the_learners_open_page_and_is_taken(stage: Stage) -> None:
    reference = stage.market.request()
    learner = await stage.screen(stage.market.learner, "l", reference=reference)
    await learner.send(BookingState.load)
    teacher = await chosen(stage, reference, "teacher")
    await teacher.send(MoveState.propose, form={"message": "I teach until noon"})
    await stage.hear()
    shown = learner.vars()["page"].proposed
    assert (shown.who, shown.message, shown.can_answer) == ("Tara", "I teach until noon", True)
    await learner.send(MoveState.agree, reference=reference)
    await stage.hear()
    assert teacher.vars()["page"].label == "Confirmed"


async def test_a_proposed_time_that_went_opens_the_calendar_with_the_nearest(stage: Stage) -> None:
    reference = stage.market.request()
    at = stage.market.start + LATER
    perform(stage.market.teacher, propose_time, reference=reference, starts_at=at)
    stage.market.hold(stage.market.other, key="k2", at=at)
    screen = await stage.screen(stage.market.learner, reference=reference)
    await screen.send(MoveState.agree, reference=reference)
    seen = screen.vars()
    assert (seen["is_open"], seen["refused"], len(seen["nearest"])) == (True, "That time is taken.", 3)


async def test_a_proposal_is_declined_with_a_word(stage: Stage) -> None:
    reference = booked(stage)
    perform(stage.market.teacher, propose_time, reference=reference, starts_at=stage.market.start + LATER)
    screen = await stage.screen(stage.market.learner, reference=reference)
    await screen.send(MoveState.ask_declining, reference=reference)
    await screen.send(MoveState.decline, form={"message": "I work then"})
    assert screen.vars()["notice"].text == "Declined: the booking keeps its time."


async def test_a_late_learner_can_only_propose(stage: Stage, clock: SettableClock) -> None:
    reference = booked(stage)
    clock.now = stage.market.start - timedelta(hours=20)
    row = (await opened(stage, reference)).vars()["to_move"]
    assert (row.verb, row.ask) == ("", "Propose it to Tara")


async def test_an_instructor_asks_or_moves_and_reads_what_moving_means(stage: Stage) -> None:
    row = (await opened(stage, booked(stage), "teacher")).vars()["to_move"]
    assert (row.verb, row.ask) == ("Move it without asking", "Propose it to Lena")
    assert row.warning == "If you move it without asking, Lena may cancel free of charge until the start."


async def test_an_instructor_can_only_propose_a_time_that_is_near(stage: Stage, clock: SettableClock) -> None:
    reference = booked(stage)
    clock.now = stage.market.start - timedelta(hours=15)
    screen = await chosen(stage, reference, "teacher")
    row = screen.vars()["to_move"]
    assert (row.how, row.verb, row.ask) == (
        "A time less than 24 hours from now needs Lena’s word.",
        "",
        "Propose it to Lena",
    )
    await screen.send(MoveState.back)
    assert screen.vars()["to_move"].verb == "Move it without asking"


async def test_a_group_is_offered_no_time_that_is_near(stage: Stage, clock: SettableClock) -> None:
    stage.market.change(session_type="group", capacity=5)
    reference = booked(stage)
    clock.now = stage.market.start - timedelta(hours=15)
    screen = await opened(stage, reference, "teacher")
    await screen.send(MoveState.show_day, day=stage.market.start.date().isoformat())
    assert screen.vars()["times"] == []


async def test_a_group_that_can_not_move_yet_says_so_in_the_dialog(stage: Stage) -> None:
    stage.market.change(session_type="group", capacity=5)
    reference = booked(stage)
    stage.market.request(stage.market.other, key="k2")
    screen = await chosen(stage, reference, "teacher")
    await screen.send(MoveState.move)
    seen = screen.vars()
    assert (seen["is_open"], seen["refused"][:22], seen["chosen"].iso != "") == (
        True,
        "A request for a seat w",
        True,
    )


async def test_a_learner_without_moves_left_has_no_button(stage: Stage) -> None:
    reference = booked(stage)
    for hours in (1, 2):
        await (screen := await opened(stage, reference)).send(
            MoveState.choose, starts_at=(stage.market.start + timedelta(hours=hours)).isoformat()
        )
        await screen.send(MoveState.move)
    await screen.send(BookingState.refresh)
    assert (screen.vars()["page"].moving, booking(reference).learner_moves) == ("", 2)


async def test_what_was_left_open_on_another_page_is_closed_on_the_next(stage: Stage) -> None:
    screen = await opened(stage, booked(stage))
    await screen.send(MoveState.arrive)
    assert screen.vars()["is_open"] is False


async def test_strangers_open_nothing(stage: Stage) -> None:
    reference = booked(stage)
    screen = await stage.screen(stage.market.other, reference=reference)
    await screen.send(MoveState.open_for, reference=reference)
    assert (screen.vars()["is_open"], screen.vars()["notice"].text) == (False, "There is no such booking.")


async def test_the_list_says_that_another_time_is_proposed(stage: Stage) -> None:
    reference = booked(stage)
    perform(stage.market.teacher, propose_time, reference=reference, starts_at=stage.market.start + LATER)
    screen = await stage.screen(stage.market.learner)
    await screen.send(MySessionsState.load)
    assert screen.vars()["next_up"].label == "Another time proposed"


async def test_the_timeline_says_to_which_time(stage: Stage) -> None:
    screen = await chosen(stage, booked(stage))
    await screen.send(MoveState.move)
    await stage.hear()
    told = {line["title"]: line["text"] for line in screen.vars()["history"]}
    assert told["Moved to another time"] == "Fri 14 Aug, 13:00"


async def paid(stage: Stage, sandbox: SandboxGateway) -> str:
    stage.market.change(price=3000)
    reference = pay(stage.market, sandbox)
    perform(stage.market.teacher, accept, reference=reference)
    return reference


async def cancelling(stage: Stage, reference: str) -> str:
    screen = await stage.screen(stage.market.learner, reference=reference)
    await screen.send(BookingState.load)
    await screen.send(BookingState.show, dialog="cancel")
    return screen.vars()["page"].cancelling


async def test_after_an_instructors_move_the_preview_says_that_cancelling_is_free(
    stage: Stage, sandbox: SandboxGateway, clock: SettableClock
) -> None:
    reference = await paid(stage, sandbox)
    perform(stage.market.teacher, move_booking, reference=reference, starts_at=stage.market.start + LATER)
    clock.now = stage.market.start
    assert await cancelling(stage, reference) == (
        "You get all of it back: €30.00. Tara moved the session, so you may cancel free of charge."
    )


async def test_after_a_late_move_with_consent_the_preview_says_what_stays(
    stage: Stage, sandbox: SandboxGateway, clock: SettableClock
) -> None:
    reference = await paid(stage, sandbox)
    clock.now = stage.market.start - timedelta(hours=20)
    later = stage.market.start + timedelta(days=3)
    perform(stage.market.learner, propose_time, reference=reference, starts_at=later)
    perform(stage.market.teacher, agree, reference=reference)
    assert await cancelling(stage, reference) == (
        "You get €15.00 of €30.00 back. It was moved at short notice: what comes back is what it was then."
    )
