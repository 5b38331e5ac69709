"""The page part that shows an instructor's calendars elsewhere."""

from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlmodel import select

from livesessions.domain.times import minute
from livesessions.models import CalendarImport
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services.calendar_looks import Version, not_readable, take_due, take_over
from livesessions.state.calendars import AddressForm, CalendarsState, NameForm
from livesessions.state.gate.caller import caller
from tests.people import Person, a_person, an_instructor
from tests.state.screens import screen, seen_by

pytestmark = pytest.mark.usefixtures("door")

SECRET = "https://calendar.example.com/private-0123456789/basic.ics"


@pytest.fixture(autouse=True)
def ivo(door: object):
    ivo = an_instructor()
    with seen_by(ivo):
        yield ivo


async def opened(**query: str) -> CalendarsState:
    state = await screen(CalendarsState, **query)
    state._welcome(caller())
    await state.load()
    return state


async def with_calendar(name: str = "Work") -> CalendarsState:
    state = await opened()
    await state.add(AddressForm(name=name, address=SecretStr(SECRET)))
    return state


def looked(problem: str = "") -> None:
    (look,) = perform(SYSTEM, take_due)
    if problem:
        perform(SYSTEM, not_readable, look=look, problem=problem)
    else:
        hour = (minute(look.last) - 60, minute(look.last))
        perform(SYSTEM, take_over, look=look, busy=[hour], version=Version())


async def test_a_new_calendar_is_looked_at_and_its_address_never_shown() -> None:
    state = await with_calendar()
    (row,) = state.calendars
    assert (row.name, row.shown, row.state, row.said) == (
        "Work",
        "calendar.example.com/….ics",
        "waiting",
        "Looking …",
    )
    assert "0123456789" not in str(state.dict())


async def test_a_calendar_without_a_name_is_called_by_its_server() -> None:
    (row,) = (await with_calendar("")).calendars
    assert row.name == "calendar.example.com"


async def test_a_wrong_address_is_said_at_its_field() -> None:
    state = await opened()
    await state.add(AddressForm(name="Work", address=SecretStr("my calendar")))
    assert (list(state.errors), state.calendars) == (["address"], [])


async def test_what_was_read_and_when(clock: SettableClock) -> None:
    state = await with_calendar()
    looked()
    clock.advance(timedelta(minutes=20))
    await state.refresh()
    (row,) = state.calendars
    assert (row.state, row.said) == ("fine", "1 busy time ahead, as of 20 minutes ago.")


async def test_a_problem_is_shown_beside_what_is_known(clock: SettableClock) -> None:
    state = await with_calendar()
    looked("There is no calendar at that address (any more).")
    await state.refresh()
    (row,) = state.calendars
    assert (row.state, row.problem) == ("problem", "There is no calendar at that address (any more).")
    assert row.said == "Never read yet. Next try Wed 12 Aug, 14:05."


async def test_looking_now_puts_it_first() -> None:
    state = await with_calendar()
    looked()
    await state.look_now(calendar_id=state.calendars[0].id)
    assert (state.calendars[0].said, len(perform(SYSTEM, take_due))) == ("Looking …", 1)


async def test_a_calendar_gets_another_name() -> None:
    state = await with_calendar()
    await state.ask_name(calendar_id=state.calendars[0].id)
    asked = (state.renaming > 0, state.old_name)
    await state.give_name(NameForm(name="Private"))
    assert (asked, state.renaming, state.calendars[0].name) == ((True, "Work"), 0, "Private")


async def test_an_empty_name_is_said_in_the_dialog() -> None:
    state = await with_calendar()
    await state.ask_name(calendar_id=state.calendars[0].id)
    await state.give_name(NameForm(name=" "))
    assert (state.renaming > 0, list(state.errors)) == (True, ["name"])


async def test_a_calendar_is_removed_after_a_question() -> None:
    state = await with_calendar()
    await state.ask_remove(calendar_id=state.calendars[0].id)
    await state.remove_it()
    assert (state.removing.id, state.calendars) == (0, [])
    assert ask(SYSTEM, lambda view: view.db.exec(select(CalendarImport)).all()) == []


@pytest.mark.parametrize(
    ("result", "kind"), [("added", "success"), ("unreadable", "error"), ("nonsense", "")]
)
async def test_what_came_of_an_upload_is_said_once(result: str, kind: str) -> None:
    state = await opened(calendar=result)
    first = state.notice
    await state.load()
    assert (first.kind, state.notice) == (kind, first)


async def test_nobody_reaches_another_persons_calendar(ivo: Person) -> None:
    number = (await with_calendar()).calendars[0].id
    with seen_by(an_instructor("eve@example.com", name="Eve")):
        eve = await opened()
        await eve.look_now(calendar_id=number)
        await eve.ask_name(calendar_id=number)
        await eve.give_name(NameForm(name="Mine"))
        assert (eve.calendars, eve.notice.kind) == ([], "error")


async def test_learners_have_no_calendars() -> None:
    with seen_by(a_person("lena@example.com")):
        assert (await opened()).problem == 403


async def test_no_question_is_left_open_when_the_page_loads_again() -> None:
    state = await with_calendar()
    number = state.calendars[0].id
    await state.ask_name(calendar_id=number)
    await state.ask_remove(calendar_id=number)
    await state.load()
    assert (state.renaming, state.removing.id) == (0, 0)
