"""Who runs the marketplace. Made from the command line alone."""

from sqlmodel import select

from livesessions.domain.accounts import normalise_email
from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.models import User
from livesessions.runtime.work import SYSTEM, Work


def make_admin(work: Work, *, email: str) -> str:
    """Makes the person with this verified address an admin; their name. Errors: NotAllowed, NotFound."""
    if work.actor != SYSTEM:
        raise NotAllowed("Only the operator appoints admins.")
    user = work.db.exec(select(User).where(User.email == normalise_email(email))).one_or_none()
    if user is None or user.email_verified_at is None:
        raise NotFound(f"Nobody has verified the address {email}.")
    before, user.is_admin = user.is_admin, True
    work.record("user.made_admin", user, before={"is_admin": before}, after={"is_admin": True})
    return user.name
