"""Who somebody is: by a cookie, by an address, by a mailed link."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from livesessions.domain.errors import DomainError, NotFound
from livesessions.models import Instructor, Login, MailToken, TokenPurpose, User
from livesessions.runtime.passwords import secret_hash
from livesessions.runtime.work import INSTRUCTOR, PAUSED, View


class DeadLink(DomainError):
    """A mailed link that is used up, too old, or was never ours."""

    code = "dead_link"
    status = 410


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person behind a login cookie, as they are now."""

    user_id: int
    login_id: int
    name: str
    roles: frozenset[str]
    time_zone: str
    locale: str
    currency: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a typed password is compared with."""

    user_id: int
    password_hash: str
    knows_browser: bool = False  # the one that asks has been let in to this account before


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may change about themselves."""

    name: str
    email: str
    verified: bool
    time_zone: str
    locale: str
    currency: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a letter goes to."""

    user_id: int
    email: str
    name: str
    verified: bool
    time_zone: str
    locale: str


def identify(view: View, *, cookie: str) -> Viewer | None:
    """The person whose running login this cookie is; None for anything else, and for suspended people."""
    found = view.db.exec(
        select(Login, User, Instructor)
        .join(User, col(User.id) == Login.user_id)
        .outerjoin(Instructor, col(Instructor.user_id) == User.id)
        .where(
            Login.token_hash == login_hash(cookie),
            col(Login.ended_at).is_(None),
            Login.expires_at > view.now,
            col(User.suspended_at).is_(None),
        )
    ).first()
    return _viewer(*found) if found else None


def credentials(view: View, *, email: str, visitor: str) -> Credentials | None:
    """What to compare a password with; None for an unknown address. For the log-in only."""
    user = _by_email(view.db, email)
    if user is None:
        return None
    before = select(Login.id).where(Login.user_id == user.id, Login.browser_hash == browser_hash(visitor))
    return Credentials(user.id, user.password_hash, view.db.exec(before).first() is not None)


def own_credentials(view: View) -> Credentials:
    """What to compare the present password with before it is changed."""
    user = view.db.get_one(User, view.actor.must_be_signed_in())
    return Credentials(user.id, user.password_hash)


def own_settings(view: View) -> Settings:
    """What the settings page shows. Raises NotAllowed for guests."""
    user = view.db.get_one(User, view.actor.must_be_signed_in())
    return Settings(
        name=user.name,
        email=user.email,
        verified=user.email_verified_at is not None,
        time_zone=user.time_zone,
        locale=user.locale,
        currency=user.currency,
    )


def recipient(view: View, *, user_id: int | None = None, email: str = "") -> Recipient | None:
    """Whom a letter is for, by id or by address; None for nobody and for suspended people."""
    user = view.db.get(User, user_id) if user_id is not None else _by_email(view.db, email)
    if user is None or user.suspended_at is not None:
        return None
    verified = user.email_verified_at is not None
    return Recipient(user.id, user.email, user.name, verified, user.time_zone, user.locale)


def check_link(view: View, *, secret: str, purpose: TokenPurpose) -> None:
    """Raises DeadLink unless the mailed link can still be used."""
    usable_token(view, secret=secret, purpose=purpose)


def usable_token(view: View, *, secret: str, purpose: TokenPurpose) -> MailToken:
    """The row behind a mailed link. Raises DeadLink with the reason if it is used, too old or unknown."""
    token = mail_token(view, secret=secret, purpose=purpose)
    if token.used_at is not None:
        raise DeadLink("This link was used already. It works only once.")
    if token.expires_at <= view.now:
        raise DeadLink(
            f"This link was good for {_hours(token.expires_at - token.created_at)} and has expired."
        )
    return token


def mail_token(view: View, *, secret: str, purpose: TokenPurpose) -> MailToken:
    """The row behind a mailed link, usable or not, locked while writing. Raises DeadLink if there is none."""
    wanted = select(MailToken).where(
        MailToken.token_hash == secret_hash(purpose, secret), MailToken.purpose == purpose
    )
    token = view.db.exec(wanted.with_for_update()).first()
    if token is None:
        raise DeadLink("This link isn’t complete. Please copy all of it from the letter.")
    return token


def login_hash(cookie: str) -> str:
    """How a running login is looked up by its cookie."""
    return secret_hash("login", cookie)


def ticket_hash(ticket: str, visitor: str) -> str:
    """How a login that has yet to be entered is looked up: by its ticket, in the browser that asked."""
    return secret_hash("ticket", visitor, ticket)


def browser_hash(visitor: str) -> str | None:
    """How a browser is known again; None for one without a name."""
    return secret_hash("browser", visitor) if visitor else None


def the_user(db: Session, user_id: int) -> User:
    """The row of a person. Raises NotFound."""
    user = db.get(User, user_id)
    if user is None:
        raise NotFound("There is no such person.")
    return user


def _by_email(db: Session, email: str) -> User | None:
    return db.exec(select(User).where(User.email == email)).first()


def _viewer(login: Login, user: User, instructor: Instructor | None) -> Viewer:
    teaching = _teaching_role(instructor)
    roles = {"learner", teaching, "admin" if user.is_admin else ""} - {""}
    return Viewer(
        user_id=user.id,
        login_id=login.id,
        name=user.name,
        roles=frozenset(roles),
        time_zone=user.time_zone,
        locale=user.locale,
        currency=user.currency,
        verified=user.email_verified_at is not None,
    )


def _teaching_role(instructor: Instructor | None) -> str:
    if instructor is None:
        return ""
    return INSTRUCTOR if instructor.suspended_at is None else PAUSED


def _hours(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return "an hour" if hours == 1 else f"{hours} hours"
