"""Logging in and out.

A login begins as a ticket, good for a minute and only in the browser that asked for it: page events can't set
an HttpOnly cookie, so the browser takes the ticket to an HTTP route. `enter` replaces the ticket's hash by
the cookie's in the same row, which is why a ticket works once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from livesessions.domain.errors import DomainError, NotAllowed
from livesessions.models import Login, User
from livesessions.queries.accounts import browser_hash, login_hash, ticket_hash
from livesessions.runtime.passwords import new_secret
from livesessions.runtime.work import Work

LOGIN_LASTS = timedelta(days=30)
TICKET_LASTS = timedelta(seconds=60)


class WrongPassword(DomainError):
    """No account has this address and this password; which of the two is wrong is not said."""

    code = "wrong_password"
    status = 403


class NotToday(NotAllowed):
    """A suspended person."""

    code = "suspended"


class DeadTicket(DomainError):
    """A ticket that is used, too old, or of another browser."""

    code = "dead_ticket"
    status = 410


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the browser gets when it is let in."""

    cookie: str
    expires_at: datetime


def start_login(work: Work, *, user_id: int, matched_hash: str, visitor: str) -> str:
    """A ticket for the person whose stored hash was matched. Raises WrongPassword, NotToday.

    The hash is compared again: a password changed while it was being checked lets nobody in.
    """
    user = work.db.get(User, user_id)
    if user is None or user.password_hash != matched_hash:
        raise WrongPassword("This e-mail address and password don’t belong together.")
    if user.suspended_at is not None:
        raise NotToday("This account is suspended. Please write to us.")
    return issue_ticket(work, user, visitor)


def enter(work: Work, *, ticket: str, visitor: str, leaving: str = "") -> Entrance:
    """Turns a ticket into a login, and ends the one whose cookie `leaving` it replaces.

    Raises DeadTicket, NotToday.
    """
    login = _waiting_login(work, ticket_hash(ticket, visitor))
    if work.db.get_one(User, login.user_id).suspended_at is not None:
        raise NotToday("This account is suspended. Please write to us.")
    secret = new_secret()
    login.token_hash = login_hash(secret.text)
    login.created_at, login.expires_at = work.now, work.now + LOGIN_LASTS
    work.record("login.opened", login, after={"user": login.user_id})
    leave(work, cookie=leaving)
    return Entrance(secret.text, login.expires_at)


def leave(work: Work, *, cookie: str) -> None:
    """Ends the login with this cookie, if there is one."""
    login = work.db.exec(select(Login).where(Login.token_hash == login_hash(cookie))).first()
    if login is not None and login.ended_at is None:
        _end(work, login, "left")


def leave_everywhere(work: Work) -> None:
    """Ends every login of the actor."""
    end_logins(work, work.actor.must_be_signed_in(), reason="left everywhere")


def issue_ticket(work: Work, user: User, visitor: str) -> str:
    """The ticket of a new login that waits to be entered."""
    secret = new_secret()
    login = Login(
        user_id=user.id,
        token_hash=ticket_hash(secret.text, visitor),
        browser_hash=browser_hash(visitor),
        created_at=work.now,
        expires_at=work.now + TICKET_LASTS,
    )
    work.db.add(login)
    work.record("login.started", login, after={"user": user.id})
    return secret.text


def end_logins(work: Work, user_id: int, *, reason: str, keep: int | None = None) -> None:
    """Ends a person's logins and tickets, all but the login `keep`."""
    running = select(Login).where(
        Login.user_id == user_id, col(Login.ended_at).is_(None), Login.expires_at > work.now
    )
    for login in work.db.exec(running):
        if login.id != keep:
            _end(work, login, reason)


def _waiting_login(work: Work, token_hash: str) -> Login:
    # Locked: of two tabs with one ticket, the second finds the hash gone.
    wanted = select(Login).where(Login.token_hash == token_hash).with_for_update()
    login = work.db.exec(wanted).first()
    if login is None or login.ended_at is not None or login.expires_at <= work.now:
        raise DeadTicket("That took too long, or was done already. Please log in again.")
    return login


def _end(work: Work, login: Login, reason: str) -> None:
    login.ended_at = work.now
    work.db.add(login)
    work.record("login.ended", login, after={"user": login.user_id}, reason=reason)
