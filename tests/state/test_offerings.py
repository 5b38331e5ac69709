"""The list of offerings and the editor of one, as the pages drive them."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from reflex.event import Event

from livesessions.models import Domain
from livesessions.queries.offerings import OwnOffering, own_offering
from livesessions.runtime.work import ask
from livesessions.state.offerings import OfferingEditorState, OfferingsState
from livesessions.state.offerings.dates import DateForm
from livesessions.state.offerings.forms import OfferingForm, typed_amount
from tests.people import Person, an_instructor
from tests.shelves import stands_in
from tests.state.screens import move, screen, seen_by
from tests.teaching import Teacher, keep

TYPED = {
    "title": "Rust lifetimes for Python people",
    "description": "We read your code together until the borrow checker is your friend.",
    "new_topic": "Rust, Memory",
    "duration": "60",
    "price": "30.00",
}


@pytest.fixture
def shelf(door: object) -> Domain:
    return keep(Domain(slug="programming", name="Programming"))


@pytest.fixture
def ivo(door: object) -> Iterator[Person]:
    person = an_instructor()
    with seen_by(person):
        yield person


EDITOR = "/instructor/dashboard/offerings/[offering_id]"


async def editor(offering_id: int | str = "new") -> OfferingEditorState:
    state = await screen(OfferingEditorState, EDITOR, offering_id=str(offering_id))
    await state.load()
    return state


def typed(shelf: Domain, **changes: str) -> OfferingForm:
    return OfferingForm(**{**TYPED, "domain": shelf.id, **changes})


async def on_dates(shelf: Domain) -> OfferingEditorState:
    """A saved group that runs on dates."""
    state = await editor()
    await state.save(typed(shelf, session_type="group", schedule_mode="fixed_dates", capacity="6"))
    return state


def written(person: Person, state: OfferingEditorState) -> OwnOffering:
    return ask(person.actor, own_offering, offering_id=state.offering_id)


async def test_an_empty_form_starts_in_ones_own_currency(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    assert (state.is_ready, state.status, state.form.currency, state.domains) == (
        True,
        "",
        "EUR",
        [(str(shelf.id), "Programming")],
    )


async def test_saving_leads_to_the_offerings_own_address(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    (sent,) = Event.from_event_type(await state.save(typed(shelf)))
    assert sent.payload["path"] == f"/instructor/dashboard/offerings/{state.offering_id}"
    assert (state.status, state.topics, state.form.price) == ("draft", ["Memory", "Rust"], "30.00")


async def test_what_is_typed_on_the_way_to_that_address_stays(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.save(typed(shelf))
    shown = state.form
    move(state._get_root_state(), EDITOR, offering_id=str(state.offering_id))
    await state.load()
    assert (state.form, state.is_ready) == (shown, True)


async def test_what_was_typed_is_what_is_saved(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.save(typed(shelf, level="beginner", language="de", booking_mode="instant", trial_price="10"))
    draft = written(ivo, state).draft
    assert draft.trial_price == 1000
    assert (draft.price, draft.level, draft.language, draft.booking_mode) == (
        3000,
        "beginner",
        "de",
        "instant",
    )


async def test_a_price_that_is_none_is_told_at_its_field(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.save(typed(shelf, price="3o", duration="an hour"))
    assert state.errors == {
        "price": "Write an amount such as 12.50.",
        "duration_minutes": "A whole number, please.",
    }
    assert state.offering_id == 0


async def test_an_empty_form_is_told_what_it_lacks(ivo: Person) -> None:
    state = await editor()
    await state.save(OfferingForm(duration="60", price="0"))
    assert sorted(state.errors) == ["domain", "title"]
    assert [row.href for row in state.problems] == ["#field-title", "#field-domain"]


async def test_an_offering_without_hours_is_saved_but_not_published(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.intend("publish")
    await state.save(typed(shelf))
    assert (list(state.errors), state.status) == (["times"], "draft")


async def test_with_hours_it_is_published(ivo: Person, shelf: Domain) -> None:
    Teacher("Europe/Berlin", id=ivo.id).opens(0)
    state = await editor()
    await state.intend("publish")
    await state.save(typed(shelf))
    assert (state.errors, state.status, state.public_url) == (
        {},
        "active",
        "/sessions/rust-lifetimes-for-python-people",
    )


async def test_a_group_has_seats_and_usually_dates(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.set_session_type("group")
    await state.save(typed(shelf, session_type="group", schedule_mode=state.schedule_mode, capacity="6"))
    draft = written(ivo, state).draft
    assert (draft.capacity, draft.schedule_mode, state.saved_on_dates) == (6, "fixed_dates", True)


async def test_seats_typed_for_one_learner_do_not_count(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.save(typed(shelf, capacity="6"))
    assert written(ivo, state).draft.capacity == 1


async def test_dates_are_on_the_instructors_clock(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.save(typed(shelf, session_type="group", schedule_mode="fixed_dates", capacity="6"))
    await state.add_date(DateForm(day=date(2026, 8, 20), time=time(18)))
    assert [(row.when, row.seats) for row in state.dates] == [("Thu 20 Aug, 18:00", "0 of 6 seats taken")]
    assert written(ivo, state).dates[0].starts_at.hour == 16


async def test_a_date_the_clock_skips_is_refused(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.save(typed(shelf, session_type="group", schedule_mode="fixed_dates", capacity="6"))
    await state.add_date(DateForm(day=date(2027, 3, 28), time=time(2, 30)))
    assert (list(state.errors), state.dates) == (["date"], [])


async def test_a_date_can_be_taken_back(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.save(typed(shelf, session_type="group", schedule_mode="fixed_dates", capacity="6"))
    await state.add_date(DateForm(day=date(2026, 8, 20), time=time(18)))
    await state.withdraw_date(state.dates[0].reference)
    assert state.dates == []


async def test_a_group_may_ask_for_enough_people(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.set_session_type("group")
    group = {"session_type": "group", "schedule_mode": "fixed_dates", "capacity": "6"}
    await state.save(typed(shelf, **group, min_participants="9", decide_hours_before="24"))
    assert list(state.errors) == ["min_participants"]
    await state.save(typed(shelf, **group, min_participants="3", decide_hours_before="24"))
    draft = written(ivo, state).draft
    assert (draft.min_participants, draft.decide_hours_before) == (3, 24)


async def test_dates_that_come_back_are_shown_before_they_are_published(ivo: Person, shelf: Domain) -> None:
    state = await on_dates(shelf)
    form = DateForm(day=date(2026, 9, 8), time=time(18, 0), repeat="monthly", count="3")
    await state.add_date(form)
    assert [row.when for row in state.planned] == [
        "Tue 8 Sept, 18:00",
        "Tue 13 Oct, 18:00",
        "Tue 10 Nov, 18:00",
    ]
    await state.publish_planned()
    assert (len(state.dates), state.planned) == (3, [])


async def test_how_many_dates_is_told_at_its_field(ivo: Person, shelf: Domain) -> None:
    state = await on_dates(shelf)
    await state.add_date(DateForm(day=date(2026, 9, 8), time=time(18, 0), repeat="weekly", count="1"))
    assert state.errors == {"count": "How many dates: 2 to 60."}


@pytest.mark.parametrize("repeat", ["once", "weekly", "monthly"])
@pytest.mark.parametrize("day", [date(9999, 12, 30), date(2, 1, 1)])
async def test_a_date_of_another_age_is_refused_at_its_field(
    ivo: Person, shelf: Domain, repeat: Any, day: date
) -> None:
    state = await on_dates(shelf)
    await state.add_date(DateForm(day=day, time=time(18, 0), repeat=repeat, count="3"))
    assert (state.errors, state.planned) == ({"date": "Choose a time within the next twelve months."}, [])


async def test_an_offering_has_so_many_topics_and_no_more(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.add_topic(", ".join("abcdefgh"))
    await state.add_topic("i, j")
    assert (state.topics, state.errors) == ([*"abcdefgh"], {"topics": "Choose at most 8 topics."})
    await state.remove_topic("a")
    await state.add_topic("i")
    assert (state.topics, state.errors) == ([*"bcdefghi"], {})


async def test_topics_of_the_domain_are_suggested_until_chosen(ivo: Person, shelf: Domain) -> None:
    stands_in(Teacher().offers(), shelf, "Python", "Rust")
    state = await editor()
    await state.set_domain(str(shelf.id))
    await state.add_topic("rust, Go")
    await state.remove_topic("Go")
    assert (state.topics, state.suggestions) == (["rust"], ["Python"])


async def test_archiving_shows_in_the_list(ivo: Person, shelf: Domain) -> None:
    state = await editor()
    await state.save(typed(shelf))
    await state.archive()
    listed = await screen(OfferingsState)
    await listed.load()
    assert (state.status, [row.title for row in listed.archived], listed.drafts) == (
        "archived",
        ["Rust lifetimes for Python people"],
        [],
    )


async def test_the_list_says_what_matters(ivo: Person) -> None:
    Teacher(id=ivo.id).offers(session_type="group", capacity=8, schedule_mode="fixed_dates", price=0)
    listed = await screen(OfferingsState)
    await listed.load()
    (row,) = listed.published
    assert (row.facts, row.price, row.booked) == (
        "Group of up to 8 · 1 h · on dates",
        "Free",
        "Nothing booked yet",
    )


@pytest.mark.parametrize("address", ["4711", "x", "-1"])
async def test_an_address_of_no_offering_is_not_found(ivo: Person, address: str) -> None:
    state = await editor(address)
    assert (state.problem, state.is_ready) == (404, False)


async def test_somebody_elses_offering_is_not_found(ivo: Person) -> None:
    state = await editor(Teacher().offers().id)
    assert state.problem == 404


@pytest.mark.parametrize(
    ("amount", "currency", "text"), [(3000, "EUR", "30.00"), (500, "JPY", "500"), (0, "EUR", "0.00")]
)
def test_a_price_is_shown_as_it_is_typed(amount: int, currency: str, text: str) -> None:
    assert typed_amount(amount, currency) == text
