"""The settings page."""

from typing import Any

from reflex.event import Event

from livesessions.queries.accounts import credentials, identify, own_settings
from livesessions.runtime.passwords import matches
from livesessions.runtime.work import GUEST, Door, ask
from livesessions.state.settings_page import PasswordChange, SettingsRow, SettingsState, Wishes
from tests.people import PASSWORD, Person, a_person, again, another_browser
from tests.state.screens import screen, seen_by

WISHES: dict[str, str] = {
    "name": "Mia B.",
    "time_zone": "Asia/Kolkata",
    "locale": "de_AT",
    "currency": "JPY",
}


async def shown(person: Person) -> SettingsState:
    state = await screen(SettingsState)
    with seen_by(person):
        await state.load()
    return state


async def saved(person: Person, **changes: Any) -> SettingsState:
    state = await shown(person)
    with seen_by(person):
        await state.save(Wishes(**(WISHES | changes)))
    return state


async def changed(person: Person, present: str = PASSWORD, password: str = "a new long one") -> SettingsState:
    state = await shown(person)
    with seen_by(person):
        await state.change_password(PasswordChange(present=present, password=password))
    return state


async def test_the_page_shows_what_is_stored(door: Door) -> None:
    state = await shown(a_person())
    assert state.row == SettingsRow("Mia Berg", "mia@example.com", True, "Europe/Berlin", "en_GB", "EUR")


async def test_guests_are_led_to_the_log_in_page(door: Door) -> None:
    state = await screen(SettingsState, "/settings")
    with seen_by():
        (sent,) = Event.from_event_type(await state.load())
    assert sent.payload["path"] == "/log-in?next=%2Fsettings"


async def test_saving_keeps_and_says_so(door: Door) -> None:
    person = a_person()
    state = await saved(person)
    assert (state.row.name, state.notice.text) == ("Mia B.", "Your settings are saved.")
    assert ask(person.actor, own_settings).time_zone == "Asia/Kolkata"


async def test_a_zone_nobody_knows_is_told_at_its_field(door: Door) -> None:
    state = await saved(a_person(), time_zone="Mars/Olympus")
    assert state.errors == {"time_zone": "Please choose a time zone from the list."}


async def test_the_new_password_is_the_one_that_counts(door: Door) -> None:
    person = a_person()
    state = await changed(person)
    stored = ask(GUEST, credentials, email="mia@example.com", visitor="")
    assert await matches("a new long one", stored.password_hash)
    assert (state.passwords_changed, again(person).id) == (1, person.id)


async def test_other_browsers_are_logged_out_by_it(door: Door) -> None:
    here = a_person()
    there = another_browser(here)
    await changed(here)
    assert again(here).id == here.id
    assert ask(GUEST, identify, cookie=there.cookie) is None


async def test_a_wrong_present_password_is_told_at_its_field(door: Door) -> None:
    state = await changed(a_person(), present="not this one")
    assert state.errors == {"present": "This is not your present password."}


async def test_a_weak_password_is_told_at_its_field(door: Door) -> None:
    state = await changed(a_person(), password="mia@example.com")
    assert state.errors == {"password": "Don't use your name or e-mail address as your password."}
