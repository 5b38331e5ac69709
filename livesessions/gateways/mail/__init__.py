"""The mail seat: one letter to one person, on its way or not."""

from dataclasses import dataclass
from typing import Protocol

from livesessions.domain.errors import DomainError


class MailError(DomainError):
    """A letter did not leave."""

    code = "mail"
    status = 502


class MailRefused(MailError):
    """This letter will never arrive (no such person, an address that is none): don't try again."""

    code = "mail_refused"
    status = 422


class MailUnavailable(MailError):
    """The post office is closed, or misconfigured: keep the letter and try again."""

    code = "mail_unavailable"
    status = 503


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message to one address.

    `message_id` (`<id@domain>`) is ours and stable: a letter sent twice after a time-out is shown once.
    `calendars` are whole iCalendar objects; each one's part of the letter repeats its METHOD (RFC 6047).
    """

    to: str
    subject: str
    text: str
    message_id: str
    html: str | None = None
    calendars: tuple[bytes, ...] = ()


class MailGateway(Protocol):
    """How a letter leaves."""

    def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises `MailRefused` for ever, `MailUnavailable` for now."""
