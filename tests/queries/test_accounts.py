"""Who somebody is."""

import pytest
from sqlalchemy import event

from livesessions.domain.errors import NotAllowed
from livesessions.queries.accounts import credentials, identify, own_credentials, recipient
from livesessions.runtime.work import GUEST, SYSTEM, Door, ask, perform
from livesessions.services.accounts import start_login
from tests.people import BROWSER, PASSWORD, a_person, an_instructor, hash_once, suspend


def test_the_viewer_is_all_a_page_needs(door: Door) -> None:
    viewer = an_instructor().viewer
    assert (viewer.name, viewer.time_zone, viewer.locale, viewer.currency, viewer.verified) == (
        "Ivo Lang",
        "Europe/Berlin",
        "en_GB",
        "EUR",
        True,
    )


@pytest.mark.parametrize("cookie", ["", "made up", "\x00", "x" * 100_000])
def test_a_made_up_cookie_is_nobody(door: Door, cookie: str) -> None:
    a_person()
    assert ask(GUEST, identify, cookie=cookie) is None


def test_finding_the_viewer_takes_one_statement(door: Door) -> None:
    person, statements = an_instructor(), []
    event.listen(door.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    ask(GUEST, identify, cookie=person.cookie)
    assert [words.split()[0] for words in statements if words != "BEGIN"] == ["SELECT"]


def test_credentials_are_found_by_address(door: Door) -> None:
    person = a_person()
    found = ask(GUEST, credentials, email="mia@example.com", visitor="")
    assert found is not None
    assert (found.user_id, found.password_hash) == (person.id, hash_once(PASSWORD))
    assert ask(GUEST, credentials, email="nobody@example.com", visitor="") is None


def test_ones_own_credentials_are_for_people_alone(door: Door) -> None:
    with pytest.raises(NotAllowed):
        ask(GUEST, own_credentials)


def test_a_recipient_is_found_by_id_or_address(door: Door) -> None:
    person = a_person()
    assert ask(SYSTEM, recipient, user_id=person.id) == ask(SYSTEM, recipient, email="mia@example.com")


def test_suspended_people_receive_nothing(door: Door) -> None:
    person = a_person()
    suspend(person)
    assert ask(SYSTEM, recipient, user_id=person.id) is None


def test_a_browser_is_known_to_the_account_it_was_let_in_to_and_to_no_other(door: Door) -> None:
    a_person()
    eve = a_person("eve@example.com")
    perform(GUEST, start_login, user_id=eve.id, matched_hash=hash_once(PASSWORD), visitor="another")
    known = [
        (email, visitor)
        for email in ("mia@example.com", "eve@example.com")
        for visitor in (BROWSER, "another", "")
        if (found := ask(GUEST, credentials, email=email, visitor=visitor)) and found.knows_browser
    ]
    assert known == [
        ("mia@example.com", BROWSER),
        ("eve@example.com", BROWSER),
        ("eve@example.com", "another"),
    ]
