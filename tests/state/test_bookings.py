"""The learner's list and the page of one booking: both people see the same at once."""

from dataclasses import replace
from datetime import timedelta

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import perform
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.moves import propose_time
from livesessions.state.bookings import BookingState, MySessionsState
from tests.jobs.till import pay
from tests.services.market import booking
from tests.state.booking_people import Screen, Stage


async def shown(stage: Stage, reference: str, who: str = "learner") -> Screen:
    screen = await stage.screen(getattr(stage.market, who), who, reference=reference)
    await screen.send(BookingState.load)
    return screen


async def test_a_booking_that_is_somebody_elses_is_not_found(stage: Stage) -> None:
    assert (await shown(stage, stage.market.request(), "other")).vars()["problem"] == 404


async def test_the_learner_sees_an_acceptance_without_reloading(stage: Stage) -> None:
    reference = stage.market.request()
    screen = await shown(stage, reference)
    perform(stage.market.teacher, accept, reference=reference)
    await stage.hear()
    assert screen.vars()["page"].label == "Confirmed"


async def test_the_instructor_sees_a_cancellation_without_reloading(stage: Stage) -> None:
    reference = stage.market.request()
    screen = await shown(stage, reference, "teacher")
    perform(stage.market.learner, cancel, reference=reference, reason="I am ill")
    await stage.hear()
    page = screen.vars()["page"]
    assert (page.label, page.reason, page.reason_by) == ("Cancelled", "I am ill", "Lena")


async def test_the_instructor_accepts_with_the_final_topic(stage: Stage) -> None:
    reference = stage.market.request()
    screen = await shown(stage, reference, "teacher")
    await screen.send(BookingState.accept, form={"topic": "Lifetimes by example"})
    seen = screen.vars()
    assert (seen["page"].topic, seen["page"].topic_is_final, len(seen["versions"])) == (
        "Lifetimes by example",
        True,
        2,
    )


async def test_who_was_declined_is_shown_three_free_times_that_open_the_calendar(stage: Stage) -> None:
    reference = stage.market.request()
    screen = await shown(stage, reference)
    assert screen.vars()["similar"] == []
    perform(stage.market.teacher, reject, reference=reference, reason="Away")
    await stage.hear()
    rows = screen.vars()["similar"]
    assert [row.what for row in rows] == ["With Tara · Free"] * 3
    assert rows[0].href.startswith(f"/sessions/rust?book={stage.market.offering_id}@")
    assert (await shown(stage, reference, "teacher")).vars()["similar"] == []


async def test_declining_needs_a_reason_beside_the_field(stage: Stage) -> None:
    screen = await shown(stage, stage.market.request(), "teacher")
    await screen.send(BookingState.show, dialog="reject")
    await screen.send(BookingState.reject, form={})
    assert (list(screen.vars()["errors"]), screen.vars()["dialog"]) == (["reason"], "reject")


async def test_the_refund_is_said_before_it_is_cancelled(stage: Stage) -> None:
    stage.market.change(booking_mode="instant")
    reference = stage.market.request()
    screen = await shown(stage, reference)
    await screen.send(BookingState.show, dialog="cancel")
    assert screen.vars()["page"].cancelling == "This session is free, so nothing has to be paid back."


async def test_a_deadline_that_passed_while_one_read_is_said_beside_the_reason(
    stage: Stage, clock: SettableClock, sandbox: SandboxGateway
) -> None:
    stage.market.change(booking_mode="instant", price=3000)
    reference = pay(stage.market, sandbox)
    clock.now = stage.market.start - timedelta(hours=24)
    screen = await shown(stage, reference)
    await screen.send(BookingState.show, dialog="cancel")
    clock.advance(timedelta(seconds=1))
    await screen.send(BookingState.cancel, form={"reason": "I am ill"})
    seen = screen.vars()
    assert (list(seen["errors"]), seen["dialog"], booking(reference).status) == (
        ["reason"],
        "cancel",
        "accepted",
    )
    assert seen["page"].cancelling == "You get €15.00 of €30.00 back."


async def test_cancelling_keeps_the_reason(stage: Stage) -> None:
    reference = stage.market.request()
    screen = await shown(stage, reference)
    await screen.send(BookingState.cancel, form={"reason": "I am ill"})
    assert (booking(reference).status, booking(reference).reason) == ("cancelled", "I am ill")


