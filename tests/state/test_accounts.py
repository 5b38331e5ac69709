"""Signing up and logging in, as the pages do it."""

from typing import Any

import pytest
from reflex.event import Event

from livesessions.queries.accounts import own_settings
from livesessions.runtime.limits import Rate
from livesessions.runtime.work import GUEST, Door, ask
from livesessions.state import accounts
from livesessions.state.accounts import AccountState, LogIn, LogInState, SignUp, SignUpState
from livesessions.state.gate.caller import Caller
from tests.people import PASSWORD, a_person, entered, promises, suspend
from tests.state.screens import screen, seen_by

NEW: dict[str, Any] = {
    "name": "Mia Berg",
    "email": "Mia@Example.com",
    "password": PASSWORD,
    "terms": "on",
}


async def logged_in(email: str = "mia@example.com", password: str = PASSWORD, **seen: str) -> LogInState:
    state = await screen(LogInState)
    with seen_by(**seen):
        await state.log_in(LogIn(email=email, password=password))
    return state


async def signed_up(**changes: Any) -> SignUpState:
    state = await screen(SignUpState)
    state._welcome(Caller(zone="Asia/Kolkata"))
    with seen_by():
        await state.sign_up(SignUp(**(NEW | changes)))
    return state


async def test_the_right_password_gives_a_ticket_that_lets_in(door: Door) -> None:
    person = a_person()
    assert entered((await logged_in()).ticket).id == person.id


async def test_an_address_may_be_typed_in_any_case(door: Door) -> None:
    a_person()
    assert (await logged_in(" MIA@example.com ")).ticket


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(door: Door) -> None:
    a_person()
    answers = [
        (state.ticket, state.errors, state.notice.text)
        for state in (await logged_in(password="wrong wrong"), await logged_in("nobody@example.com"))
    ]
    assert answers[0] == answers[1]
    assert answers[0][1] == {"password": "This e-mail address and password don’t belong together."}


async def test_a_suspended_person_is_told_so_after_the_right_password_only(door: Door) -> None:
    suspend(a_person())
    assert (await logged_in(password="wrong wrong")).notice.text == ""
    state = await logged_in()
    assert (state.ticket, state.notice.text) == ("", "This account is suspended. Please write to us.")


async def test_guesses_at_one_account_come_to_an_end(door: Door) -> None:
    a_person()
    for _ in range(10):
        await logged_in(password="a guess again")
    state = await logged_in()
    assert (state.ticket, state.notice.text) == ("", "Too many tries. Please wait 2 minutes.")


async def test_guesses_from_everywhere_end_and_lock_out_no_browser_that_was_here_before(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person()
    monkeypatch.setattr(accounts, "GUESSES", Rate(times=5, seconds=3600))
    for guess in range(5):
        await logged_in(password="a guess again", visitor=f"robot {guess}", address=f"198.51.100.{guess}")
    robot = await logged_in(visitor="one more", address="198.51.100.9")
    assert (robot.ticket, robot.notice.text) == ("", "Too many tries. Please wait 12 minutes.")
    assert (await logged_in(address="203.0.113.5")).ticket


async def test_a_neighbours_guesses_do_not_lock_out_a_browser_that_was_here_before(door: Door) -> None:
    a_person()
    for _ in range(11):
        await logged_in(password="a guess again", visitor="the next desk")
    assert (await logged_in()).ticket


async def test_somebody_elses_guesses_do_not_lock_the_owner_out(door: Door) -> None:
    a_person()
    for _ in range(11):
        await logged_in(password="a guess again", address="198.51.100.9", visitor="elsewhere")
    assert (await logged_in()).ticket


async def test_a_person_who_is_logged_in_goes_on_at_once(door: Door) -> None:
    state = await screen(LogInState, next="/settings")
    with seen_by(a_person()):
        (sent,) = Event.from_event_type(await state.load())
    assert sent.payload["path"] == "/settings"


@pytest.mark.parametrize("next_url", ["https://evil.example", "//evil.example", "/\\evil.example"])
async def test_a_foreign_next_is_forgotten(door: Door, next_url: str) -> None:
    state = await screen(LogInState, next=next_url)
    with seen_by():
        await state.load()
    assert (state.onward, state.other_way) == ("/", "/sign-up?next=%2F")


async def test_the_page_explains_a_dead_ticket_and_nothing_it_is_told_to(door: Door) -> None:
    texts = []
    for problem in ("dead_ticket", "<b>You won!</b>"):
        state = await screen(LogInState, problem=problem)
        with seen_by():
            await state.load()
        texts.append(state.explained)
    assert texts == ["That took too long, or was done already. Please log in again.", ""]


async def test_signing_up_gives_a_ticket_and_keeps_the_browsers_zone(door: Door) -> None:
    person = entered((await signed_up()).ticket)
    assert ask(person.actor, own_settings).time_zone == "Asia/Kolkata"


async def test_everything_wrong_is_told_at_once(door: Door) -> None:
    state = await signed_up(name="", email="mia", password="short", terms=None)
    assert sorted(state.errors) == ["email", "name", "password", "terms"]
    assert (state.ticket, ask(GUEST, promises)) == ("", [])


async def test_a_known_address_is_not_told_to_the_page(door: Door) -> None:
    a_person()
    state = await signed_up()
    assert (state.ticket, state.sent_to, state.errors) == ("", "mia@example.com", {})
    assert ask(GUEST, promises)[-1]["letter"] == "account_exists"


async def test_nobody_is_flooded_with_letters_by_sign_ups(door: Door) -> None:
    a_person()
    for _ in range(4):
        state = await signed_up()
    assert state.notice.text == "Too many tries. Please wait 20 minutes."
    assert len(ask(GUEST, promises)) == 1 + 3


async def test_an_unverified_person_can_ask_for_the_letter_again(door: Door) -> None:
    person = a_person(verified=False)
    state = await screen(AccountState)
    with seen_by(person):
        await state.send_verification()
    assert (state.letter_sent, len(ask(GUEST, promises))) == (True, 2)


async def test_no_password_is_kept_in_the_state(door: Door) -> None:
    a_person()
    state = await logged_in(password="something secret")
    assert "something secret" not in repr(state.dict())
