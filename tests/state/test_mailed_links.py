"""A new password and a verified address, as the pages do it."""

from datetime import timedelta

from livesessions.models import TokenPurpose
from livesessions.queries.accounts import identify
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Door, ask, perform
from livesessions.services.accounts import make_link
from livesessions.state.mailed_links import (
    Address,
    ForgotPasswordState,
    NewPassword,
    ResetPasswordState,
    VerifyEmailState,
)
from tests.people import Person, a_person, again, entered, promises
from tests.state.screens import screen, seen_by

NEW = NewPassword(password="a brand new password")


def link(person: Person, purpose: TokenPurpose) -> str:
    return perform(SYSTEM, make_link, user_id=person.id, purpose=purpose)


async def asked(email: str) -> ForgotPasswordState:
    state = await screen(ForgotPasswordState)
    with seen_by():
        await state.send_link(Address(email=email))
    return state


async def opened(secret: str) -> ResetPasswordState:
    state = await screen(ResetPasswordState, token=secret)
    with seen_by():
        await state.load()
    return state


async def test_known_and_unknown_addresses_get_the_same_answer(door: Door) -> None:
    a_person()
    known, unknown = await asked("mia@example.com"), await asked("nobody@example.com")
    assert (known.sent_to, unknown.sent_to) == ("mia@example.com", "nobody@example.com")
    assert [each["letter"] for each in ask(GUEST, promises)[1:]] == ["reset_password"] * 2


async def test_what_is_no_address_is_told_at_the_field(door: Door) -> None:
    assert list((await asked("mia")).errors) == ["email"]


async def test_one_address_gets_three_letters_an_hour_known_or_not(door: Door) -> None:
    for _ in range(4):
        state = await asked("nobody@example.com")
    assert (state.sent_to, state.notice.text) == ("", "Too many tries. Please wait 20 minutes.")


async def test_the_link_opens_the_form_and_the_form_lets_in(door: Door) -> None:
    person = a_person()
    state = await opened(link(person, TokenPurpose.RESET_PASSWORD))
    with seen_by():
        await state.choose(NEW)
    assert (state.ready, entered(state.ticket).id) == (True, person.id)
    assert ask(GUEST, identify, cookie=person.cookie) is None


async def test_a_weak_password_is_told_at_the_field_and_the_link_stays_good(door: Door) -> None:
    state = await opened(link(a_person(), TokenPurpose.RESET_PASSWORD))
    with seen_by():
        await state.choose(NewPassword(password="short"))
        assert (list(state.errors), state.ticket) == (["password"], "")
        await state.choose(NEW)
    assert state.ticket


async def test_an_old_link_is_told_at_once(door: Door, clock: SettableClock) -> None:
    secret = link(a_person(), TokenPurpose.RESET_PASSWORD)
    clock.advance(timedelta(hours=2))
    state = await opened(secret)
    assert (state.ready, state.dead) == (False, "This link was good for an hour and has expired.")


async def test_a_link_that_grows_old_while_one_types_is_told_too(door: Door, clock: SettableClock) -> None:
    state = await opened(link(a_person(), TokenPurpose.RESET_PASSWORD))
    clock.advance(timedelta(hours=2))
    with seen_by():
        await state.choose(NEW)
    assert (state.ticket, state.dead) == ("", "This link was good for an hour and has expired.")


async def test_the_secret_of_a_link_is_not_sent_back(door: Door) -> None:
    secret = link(a_person(), TokenPurpose.RESET_PASSWORD)
    state = await opened(secret)
    assert secret not in repr({name: getattr(state, name) for name in state.base_vars})


async def test_the_page_verifies_the_address_and_does_so_twice(door: Door) -> None:
    person = a_person(verified=False)
    state = await screen(VerifyEmailState, token=link(person, TokenPurpose.VERIFY_EMAIL))
    with seen_by():
        for _ in range(2):
            await state.load()
            assert state.outcome == "verified"
    assert again(person).viewer.verified


async def test_a_link_that_opens_nothing_says_why(door: Door) -> None:
    state = await screen(VerifyEmailState, token="made up")
    with seen_by():
        await state.load()
    assert (state.outcome, state.dead[:24]) == ("dead", "This link isn’t complete")
