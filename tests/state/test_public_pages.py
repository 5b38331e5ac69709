"""Home, an offering and an instructor as anybody sees them."""

from datetime import timedelta

import pytest

from livesessions.domain.money import Money
from livesessions.models import SessionOffering, User
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.settings import Settings
from livesessions.state.home import HomeState
from livesessions.state.instructor_page import InstructorState
from livesessions.state.offering import OfferingState
from livesessions.state.offering.policy import policy_words
from livesessions.state.onlooker import Onlooker, short_name
from tests.shelves import a_review, a_shelf, change, stands_in
from tests.state.booking_people import Stage
from tests.state.screens import screen, seen_by
from tests.teaching import Teacher, a_booking, at

BERLIN = "Europe/Berlin"


@pytest.fixture
def teacher(door, sandbox) -> Teacher:
    teacher = Teacher(zone="Asia/Kathmandu")
    teacher.opens(*range(7))
    change(User, teacher.id, name="Tara Quinn")
    return teacher


async def loaded(state_class, zone: str = BERLIN, **query: str):
    state = await screen(state_class, "/x", **query)
    with seen_by(zone=zone):
        async for _ in state_class.load.fn(state):
            pass
    return state


async def home(zone: str = BERLIN) -> HomeState:
    state = await screen(HomeState, "/")
    with seen_by(zone=zone):
        await HomeState.load.fn(state)
    return state


async def test_home_shows_sessions_shelves_and_numbers(teacher):
    stands_in(teacher.offers(), a_shelf("music"))
    state = await home()
    assert [each.title for each in state.free] == ["Rust lifetimes"]
    assert [(each.name, each.count) for each in state.shelves] == [("Music", "1 session")]
    assert (state.market, state.keeps) == ("1 session by 1 instructor", "90 %")


async def test_a_quoted_learner_keeps_their_surname(teacher):
    said = "I finally understand who owns what, and why."
    a_review(teacher, teacher.offers(), 5, said, name="mia berg")
    assert (await home()).voices[0].learner == "Mia B."


@pytest.mark.parametrize(("name", "short"), [("Lena Marie Berg", "Lena B."), ("Lena", "Lena"), ("", "")])
def test_a_name_is_shortened_to_an_initial(name, short):
    assert short_name(name) == short


async def test_an_offering_is_told_in_words(teacher):
    offering = stands_in(
        teacher.offers(language="de", level="beginner", price=3000), a_shelf("music"), "Guitar"
    )
    state = await loaded(OfferingState, slug=offering.slug)
    row = state.offering
    assert (row.kind, row.language, row.level, row.amount) == ("One to one", "German", "Beginner", "€30.00")
    assert (state.title, row.reviews) == ("Rust lifetimes · Live Sessions", "No reviews yet")
    assert [(each.name, each.href) for each in row.topics] == [("Guitar", "/sessions?topic=guitar")]


async def test_times_stand_on_both_clocks_where_they_differ(teacher):
    offering = teacher.offers()
    first = (await loaded(OfferingState, slug=offering.slug)).days[0].times[0]
    assert (first.time, first.other) == ("05:15", "09:00 in Kathmandu")
    there = (await loaded(OfferingState, "Asia/Kathmandu", slug=offering.slug)).days[0].times[0]
    assert (there.time, there.other) == ("09:00", "")


async def test_a_day_shows_some_times_and_counts_the_rest(teacher):
    state = await loaded(OfferingState, "Asia/Kathmandu", slug=teacher.offers().slug)
    (day, *_) = state.days
    assert (day.name, len(day.times), day.more) == ("Tomorrow", 6, "and 2 more")


async def test_a_group_says_how_many_seats_are_left(teacher):
    group = teacher.offers(session_type="group", capacity=3, schedule_mode="fixed_dates")
    a_booking(teacher.runs(group, at(12), is_fixed_date=True))
    state = await loaded(OfferingState, slug=group.slug)
    assert (state.offering.kind, state.days[0].times[0].seats) == ("Group of up to 3", "2 seats left")


async def test_a_group_says_with_how_many_people_it_takes_place(teacher):
    offering = teacher.offers(session_type="group", capacity=6, min_participants=3, decide_hours_before=24)
    state = await loaded(OfferingState, slug=offering.slug)
    assert state.offering.minimum == "From 3 people, decided 24 h before"


