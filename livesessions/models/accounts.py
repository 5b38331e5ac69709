"""People: who they are, where they are logged in, which letters they may answer."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from livesessions.models.base import few, instant, key, one_of


class TokenPurpose(StrEnum):
    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 (a purpose, not a password)


class User(SQLModel, table=True):
    """A person with an account. Everyone is a learner; an `Instructor` row makes an instructor."""

    __tablename__ = "app_user"  # "user" is reserved on PostgreSQL
    __table_args__ = (few("suspended_at"),)

    id: int = key()
    email: str = Field(max_length=254, unique=True)  # normalised by domain.accounts
    name: str = Field(max_length=80)
    password_hash: str
    time_zone: str = Field(default="UTC", max_length=64)
    locale: str = Field(default="en_GB", max_length=16)
    currency: str = Field(default="EUR", max_length=3)
    is_admin: bool = False
    email_verified_at: datetime | None = instant(nullable=True)
    suspended_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class Login(SQLModel, table=True):
    """One browser of one person. Only the hash of its cookie is kept."""

    id: int = key()
    user_id: int = Field(foreign_key="app_user.id", index=True, ondelete="CASCADE")
    token_hash: str = Field(max_length=64, unique=True)
    browser_hash: str | None = Field(
        default=None, max_length=64
    )  # whoever guesses elsewhere doesn't lock it out
    created_at: datetime = instant()
    expires_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)


class MailToken(SQLModel, table=True):
    """The secret in a mailed link, by its hash, good once and not for long."""

    __tablename__ = "mail_token"
    __table_args__ = (one_of("purpose", TokenPurpose),)

    id: int = key()
    user_id: int = Field(foreign_key="app_user.id", index=True, ondelete="CASCADE")
    purpose: str = Field(max_length=20)
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = instant()
    expires_at: datetime = instant()
    used_at: datetime | None = instant(nullable=True)