async def test_an_admin_says_why_and_is_named_as_who_did_it(stage: Stage) -> None:
    reference = stage.market.request()
    perform(stage.market.teacher, accept, reference=reference)
    learners = await shown(stage, reference)
    admin = replace(stage.market.third, roles=frozenset({"learner", "admin"}))
    screen = await stage.screen(admin, "admin", reference=reference)
    await screen.send(BookingState.load)
    await screen.send(BookingState.show, dialog="cancel")
    await screen.send(BookingState.cancel, form={"reason": " "})
    seen = screen.vars()
    assert (seen["page"].acts_for, list(seen["errors"]), seen["dialog"]) == (True, ["reason"], "cancel")
    await screen.send(BookingState.cancel, form={"reason": "The instructor is ill"})
    await stage.hear()
    page, last = learners.vars()["page"], learners.vars()["history"][-1]
    assert (page.reason_by, last["text"]) == ("Live Sessions", "By Live Sessions")


async def test_what_an_admin_accepted_is_not_called_the_instructors_word(stage: Stage) -> None:
    reference = stage.market.request()
    admin = replace(stage.market.third, roles=frozenset({"learner", "admin"}))
    perform(admin, accept, reference=reference, reason="She asked us to")
    told = (await shown(stage, reference, "teacher")).vars()["history"]
    assert [(row["title"], row["text"]) for row in told if not row["ahead"]][-1] == (
        "Accepted",
        "By Live Sessions",
    )


async def test_the_room_opens_ten_minutes_before(stage: Stage, clock: SettableClock) -> None:
    reference = stage.market.request()
    perform(stage.market.teacher, accept, reference=reference)
    screen = await shown(stage, reference)
    before = screen.vars()["page"].is_open
    clock.now = stage.market.start - timedelta(minutes=10)
    await screen.send(BookingState.refresh)
    assert (before, screen.vars()["page"].is_open) == (False, True)


async def test_the_price_and_the_share_are_the_instructors_to_see(stage: Stage) -> None:
    stage.market.change(price=3000)
    held = stage.market.hold()
    teacher = (await shown(stage, held.reference, "teacher")).vars()["page"].money
    learner = (await shown(stage, held.reference)).vars()["page"].money
    assert (teacher.share, teacher.fee, learner.share) == ("€27.00", "€3.00", "")


async def test_my_sessions_are_sorted_by_what_to_do_next(stage: Stage) -> None:
    market = stage.market
    booked = market.request(key="a")
    perform(market.teacher, accept, reference=booked)
    waiting = market.request(key="b", at=market.start + timedelta(hours=2))
    held = market.hold(key="c", at=market.start + timedelta(hours=4)).reference
    screen = await stage.screen(market.learner)
    await screen.send(MySessionsState.load)
    seen = screen.vars()
    assert [seen["next_up"].reference, *(seen[name][0].reference for name in ("waiting", "held"))] == [
        booked,
        waiting,
        held,
    ]


async def test_a_hold_that_was_let_go_is_no_past_session(stage: Stage) -> None:
    stage.market.hold()
    screen = await stage.screen(stage.market.learner)
    await screen.send(MySessionsState.load)
    await screen.send(MySessionsState.let_go, reference=screen.vars()["held"][0].reference)
    assert (screen.vars()["held"], screen.vars()["past"]) == ([], [])


async def test_the_page_says_how_many_people_are_still_needed(stage: Stage) -> None:
    stage.market.change(
        session_type="group", capacity=4, booking_mode="instant", min_participants=2, decide_hours_before=24
    )
    screen = await shown(stage, stage.market.request())
    assert screen.vars()["page"].minimum.startswith(
        "It takes place if 2 people have booked by Thu 13 Aug, 10:00: 1 of 2 so far."
    )


async def test_what_is_not_offered_any_more_leads_to_other_sessions(stage: Stage) -> None:
    reference = stage.market.request()
    perform(stage.market.learner, cancel, reference=reference)
    screen = await shown(stage, reference)
    assert (screen.vars()["page"].book_again, screen.vars()["page"].find_another) == (True, False)
    stage.market.change_hours(suspended_at=stage.market.start)
    await screen.send(BookingState.load)
    assert (screen.vars()["page"].book_again, screen.vars()["page"].find_another) == (False, True)


async def test_whoever_comes_back_from_the_payment_page_is_not_led_there_again(stage: Stage) -> None:
    stage.market.change(price=3000)
    held = stage.market.hold()
    stage.market.describe(held)
    screen = await shown(stage, held.reference)
    await screen.send(BookingState.pay)
    assert screen.vars()["leaving"].url
    await screen.send(BookingState.load)
    assert screen.vars()["leaving"].url == ""


async def test_after_a_counter_proposal_it_is_the_learner_who_answers_next(stage: Stage) -> None:
    reference = stage.market.request()
    to = stage.market.start + timedelta(hours=2)
    perform(stage.market.teacher, propose_time, reference=reference, starts_at=to)
    steps = [
        next(
            step["title"] for step in (await shown(stage, reference, who)).vars()["history"] if step["ahead"]
        )
        for who in ("learner", "teacher")
    ]
    assert steps == ["You answer", "Lena answers"]