async def test_more_reviews_are_shown_when_asked_for(teacher):
    offering = teacher.offers()
    for stars in (5, 4, 4, 5, 5, 4, 1):
        a_review(teacher, offering, stars)
    state = await loaded(OfferingState, slug=offering.slug)
    assert (len(state.reviews), state.has_more_reviews, state.offering.stars) == (5, True, 4.0)
    with seen_by():
        await OfferingState.more_reviews.fn(state)
    assert (len(state.reviews), state.has_more_reviews) == (7, False)


async def test_the_shares_of_the_stars_are_those_of_the_reviews(teacher):
    offering = teacher.offers()
    for stars in (5, 5, 4, 1):
        a_review(teacher, offering, stars)
    state = await loaded(OfferingState, slug=offering.slug)
    assert [each.percent for each in state.shares] == [50, 25, 0, 0, 25]


async def test_an_unknown_offering_is_a_404(teacher):
    assert (await loaded(OfferingState, slug="nothing")).problem == 404
    assert (await loaded(InstructorState, slug="nobody")).problem == 404


async def test_an_instructor_is_shown_with_what_they_offer(teacher):
    teacher.offers()
    state = await loaded(InstructorState, slug=f"teacher-{teacher.id}")
    assert (state.person.name, state.person.zone) == ("Tara Quinn", "Kathmandu, 17:45 there now")
    assert [each.title for each in state.cards] == ["Rust lifetimes"]


def policy(price: int, **hours: int) -> list[str]:
    return policy_words(Money(price, "EUR"), Settings(_env_file=None, **hours), Onlooker())


def test_the_policy_is_told_in_the_amounts_that_come_back():
    assert policy(3000) == [
        "Cancel up to 24 hours before the start and get all of it back (€30.00).",
        "Cancel up to 12 hours before the start and get 50 % back (€15.00).",
        "Later than that, nothing is paid back.",
        "Within 15 minutes of booking, all of it comes back while the start is more than 2 hours away.",
        "If your instructor cancels, or doesn’t come, you get everything back.",
    ]


def test_the_policy_is_that_of_the_settings():
    hours = {"free_cancellation_hours": 48, "partial_refund_hours": 1, "no_refund_hours": 1}
    assert policy(999, **hours)[:2] == [
        "Cancel up to 48 hours before the start and get all of it back (€9.99).",
        "Cancel up to 1 hour before the start and get 50 % back (€5.00).",
    ]


def test_a_policy_of_zero_hours_is_free_until_the_start():
    hours = {"free_cancellation_hours": 0, "partial_refund_hours": 0, "no_refund_hours": 0}
    assert policy(3000, **hours)[0] == "Cancel any time before the start and get all of it back (€30.00)."


def test_what_is_free_needs_no_policy():
    assert policy(0) == [
        "It is free, so cancelling costs nothing. Please do it early: somebody else may want the place."
    ]


async def test_an_open_page_hears_of_a_time_that_goes(stage: Stage) -> None:
    tab = await stage.screen(None, slug="rust")
    await tab.send(OfferingState.load)
    before = [row.iso for row in tab.vars()["days"][0].times]
    stage.market.hold(at=stage.market.start.replace(day=13))
    await stage.hear()
    gone = stage.market.start.replace(day=13).isoformat()
    assert gone in before
    assert gone not in [row.iso for row in tab.vars()["days"][0].times]


async def test_a_page_goes_on_with_the_next_days_however_long_the_process_runs(
    stage: Stage, clock: SettableClock
) -> None:
    tab = await stage.screen(None, slug="rust")
    seen = []
    for days in (1, 10, 40, 70):
        clock.advance(timedelta(days=days))
        await tab.send(OfferingState.load)
        seen.append((tab.vars()["is_ready"], [row.name for row in tab.vars()["days"]]))
    assert seen == [
        (True, ["Tomorrow", "Sat 15 Aug", "Sun 16 Aug"]),
        (True, ["Tomorrow", "Tue 25 Aug", "Wed 26 Aug"]),
        (True, ["Tomorrow", "Sun 4 Oct", "Mon 5 Oct"]),
        (True, ["Tomorrow", "Sun 13 Dec", "Mon 14 Dec"]),
    ]


async def test_an_open_page_hears_that_its_offering_is_gone(stage: Stage) -> None:
    tab = await stage.screen(None, slug="rust")
    await tab.send(OfferingState.load)
    change(SessionOffering, stage.market.offering_id, status="archived")
    await tab.send(OfferingState.refresh)
    assert tab.vars()["problem"] == 404
