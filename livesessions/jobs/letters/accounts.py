"""Letters about somebody's account. Links are made here, at the last moment, and live only in the letter."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from livesessions.jobs.letters.draft import Button, Draft
from livesessions.models import TokenPurpose
from livesessions.queries.accounts import Recipient, recipient
from livesessions.runtime import routes
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services.accounts import make_link


def verify_email(payload: Mapping[str, Any]) -> Draft | None:
    """The link that verifies an address; nothing if it is verified by now."""
    to = _recipient(payload)
    if to is None or to.verified:
        return None
    return Draft(
        to=to,
        subject="Please confirm your e-mail address",
        paragraphs=("Welcome! Confirm that this address is yours, and you can book your first session.",),
        button=Button("Confirm my address", _link(to, routes.VERIFY_EMAIL, TokenPurpose.VERIFY_EMAIL)),
        small_print="The link is good for 24 hours. If you did not sign up, you need not do anything.",
    )


def reset_password(payload: Mapping[str, Any]) -> Draft | None:
    """The link to a new password; nothing for an address without an account."""
    to = _recipient(payload)
    if to is None:
        return None
    return Draft(
        to=to,
        subject="Choose a new password",
        paragraphs=("Somebody, hopefully you, asked for a new password for your account.",),
        button=Button("Choose a new password", _link(to, routes.RESET_PASSWORD, TokenPurpose.RESET_PASSWORD)),
        small_print="The link is good for one hour. If it was not you, your password stays as it is.",
    )


def account_exists(payload: Mapping[str, Any]) -> Draft | None:
    """Somebody signed up with an address that has an account: its owner alone is told."""
    to = _recipient(payload)
    if to is None:
        return None
    return Draft(
        to=to,
        subject="You have an account already",
        paragraphs=(
            "Somebody, hopefully you, tried to sign up with this address. It has an account already.",
            "If you don’t know your password any more, choose “Forgot your password?” on the log-in page.",
        ),
        button=Button("Log in", routes.LOG_IN),
        small_print="If it was not you, you need not do anything.",
    )


def password_changed(payload: Mapping[str, Any]) -> Draft | None:
    """That the password is another one now, for the case that it was not the owner who changed it."""
    to = _recipient(payload)
    if to is None:
        return None
    return Draft(
        to=to,
        subject="Your password was changed",
        paragraphs=(
            "The password of your account was changed just now, and all other browsers were logged out.",
            "If this was not you, choose a new password at once.",
        ),
        button=Button("Choose a new password", routes.FORGOT_PASSWORD),
    )


def _recipient(payload: Mapping[str, Any]) -> Recipient | None:
    return ask(SYSTEM, recipient, user_id=payload.get("user_id"), email=str(payload.get("email", "")))


def _link(to: Recipient, path: str, purpose: TokenPurpose) -> str:
    secret = perform(SYSTEM, make_link, user_id=to.user_id, purpose=purpose)
    return f"{path}?{urlencode({'token': secret})}"
