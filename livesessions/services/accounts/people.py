"""Becoming a person here, and changing what is known about one."""

from dataclasses import asdict, dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from livesessions.domain import accounts as rules
from livesessions.domain.errors import Invalid
from livesessions.domain.money import currency
from livesessions.domain.times import is_zone
from livesessions.models import User
from livesessions.queries.accounts import the_user
from livesessions.runtime.locales import known_locale
from livesessions.runtime.work import Work
from livesessions.services.accounts.logins import WrongPassword, end_logins, issue_ticket

PEOPLE = "people"  # rings for the admins' list


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a person tells when signing up; the password as its hash."""

    name: str
    email: str
    password_hash: str
    time_zone: str = "UTC"
    locale: str = "en_GB"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person may change about themselves."""

    name: str
    time_zone: str
    locale: str
    currency: str


def sign_up(work: Work, account: NewAccount, *, visitor: str) -> str | None:
    """Makes an account, promises the letter that verifies its address, and gives a login ticket.

    For a known address there is no ticket: its owner is told by letter. Raises Invalid.
    """
    _refuse(rules.name_problems(account.name) | rules.email_problems(account.email))
    user = User(
        name=rules.clean_name(account.name),
        email=rules.normalise_email(account.email),
        password_hash=account.password_hash,
        time_zone=account.time_zone if is_zone(account.time_zone) else "UTC",
        locale=known_locale(account.locale),
        created_at=work.now,
    )
    if not _added(work.db, user):
        work.later("send_letter", {"letter": "account_exists", "email": user.email})
        return None
    agreed = {"time_zone": user.time_zone, "terms": "accepted"}
    work.record("account.created", user, after=agreed, topics=[PEOPLE])
    work.later("send_letter", {"letter": "verify_email", "user_id": user.id})
    return issue_ticket(work, user, visitor)


def change_settings(work: Work, wanted: Preferences) -> None:
    """Changes the actor's own settings. Raises Invalid on the field, NotAllowed for guests."""
    user = the_user(work.db, work.actor.must_be_signed_in())
    before = {name: getattr(user, name) for name in asdict(wanted)}
    _refuse(rules.name_problems(wanted.name))
    user.name = rules.clean_name(wanted.name)
    user.time_zone = _zone(wanted.time_zone)
    user.locale = _locale(wanted.locale)
    user.currency = currency(wanted.currency).code
    changed = [name for name, value in before.items() if getattr(user, name) != value]
    if changed:
        kept = [name for name in changed if name != "name"]  # the trail lasts for ever, names need not
        work.record(
            "account.settings_changed",
            user,
            before={name: before[name] for name in kept},
            after={name: getattr(user, name) for name in kept} | {"changed": changed},
            topics=[f"account:{user.id}", PEOPLE],
        )


def change_password(work: Work, *, matched_hash: str, new_hash: str, keep_login: int) -> None:
    """Sets the actor's password, ends their other logins and tells them by letter. Raises WrongPassword.

    `matched_hash` is what the present password was found to match.
    """
    user = the_user(work.db, work.actor.must_be_signed_in())
    if user.password_hash != matched_hash:
        raise WrongPassword("This is not your present password.", field="present")
    user.password_hash = new_hash
    end_logins(work, user.id, reason="password changed", keep=keep_login)
    work.record("account.password_changed", user)
    work.later("send_letter", {"letter": "password_changed", "user_id": user.id})


def _added(db: Session, user: User) -> bool:
    # The constraint decides, not a look before: two sign-ups with one address may come at the same time.
    try:
        with db.begin_nested():
            db.add(user)
    except IntegrityError:
        return False
    return True


def _refuse(problems: dict[str, str]) -> None:
    for field, problem in problems.items():
        raise Invalid(problem, field=field)


def _zone(name: str) -> str:
    if not is_zone(name):
        raise Invalid("Please choose a time zone from the list.", field="time_zone")
    return name


def _locale(name: str) -> str:
    if known_locale(name) != name:
        raise Invalid("Please choose a language and region from the list.", field="locale")
    return name
