"""People for tests: signed up, verified and logged in through the services themselves."""

from dataclasses import dataclass
from functools import cache

from sqlmodel import select

from livesessions.models import OutboxJob, TokenPurpose, User
from livesessions.queries.accounts import Viewer, identify
from livesessions.runtime.passwords import hash_now
from livesessions.runtime.work import GUEST, SYSTEM, Actor, View, Work, ask, perform
from livesessions.services.accounts import NewAccount, enter, make_link, sign_up, start_login, verify_email
from livesessions.services.instructors import Profile, become_instructor

PASSWORD = "correct horse battery"
BROWSER = "visitor-of-one-browser"
PROFILE = Profile("Rust for people who know Python", "I have taught for ten years.")

hash_once = cache(hash_now)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in one browser."""

    viewer: Viewer
    cookie: str

    @property
    def id(self) -> int:
        return self.viewer.user_id

    @property
    def actor(self) -> Actor:
        return Actor(self.viewer.user_id, self.viewer.roles)


def a_person(email: str = "mia@example.com", *, name: str = "Mia Berg", verified: bool = True) -> Person:
    """Somebody new, logged in."""
    account = NewAccount(name, email, hash_once(PASSWORD), "Europe/Berlin", "en_GB")
    ticket = perform(GUEST, sign_up, account, visitor=BROWSER)
    assert ticket
    person = entered(ticket)
    if verified:
        secret = perform(SYSTEM, make_link, user_id=person.id, purpose=TokenPurpose.VERIFY_EMAIL)
        perform(GUEST, verify_email, secret=secret)
    return again(person)


def an_instructor(email: str = "ivo@example.com", *, name: str = "Ivo Lang") -> Person:
    """Somebody new who teaches."""
    person = a_person(email, name=name)
    perform(person.actor, become_instructor, PROFILE, time_zone="Europe/Berlin")
    return again(person)


def another_browser(person: Person) -> Person:
    """The same person, logged in once more."""
    return entered(
        perform(GUEST, start_login, user_id=person.id, matched_hash=hash_once(PASSWORD), visitor=BROWSER)
    )


def entered(ticket: str) -> Person:
    cookie = perform(GUEST, enter, ticket=ticket, visitor=BROWSER).cookie
    viewer = ask(GUEST, identify, cookie=cookie)
    assert viewer
    return Person(viewer, cookie)


def again(person: Person) -> Person:
    """The person, looked up anew."""
    viewer = ask(GUEST, identify, cookie=person.cookie)
    assert viewer
    return Person(viewer, person.cookie)


def suspend(person: Person) -> None:
    def change(work: Work) -> None:
        work.db.get_one(User, person.id).suspended_at = work.now

    perform(SYSTEM, change)


def promises(view: View, *, job: str = "send_letter") -> list[dict[str, object]]:
    """What was promised as `job`, in order."""
    rows = view.db.exec(select(OutboxJob).where(OutboxJob.job == job).order_by("id"))
    return [row.payload for row in rows]
