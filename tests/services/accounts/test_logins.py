"""Logging in and out: tickets, cookies, and who is let in."""

from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.domain.errors import NotAllowed
from livesessions.models import Instructor, Login, User
from livesessions.queries.accounts import identify
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, PAUSED, SYSTEM, Door, View, Work, ask, perform
from livesessions.services.accounts import (
    DeadTicket,
    NotToday,
    WrongPassword,
    enter,
    leave,
    leave_everywhere,
    start_login,
)
from tests.people import (
    BROWSER,
    PASSWORD,
    Person,
    a_person,
    again,
    an_instructor,
    another_browser,
    hash_once,
    suspend,
)


def ticket_of(person: Person) -> str:
    return perform(GUEST, start_login, user_id=person.id, matched_hash=hash_once(PASSWORD), visitor=BROWSER)


def stored(view: View) -> list[str]:
    return list(view.db.exec(select(Login.token_hash)))


def test_a_ticket_lets_its_browser_in(door: Door) -> None:
    person = a_person()
    cookie = perform(GUEST, enter, ticket=ticket_of(person), visitor=BROWSER).cookie
    viewer = ask(GUEST, identify, cookie=cookie)
    assert viewer is not None
    assert viewer.user_id == person.id


def test_a_ticket_works_once(door: Door) -> None:
    ticket = ticket_of(a_person())
    perform(GUEST, enter, ticket=ticket, visitor=BROWSER)
    with pytest.raises(DeadTicket):
        perform(GUEST, enter, ticket=ticket, visitor=BROWSER)


def test_a_ticket_is_worth_nothing_in_another_browser(door: Door) -> None:
    ticket = ticket_of(a_person())
    with pytest.raises(DeadTicket):
        perform(GUEST, enter, ticket=ticket, visitor="another visitor")


def test_a_ticket_is_good_for_a_minute(door: Door, clock: SettableClock) -> None:
    ticket = ticket_of(a_person())
    clock.advance(timedelta(seconds=60))
    with pytest.raises(DeadTicket):
        perform(GUEST, enter, ticket=ticket, visitor=BROWSER)


def test_a_ticket_is_no_cookie(door: Door) -> None:
    assert ask(GUEST, identify, cookie=ticket_of(a_person())) is None


def test_a_cookie_is_no_ticket(door: Door) -> None:
    with pytest.raises(DeadTicket):
        perform(GUEST, enter, ticket=a_person().cookie, visitor=BROWSER)


def test_neither_tickets_nor_cookies_are_stored(door: Door) -> None:
    person = a_person()
    ticket = ticket_of(person)
    assert {person.cookie, ticket} & set(ask(GUEST, stored)) == set()


def test_a_login_lasts_thirty_days(door: Door, clock: SettableClock) -> None:
    person = a_person()
    clock.advance(timedelta(days=30) - timedelta(seconds=1))
    assert ask(GUEST, identify, cookie=person.cookie) is not None
    clock.advance(timedelta(seconds=1))
    assert ask(GUEST, identify, cookie=person.cookie) is None


def test_a_password_that_changed_meanwhile_lets_nobody_in(door: Door) -> None:
    person = a_person()
    with pytest.raises(WrongPassword):
        perform(GUEST, start_login, user_id=person.id, matched_hash="the old one", visitor=BROWSER)


def test_a_suspended_person_gets_no_ticket(door: Door) -> None:
    person = a_person()
    suspend(person)
    with pytest.raises(NotToday):
        ticket_of(person)


def test_a_person_suspended_on_the_way_in_stays_outside(door: Door) -> None:
    person = a_person()
    ticket = ticket_of(person)
    suspend(person)
    with pytest.raises(NotToday):
        perform(GUEST, enter, ticket=ticket, visitor=BROWSER)


def test_suspending_somebody_ends_what_their_cookie_opens(door: Door) -> None:
    person = a_person()
    suspend(person)
    assert ask(GUEST, identify, cookie=person.cookie) is None


def test_leaving_ends_this_login_alone(door: Door) -> None:
    here = a_person()
    there = another_browser(here)
    perform(here.actor, leave, cookie=here.cookie)
    assert ask(GUEST, identify, cookie=here.cookie) is None
    assert again(there).id == here.id


def test_leaving_twice_or_with_a_made_up_cookie_does_nothing(door: Door) -> None:
    person = a_person()
    for cookie in (person.cookie, person.cookie, "made up"):
        perform(GUEST, leave, cookie=cookie)
    assert ask(GUEST, identify, cookie=person.cookie) is None


def test_leaving_everywhere_ends_all_logins_and_tickets(door: Door) -> None:
    here = a_person()
    there, ticket = another_browser(here), ticket_of(here)
    perform(here.actor, leave_everywhere)
    assert [ask(GUEST, identify, cookie=each.cookie) for each in (here, there)] == [None, None]
    with pytest.raises(DeadTicket):
        perform(GUEST, enter, ticket=ticket, visitor=BROWSER)


def test_leaving_everywhere_leaves_other_people_in(door: Door) -> None:
    mia, ivo = a_person(), a_person("ivo@example.com")
    perform(mia.actor, leave_everywhere)
    assert again(ivo).id == ivo.id


def test_a_guest_can_not_leave_everywhere(door: Door) -> None:
    with pytest.raises(NotAllowed):
        perform(GUEST, leave_everywhere)


def test_each_login_has_its_own_number(door: Door) -> None:
    here = a_person()
    assert another_browser(here).viewer.login_id != here.viewer.login_id


def test_an_instructor_row_makes_an_instructor(door: Door) -> None:
    assert an_instructor().viewer.roles == {"learner", "instructor"}


def test_a_suspended_instructor_is_a_learner_still(door: Door) -> None:
    person = an_instructor()

    def suspend_teaching(work: Work) -> None:
        work.db.get_one(Instructor, person.id).suspended_at = work.now

    perform(SYSTEM, suspend_teaching)
    assert again(person).viewer.roles == {"learner", PAUSED}


def test_admins_are_known_as_such(door: Door) -> None:
    person = a_person()

    def promote(work: Work) -> None:
        work.db.get_one(User, person.id).is_admin = True

    perform(SYSTEM, promote)
    assert again(person).viewer.roles == {"learner", "admin"}
