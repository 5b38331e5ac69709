"""The links in letters: each is a secret, good once and not for long, and only its hash is kept.

The secret is made when the letter is written, so that neither the promise nor the database ever holds one.
"""

from datetime import timedelta

from sqlmodel import col, select

from livesessions.models import MailToken, TokenPurpose, User
from livesessions.queries.accounts import mail_token, the_user, usable_token
from livesessions.runtime.passwords import new_secret, secret_hash
from livesessions.runtime.work import Work
from livesessions.services.accounts.logins import NotToday, end_logins, issue_ticket

LASTS = {
    TokenPurpose.VERIFY_EMAIL: timedelta(hours=24),
    TokenPurpose.RESET_PASSWORD: timedelta(hours=1),
}


def ask_to_verify(work: Work) -> None:
    """Promises the actor another letter with a link, unless their address is verified already."""
    user = the_user(work.db, work.actor.must_be_signed_in())
    if user.email_verified_at is None:
        work.later("send_letter", {"letter": "verify_email", "user_id": user.id})


def ask_for_new_password(work: Work, *, email: str) -> None:
    """Promises a letter to whoever has this address; unknown ones take the same time."""
    work.later("send_letter", {"letter": "reset_password", "email": email})


def make_link(work: Work, *, user_id: int, purpose: TokenPurpose) -> str:
    """The secret of a new link, for the letter that is being written. Older unused links stay good."""
    secret = new_secret()
    token = MailToken(
        user_id=user_id,
        purpose=purpose,
        token_hash=secret_hash(purpose, secret.text),
        created_at=work.now,
        expires_at=work.now + LASTS[purpose],
    )
    work.db.add(token)
    work.record("link.made", token, after={"purpose": purpose, "user": user_id})
    return secret.text


def verify_email(work: Work, *, secret: str) -> int:
    """Marks the address as verified; whose it is. Raises DeadLink.

    Asked again with the same link it is content: pages load twice, and people click twice.
    """
    token = mail_token(work, secret=secret, purpose=TokenPurpose.VERIFY_EMAIL)
    user = the_user(work.db, token.user_id)
    if token.used_at is None or user.email_verified_at is None:
        usable_token(work, secret=secret, purpose=TokenPurpose.VERIFY_EMAIL)
        _use_up(work, token)
        _verified(work, user)
    return token.user_id


def reset_password(work: Work, *, secret: str, password_hash: str, visitor: str) -> str:
    """Sets a new password, ends every login, and gives a ticket for a new one. Raises DeadLink, NotToday.

    Who could open the letter owns the address, so it is verified too.
    """
    token = usable_token(work, secret=secret, purpose=TokenPurpose.RESET_PASSWORD)
    user = the_user(work.db, token.user_id)
    if user.suspended_at is not None:
        raise NotToday("This account is suspended. Please write to us.")
    user.password_hash = password_hash
    _use_up(work, token)
    _verified(work, user)
    end_logins(work, token.user_id, reason="password reset")
    work.record("account.password_reset", user)
    work.later("send_letter", {"letter": "password_changed", "user_id": user.id})
    return issue_ticket(work, user, visitor)


def _use_up(work: Work, token: MailToken) -> None:
    """One answer uses up every open link of the same purpose."""
    open_ones = select(MailToken).where(
        MailToken.user_id == token.user_id,
        MailToken.purpose == token.purpose,
        col(MailToken.used_at).is_(None),
    )
    for each in work.db.exec(open_ones):
        each.used_at = work.now


def _verified(work: Work, user: User) -> None:
    if user.email_verified_at is None:
        user.email_verified_at = work.now
        work.record("account.verified", user, topics=[f"account:{user.id}"])
