"""Booking: a time is held, what is typed survives, every refusal says what to do next."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import perform
from livesessions.services.coupons import CouponDraft, create_coupon
from livesessions.services.holds import release_hold
from livesessions.state.booking_modal import BookingModalState as Modal
from tests.services.market import booking
from tests.state.booking_people import Screen, Stage

TOPIC = {"topic": "Lifetimes", "goal": "Read other people's code", "level": "beginner", "message": "Hello!"}


async def opened(stage: Stage, who: str = "learner", tab: str = "tab") -> Screen:
    screen = await stage.screen(getattr(stage.market, who) if who else None, tab)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    return screen


async def held(stage: Stage, who: str = "learner", tab: str = "tab") -> Screen:
    screen = await opened(stage, who, tab)
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    return screen


async def test_a_session_one_is_in_says_so_and_is_not_booked_twice(stage: Stage) -> None:
    stage.market.change(session_type="group", capacity=5)
    stage.market.request()
    screen = await stage.screen(stage.market.learner)
    await screen.send(Modal.open_for, offering_id=stage.market.offering_id)
    await screen.send(Modal.show_day, day=stage.market.start.date().isoformat())
    seats = {row.label: row.seats for row in screen.vars()["times"]}
    assert (seats["10:00"], seats["11:00"]) == ("You have a place", "5 seats left")
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    seen = screen.vars()
    assert (seen["refused"], len(seen["nearest"])) == ("You have a place in this session already.", 3)


async def test_the_modal_opens_at_the_first_day_that_has_times(stage: Stage) -> None:
    seen = (await opened(stage)).vars()
    assert (seen["step"], seen["day"], seen["month"]) == (0, "Thursday, 13 August 2026", "August 2026")


async def test_a_time_is_held_by_choosing_it(stage: Stage) -> None:
    seen = (await held(stage)).vars()
    assert (seen["step"], booking(seen["hold"].reference).status) == (1, "held")


async def test_a_double_click_is_one_hold(stage: Stage) -> None:
    screen = await held(stage)
    first = screen.vars()["hold"].reference
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    assert screen.vars()["hold"].reference == first


async def test_whoever_comes_back_from_logging_in_has_the_time_held(stage: Stage) -> None:
    screen = await stage.screen(stage.market.learner, book=await sent_to_log_in(stage))
    await screen.send(Modal.come_back)
    assert (screen.vars()["step"], screen.vars()["hold"].iso) == (1, stage.market.start.isoformat())


async def test_a_time_to_look_at_opens_the_calendar_at_its_day_and_holds_nothing(stage: Stage) -> None:
    later = stage.market.start + timedelta(days=3)
    screen = await stage.screen(
        stage.market.learner, book=f"{stage.market.offering_id}@{int(later.timestamp()) // 60}"
    )
    for _ in range(2):
        await screen.send(Modal.come_back)
        seen = screen.vars()
        assert (seen["is_open"], seen["hold"].reference, seen["day"][:11]) == (True, "", "Monday, 17 ")
        await screen.send(Modal.set_open, is_open=False)


@pytest.mark.parametrize("change", ["no mark", "another mark", "another time"])
async def test_a_link_that_somebody_wrote_shows_the_day_and_holds_nothing(stage: Stage, change: str) -> None:
    offering, when, mark = (await sent_to_log_in(stage)).split("@")
    links = {
        "no mark": f"{offering}@{when}",
        "another mark": f"{offering}@{when}@{mark[::-1]}",
        "another time": f"{offering}@{int(when) + 60}@{mark}",
    }
    screen = await stage.screen(stage.market.learner, book=links[change])
    await screen.send(Modal.come_back)
    seen = screen.vars()
    assert (seen["is_open"], seen["step"], seen["hold"].reference) == (True, 0, "")
    assert (seen["day"], len(seen["times"]) > 0) == ("Friday, 14 August 2026", True)


async def test_a_link_to_what_is_no_time_opens_nothing(stage: Stage) -> None:
    for link in ("1", "x@1", "1@x", "1@²", "1@9" + "9" * 30, "@@"):
        screen = await stage.screen(stage.market.learner, tab=link, book=link)
        await screen.send(Modal.come_back)
        assert screen.vars()["is_open"] is False


async def sent_to_log_in(stage: Stage) -> str:
    """A guest chooses a time; what stands after "book=" in the address they come back to."""
    guest = await held(stage, "", tab="guest")
    (sent,) = guest.client.sent("_redirect")
    (back,) = parse_qs(urlsplit(sent["path"]).query)["next"]
    assert urlsplit(back).path == "/x"
    return parse_qs(urlsplit(back).query)["book"][0]


async def test_a_time_that_is_gone_is_said_with_the_three_nearest(stage: Stage) -> None:
    screen = await opened(stage)
    stage.market.hold(stage.market.other, key="k2")
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    seen = screen.vars()
    assert (seen["step"], seen["refused"], len(seen["nearest"])) == (0, "That time is taken.", 3)


async def test_a_time_that_goes_disappears_from_an_open_picker(stage: Stage) -> None:
    screen = await opened(stage)
    await screen.send(Modal.show_day, day=stage.market.start.date().isoformat())
    before = [row.label for row in screen.vars()["times"]]
    stage.market.hold(stage.market.other, key="k2")
    await stage.hear()
    assert [*before[:1], *before[2:]] == [row.label for row in screen.vars()["times"]]


async def test_a_hold_is_resumed_in_another_tab(stage: Stage) -> None:
    first = (await held(stage)).vars()["hold"].reference
    again = (await opened(stage, tab="other tab")).vars()
    assert (again["step"], again["hold"].reference) == (1, first)


async def test_closing_keeps_the_hold_and_letting_go_ends_it(stage: Stage) -> None:
    screen = await held(stage)
    reference = screen.vars()["hold"].reference
    await screen.send(Modal.set_open, is_open=False)
    assert booking(reference).status == "held"
    await screen.send(Modal.let_go)
    assert (booking(reference).status, screen.vars()["step"]) == ("cancelled", 0)


async def test_a_time_let_go_can_be_chosen_again(stage: Stage) -> None:
    screen = await held(stage)
    await screen.send(Modal.let_go)
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    assert booking(screen.vars()["hold"].reference).status == "held"


async def test_a_time_let_go_in_another_tab_is_held_anew_by_a_click_here(stage: Stage) -> None:
    screen = await held(stage)
    first = screen.vars()["hold"].reference
    perform(stage.market.learner, release_hold, reference=first)
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    again = screen.vars()["hold"].reference
    assert (booking(first).status, booking(again).status, again != first) == ("cancelled", "held", True)


async def test_a_hold_that_runs_out_leads_back_to_the_times(stage: Stage, clock: SettableClock) -> None:
    screen = await held(stage)
    clock.advance(timedelta(minutes=10))
    await screen.send(Modal.refresh)
    assert (screen.vars()["step"], screen.vars()["hold"].reference) == (0, "")


async def test_a_topic_is_asked_for_and_what_was_typed_stays(stage: Stage) -> None:
    screen = await held(stage)
    await screen.send(Modal.describe, form={**TOPIC, "topic": ""})
    seen = screen.vars()
    assert (seen["step"], list(seen["errors"]), seen["typed"]["message"]) == (1, ["topic"], "Hello!")


async def test_the_terms_are_asked_for(stage: Stage) -> None:
    screen = await held(stage)
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={})
    seen = screen.vars()
    assert (seen["step"], seen["errors"], seen["is_busy"]) == (
        2,
        {"terms": "Please accept the terms to go on."},
        False,
    )


async def test_a_free_request_leads_to_its_page(stage: Stage) -> None:
    screen = await held(stage)
    reference = screen.vars()["hold"].reference
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    (sent,) = screen.client.sent("_redirect")
    assert (sent["path"], booking(reference).status) == (f"/bookings/{reference}", "pending")


async def test_a_priced_request_leads_to_the_gateways_page(stage: Stage) -> None:
    stage.market.change(price=3000)
    screen = await held(stage)
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    assert screen.vars()["leaving"].url.startswith("http://localhost:1/")


async def test_the_review_says_what_cancelling_gives_back(stage: Stage) -> None:
    stage.market.change(price=3000)
    seen = (await held(stage)).vars()
    assert seen["hold"].policy == (
        "You get back €30.00 until Thu 13 Aug, 10:00 your time, €15.00 until Thu 13 Aug, 22:00, then nothing."
    )


async def test_the_review_says_when_no_real_money_moves(stage: Stage) -> None:
    assert (await opened(stage)).vars()["offer"].is_test is True


async def priced(stage: Stage, opening: Any = Modal.open_for, **offering: Any) -> Screen:
    """A time of a session with a price, held."""
    stage.market.change(**{"price": 3000, **offering})
    screen = await stage.screen(stage.market.learner)
    await screen.send(opening, offering_id=stage.market.offering_id)
    await screen.send(Modal.choose, starts_at=stage.market.start.isoformat())
    return screen


def spring(stage: Stage, **changes: Any) -> None:
    draft = CouponDraft(**{"code": "SPRING", "currency": "EUR", "percent": 10, **changes})
    perform(stage.market.teacher, create_coupon, draft=draft)


async def test_a_coupon_shows_what_it_takes_off(stage: Stage) -> None:
    spring(stage)
    screen = await priced(stage)
    await screen.send(Modal.apply_coupon, form={"coupon": " spring "})
    hold = screen.vars()["hold"]
    assert (hold.kind, hold.code, hold.list_price, hold.saved, hold.price) == (
        "coupon",
        "SPRING",
        "€30.00",
        "−€3.00",
        "€27.00",
    )


async def test_a_wrong_coupon_is_told_at_its_field(stage: Stage) -> None:
    screen = await priced(stage)
    await screen.send(Modal.apply_coupon, form={"coupon": "WINTER"})
    said = screen.vars()["errors"]["coupon"]
    assert said == "There is no such coupon. Please look at the code again."


async def test_a_coupon_for_everything_needs_no_payment_page(stage: Stage) -> None:
    spring(stage, percent=100)
    screen = await priced(stage)
    reference = screen.vars()["hold"].reference
    await screen.send(Modal.apply_coupon, form={"coupon": "SPRING"})
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    assert (booking(reference).status, booking(reference).price) == ("pending", 0)


async def test_a_trial_lesson_is_one_from_the_moment_its_time_is_chosen(stage: Stage) -> None:
    screen = await priced(stage, Modal.open_trial, trial_price=1000)
    assert (screen.vars()["hold"].kind, screen.vars()["hold"].price) == ("trial", "€10.00")


async def test_one_may_go_back_to_the_usual_session(stage: Stage) -> None:
    screen = await priced(stage, Modal.open_trial, trial_price=1000)
    await screen.send(Modal.choose_kind, kind="regular")
    assert (screen.vars()["hold"].kind, screen.vars()["hold"].price) == ("regular", "€30.00")


async def test_whoever_was_at_the_gateway_finds_the_page_and_not_the_modal(stage: Stage) -> None:
    screen = await priced(stage)
    await screen.send(Modal.describe, form=TOPIC)
    await screen.send(Modal.finish, form={"terms": "on"})
    await screen.send(Modal.come_back)
    assert (screen.vars()["is_open"], screen.vars()["leaving"].url) == (False, "")
