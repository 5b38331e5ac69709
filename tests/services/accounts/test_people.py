"""Signing up, settings, changing the password."""

from dataclasses import replace

import pytest
from sqlmodel import select

from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.models import AuditEvent, User
from livesessions.queries.accounts import Settings, credentials, identify, own_settings
from livesessions.runtime.work import GUEST, Door, View, ask, perform
from livesessions.services.accounts import (
    NewAccount,
    Preferences,
    WrongPassword,
    change_password,
    change_settings,
    sign_up,
)
from tests.people import BROWSER, PASSWORD, Person, a_person, again, another_browser, hash_once, promises

NEW = NewAccount("Mia Berg", "mia@example.com", "a hash", "Europe/Berlin", "de_DE")
WANTED = Preferences("Mia B.", "Asia/Kolkata", "fr_FR", "USD")


def trail(view: View) -> list[AuditEvent]:
    return list(view.db.exec(select(AuditEvent).order_by("id")))


def passwords_of(view: View) -> list[str]:
    return list(view.db.exec(select(User.password_hash)))


def test_signing_up_makes_a_learner_who_is_not_verified_yet(door: Door) -> None:
    viewer = a_person(verified=False).viewer
    assert (viewer.name, viewer.roles, viewer.verified) == ("Mia Berg", {"learner"}, False)


def test_signing_up_promises_the_letter_that_verifies_the_address(door: Door) -> None:
    person = a_person(verified=False)
    assert ask(GUEST, promises) == [{"letter": "verify_email", "user_id": person.id}]


def test_addresses_are_kept_in_one_form(door: Door) -> None:
    perform(GUEST, sign_up, replace(NEW, email=" Mia@Example.COM "), visitor=BROWSER)
    assert ask(GUEST, credentials, email="mia@example.com", visitor="") is not None


def test_a_known_address_gets_no_second_account_and_only_its_owner_is_told(door: Door) -> None:
    a_person()
    ticket = perform(GUEST, sign_up, NEW, visitor=BROWSER)
    assert ticket is None
    assert ask(GUEST, promises)[-1] == {"letter": "account_exists", "email": "mia@example.com"}
    assert ask(GUEST, passwords_of) == [hash_once(PASSWORD)]


def test_a_time_zone_nobody_knows_becomes_utc(door: Door) -> None:
    perform(GUEST, sign_up, replace(NEW, time_zone="Mars/Olympus", locale="tlh-KX"), visitor=BROWSER)
    user = ask(GUEST, lambda view: view.db.exec(select(User)).one())
    assert (user.time_zone, user.locale) == ("UTC", "en_GB")


@pytest.mark.parametrize(("field", "text"), [("name", "  "), ("email", "mia.example.com")])
def test_what_cannot_be_used_is_refused_at_its_field(door: Door, field: str, text: str) -> None:
    with pytest.raises(Invalid) as no:
        perform(GUEST, sign_up, replace(NEW, **{field: text}), visitor=BROWSER)
    assert no.value.field == field


def test_settings_are_changed(door: Door) -> None:
    person = a_person()
    perform(person.actor, change_settings, WANTED)
    assert ask(person.actor, own_settings) == Settings(
        "Mia B.", "mia@example.com", True, "Asia/Kolkata", "fr_FR", "USD"
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [("name", ""), ("time_zone", "Mars/Olympus"), ("locale", "xx_YY"), ("currency", "XXX")],
)
def test_settings_that_make_no_sense_are_refused_at_their_field(door: Door, field: str, text: str) -> None:
    person = a_person()
    with pytest.raises(Invalid) as no:
        perform(person.actor, change_settings, replace(WANTED, **{field: text}))
    assert no.value.field == field


def test_guests_have_no_settings(door: Door) -> None:
    with pytest.raises(NotAllowed):
        perform(GUEST, change_settings, WANTED)
    with pytest.raises(NotAllowed):
        ask(GUEST, own_settings)


def test_changing_settings_to_what_they_are_leaves_no_trace(door: Door) -> None:
    person = a_person()
    same = Preferences("Mia Berg", "Europe/Berlin", "en_GB", "EUR")
    before = len(ask(GUEST, trail))
    perform(person.actor, change_settings, same)
    assert len(ask(GUEST, trail)) == before


def changed_password(person: Person, matched: str = PASSWORD) -> None:
    perform(
        person.actor,
        change_password,
        matched_hash=hash_once(matched),
        new_hash="new hash",
        keep_login=person.viewer.login_id,
    )


def test_a_new_password_ends_all_logins_but_this_one(door: Door) -> None:
    here = a_person()
    there = another_browser(here)
    changed_password(here)
    assert again(here).id == here.id
    assert ask(GUEST, identify, cookie=there.cookie) is None


def test_a_new_password_is_told_by_letter(door: Door) -> None:
    person = a_person()
    changed_password(person)
    assert ask(GUEST, promises)[-1] == {"letter": "password_changed", "user_id": person.id}


def test_only_who_knows_the_present_password_can_change_it(door: Door) -> None:
    with pytest.raises(WrongPassword):
        changed_password(a_person(), matched="a guess")
    assert ask(GUEST, passwords_of) == [hash_once(PASSWORD)]


def test_the_trail_holds_no_secrets_and_no_names(door: Door) -> None:
    person = a_person()
    perform(person.actor, change_settings, WANTED)
    changed_password(person)
    words = " ".join(str([event.before, event.after, event.reason]) for event in ask(GUEST, trail))
    assert [secret for secret in ("Mia", "example.com", "hash", person.cookie) if secret in words] == []


def test_the_trail_tells_the_whole_story(door: Door) -> None:
    person = a_person()
    changed_password(person)
    assert [event.event for event in ask(GUEST, trail)] == [
        "account.created",
        "login.started",
        "login.opened",
        "link.made",
        "account.verified",
        "account.password_changed",
    ]
