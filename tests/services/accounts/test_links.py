"""The links in letters: verify an address, choose a new password."""

from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.models import MailToken, TokenPurpose, User
from livesessions.queries.accounts import DeadLink, check_link, identify
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Door, View, ask, perform
from livesessions.services.accounts import (
    NotToday,
    ask_for_new_password,
    ask_to_verify,
    make_link,
    reset_password,
    verify_email,
)
from tests.people import BROWSER, Person, a_person, again, entered, promises, suspend


def link_for(person: Person, purpose: TokenPurpose) -> str:
    return perform(SYSTEM, make_link, user_id=person.id, purpose=purpose)


def verify_link(person: Person) -> str:
    return link_for(person, TokenPurpose.VERIFY_EMAIL)


def reset_link(person: Person) -> str:
    return link_for(person, TokenPurpose.RESET_PASSWORD)


def reset(secret: str) -> str:
    return perform(GUEST, reset_password, secret=secret, password_hash="new hash", visitor=BROWSER)


def stored(view: View) -> list[str]:
    return list(view.db.exec(select(MailToken.token_hash)))


def passwords(view: View) -> list[str]:
    return list(view.db.exec(select(User.password_hash)))


def test_the_link_verifies_the_address(door: Door) -> None:
    person = a_person(verified=False)
    perform(GUEST, verify_email, secret=verify_link(person))
    assert again(person).viewer.verified


def test_the_same_link_again_is_no_error_once_the_address_is_verified(door: Door) -> None:
    person = a_person(verified=False)
    secret = verify_link(person)
    perform(GUEST, verify_email, secret=secret)
    perform(GUEST, verify_email, secret=secret)
    assert again(person).viewer.verified


def test_a_link_to_verify_is_good_for_a_day(door: Door, clock: SettableClock) -> None:
    person = a_person(verified=False)
    secret = verify_link(person)
    clock.advance(timedelta(hours=24))
    with pytest.raises(DeadLink, match="good for 24 hours"):
        perform(GUEST, verify_email, secret=secret)
    assert not again(person).viewer.verified


def test_a_link_to_a_new_password_is_good_for_an_hour(door: Door, clock: SettableClock) -> None:
    secret = reset_link(a_person())
    clock.advance(timedelta(hours=1))
    with pytest.raises(DeadLink, match="good for an hour"):
        reset(secret)


def test_a_link_to_a_new_password_works_once(door: Door) -> None:
    secret = reset_link(a_person())
    reset(secret)
    with pytest.raises(DeadLink, match="used already"):
        reset(secret)


def test_one_new_password_uses_up_all_links_that_were_sent(door: Door) -> None:
    person = a_person()
    first, second = reset_link(person), reset_link(person)
    reset(second)
    with pytest.raises(DeadLink, match="used already"):
        reset(first)


@pytest.mark.parametrize("secret", ["", "made up", "x" * 10_000])
def test_a_made_up_link_is_refused(door: Door, secret: str) -> None:
    a_person()
    with pytest.raises(DeadLink, match="isn’t complete"):
        reset(secret)


def test_a_link_is_good_for_its_own_purpose_alone(door: Door) -> None:
    person = a_person()
    with pytest.raises(DeadLink):
        reset(verify_link(person))
    with pytest.raises(DeadLink):
        perform(GUEST, verify_email, secret=reset_link(person))


def test_a_page_can_ask_whether_a_link_still_works(door: Door) -> None:
    secret = reset_link(a_person())
    ask(GUEST, check_link, secret=secret, purpose=TokenPurpose.RESET_PASSWORD)
    reset(secret)
    with pytest.raises(DeadLink):
        ask(GUEST, check_link, secret=secret, purpose=TokenPurpose.RESET_PASSWORD)


def test_links_are_stored_as_hashes_only(door: Door) -> None:
    secret = reset_link(a_person())
    assert secret not in ask(GUEST, stored)


def test_a_new_password_ends_every_login_and_begins_a_new_one(door: Door) -> None:
    person = a_person()
    ticket = reset(reset_link(person))
    assert ask(GUEST, identify, cookie=person.cookie) is None
    assert entered(ticket).id == person.id
    assert ask(GUEST, passwords) == ["new hash"]


def test_who_reads_the_letter_owns_the_address(door: Door) -> None:
    person = a_person(verified=False)
    ticket = reset(reset_link(person))
    assert entered(ticket).viewer.verified


def test_a_new_password_is_told_by_letter(door: Door) -> None:
    person = a_person()
    reset(reset_link(person))
    assert ask(GUEST, promises)[-1] == {"letter": "password_changed", "user_id": person.id}


def test_a_suspended_person_chooses_no_new_password(door: Door) -> None:
    person = a_person()
    secret = reset_link(person)
    suspend(person)
    with pytest.raises(NotToday):
        reset(secret)


def test_asking_for_a_new_password_is_the_same_for_known_and_unknown_addresses(door: Door) -> None:
    a_person()
    answers = [
        perform(GUEST, ask_for_new_password, email=email) for email in ("mia@example.com", "no@example.com")
    ]
    assert answers == [None, None]
    assert [promise["letter"] for promise in ask(GUEST, promises)[-2:]] == ["reset_password"] * 2


def test_an_unverified_person_can_have_the_letter_again(door: Door) -> None:
    person = a_person(verified=False)
    perform(person.actor, ask_to_verify)
    assert ask(GUEST, promises) == [{"letter": "verify_email", "user_id": person.id}] * 2


def test_a_verified_person_gets_no_more_letters_about_it(door: Door) -> None:
    person = a_person()
    perform(person.actor, ask_to_verify)
    assert len(ask(GUEST, promises)) == 1
