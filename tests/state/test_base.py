"""What every page's state can do, called by hand on an instance."""

import asyncio
from dataclasses import dataclass

import pytest
import reflex as rx
from pydantic import Field
from reflex.event import Event

from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.runtime.limits import Rate
from livesessions.runtime.work import Actor, Door, View, Work
from livesessions.state import tries
from livesessions.state.base import PUBLIC, AppState, FieldErrors, Form, event
from livesessions.state.gate.caller import Caller, calling_as
from livesessions.state.tries import TooOften


@dataclass(frozen=True)
class Person:
    user_id: int = 7
    login_id: int = 1
    name: str = "Mina"
    roles: frozenset[str] = frozenset({"learner"})
    time_zone: str = "Asia/Kathmandu"
    locale: str = "en_GB"
    currency: str = "EUR"
    verified: bool = True


def who(view: View) -> Actor:
    return view.actor


def tell(work: Work) -> int:
    return work.actor.must_be_signed_in()


class SmallForm(Form):
    email: str = Field(min_length=3)


class FormState(FieldErrors, AppState):
    answer: int = 0

    @event(PUBLIC)
    async def send(self, form: SmallForm) -> None:
        raise Invalid("This address is taken.", field="email")

    @event(PUBLIC)
    async def fail(self) -> None:
        raise Invalid("Not today.")

    @event(PUBLIC, loads=True)
    async def load_missing(self) -> None:
        raise NotFound("There is no such offering.")

    @event(PUBLIC, loads=True)
    async def load_foreign(self) -> None:
        raise NotAllowed("This is not yours.")


@pytest.fixture
def root() -> rx.State:
    return rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]


@pytest.fixture
async def state(root: rx.State) -> FormState:
    return await root.get_state(FormState)


async def test_a_query_is_asked_as_the_person_who_sent_the_event(door: Door, state: FormState) -> None:
    with calling_as(Caller(viewer=Person())):
        assert await state.ask(who) == Actor(7, frozenset({"learner"}))


async def test_a_use_case_is_performed_as_the_person_who_sent_the_event(door: Door, state: FormState) -> None:
    with calling_as(Caller(viewer=Person())):
        assert await state.perform(tell) == 7


async def test_nobody_changes_things_faster_than_a_person_in_a_hurry(
    door: Door, state: FormState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "WRITES", (Rate(times=4, seconds=600),))
    with calling_as(Caller(viewer=Person())):
        for _ in range(4):
            await state.perform(tell)
        with pytest.raises(TooOften):
            await state.perform(tell)
    with calling_as(Caller(viewer=Person(user_id=8))):
        assert await state.perform(tell) == 8


async def test_a_person_may_be_in_a_hurry_for_so_long(
    door: Door, state: FormState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "WRITES", (Rate(times=5, seconds=0.001), Rate(times=6, seconds=3600)))
    with calling_as(Caller(viewer=Person())):
        for _ in range(6):
            await asyncio.sleep(0.002)
            await state.perform(tell)
        with pytest.raises(TooOften):
            await state.perform(tell)


async def test_outside_of_events_nobody_is_signed_in(door: Door, state: FormState) -> None:
    with pytest.raises(NotAllowed):
        await state.perform(tell)


async def test_a_long_handler_stops_when_the_person_has_logged_out(door: Door, state: FormState) -> None:
    with calling_as(Caller(viewer=Person(), look_again=lambda: None)), pytest.raises(NotAllowed):
        await state.perform(tell)


async def test_a_refusal_stands_beside_its_field(state: FormState) -> None:
    await state.send(SmallForm(email="mina@example.org"))
    assert (state.errors, state.notice.text) == ({"email": "This address is taken."}, "")


async def test_a_refusal_without_a_field_becomes_the_notice(state: FormState) -> None:
    await state.fail()
    assert (state.notice.kind, state.notice.text) == ("error", "Not today.")


async def test_the_same_sentence_said_twice_is_another_notice(state: FormState) -> None:
    await state.fail()
    first = state.notice
    await state.fail()
    assert state.notice.number == first.number + 1


async def test_a_notice_is_seen_on_the_next_page_and_not_on_the_one_after(state: FormState) -> None:
    state.say("Saved.")
    seen = []
    for _ in range(3):
        state._turn_page(resumes=False)
        seen.append(state.notice.text)
    assert seen == ["Saved.", "", ""]


async def test_a_page_of_something_missing_shows_404(state: FormState) -> None:
    await state.load_missing()
    assert state.problem == 404


async def test_a_page_of_somebody_else_shows_403_to_a_person(state: FormState) -> None:
    state._welcome(Caller(viewer=Person()))
    await state.load_foreign()
    assert state.problem == 403


async def test_a_page_of_somebody_else_leads_a_guest_to_the_log_in_page(state: FormState) -> None:
    visit(state, {})
    (sent,) = Event.from_event_type(await state.load_foreign())
    assert sent.payload["path"] == "/log-in?next=%2Fx"


async def test_a_part_of_the_address_is_read_as_what_it_should_be(state: FormState) -> None:
    visit(state, {"id": "42"})
    assert state.param("id", int) == 42


@pytest.mark.parametrize("given", [None, "", "abc", ["1"], {"a": 1}, "9" * 300])
async def test_an_address_that_says_something_else_is_not_found(state: FormState, given: object) -> None:
    visit(state, {"id": given})
    with pytest.raises(NotFound):
        state.param("id", int)


async def test_an_unusable_option_gives_its_default(state: FormState) -> None:
    visit(state, {"page": "two", "q": "rust"})
    assert (state.option("page", 1), state.option("q", ""), state.option("sort", "new")) == (1, "rust", "new")


async def test_the_viewer_row_of_a_guest_has_the_browsers_zone(state: FormState) -> None:
    state._welcome(Caller(zone="Europe/Berlin"))
    assert (state.viewer.signed_in, state.viewer.zone) == (False, "Europe/Berlin")


def test_helpers_are_no_events() -> None:
    assert set(AppState.event_handlers) == {"apologise", "dismiss_notice", "setvar"}


def test_a_generator_that_is_not_async_is_refused() -> None:
    def steps(self: AppState):
        yield

    with pytest.raises(TypeError, match="a handler that yields is async"):
        event(PUBLIC)(steps)


def visit(state: FormState, query: dict[str, object]) -> None:
    root = state._get_root_state()
    root.router_data = root._update_router_vars({"pathname": "/x", "asPath": "/x", "query": query}, {})
