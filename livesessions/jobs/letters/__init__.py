"""Letters: what is promised is written here, by name, and handed to the mail gateway.

    work.later("send_letter", {"letter": "verify_email", "user_id": 7})           # in a use case
    post.send(Draft(to=…, subject=…, paragraphs=(…,)), key="reminder:7:1h")       # in another job

A new letter is a function in the file of its row, from the promise's payload to a `Draft`, and a line in
`WRITERS`. A writer that finds that there is nothing to say any more answers None.
"""

from collections.abc import Callable, Mapping
from email.utils import parseaddr
from hashlib import sha256
from typing import Any

from livesessions.gateways.mail import Letter, MailGateway, MailRefused
from livesessions.jobs.letters import (
    accounts,
    bookings,
    calendars,
    calling_off,
    late_payments,
    moves,
    owed,
    packages,
    reports,
    series,
    shares,
    suspensions,
    waitlist,
)
from livesessions.jobs.letters.draft import Button, Draft, as_html, as_text
from livesessions.queries.letters import was_sent
from livesessions.runtime.log import logger
from livesessions.runtime.work import SYSTEM, ask, perform
from livesessions.services.letters import note_sent

__all__ = ["WRITERS", "Button", "Draft", "PostRoom"]

log = logger(__name__)

Writer = Callable[[Mapping[str, Any]], Draft | None]

WRITERS: dict[str, Writer] = {
    "verify_email": accounts.verify_email,
    "reset_password": accounts.reset_password,
    "account_exists": accounts.account_exists,
    "password_changed": accounts.password_changed,
    **bookings.WRITERS,
    **moves.WRITERS,
    **waitlist.WRITERS,
    **calling_off.WRITERS,
    **calendars.WRITERS,
    **owed.WRITERS,
    **reports.WRITERS,
    **series.WRITERS,
    **shares.WRITERS,
    **packages.WRITERS,
    **suspensions.WRITERS,
    **late_payments.WRITERS,
}


class PostRoom:
    """Writes letters and hands them over. `origin` is the site's public address, `sender` the From line."""

    def __init__(self, mail: MailGateway, *, origin: str, sender: str) -> None:
        self._mail, self._origin = mail, origin
        self._domain = parseaddr(sender)[1].rpartition("@")[2]

    def send_letter(self, payload: Mapping[str, Any], *, key: str) -> None:
        """Keeps the promise of a letter, once per `key`. Raises MailUnavailable: then try again."""
        if not ask(SYSTEM, was_sent, key=key) and (draft := WRITERS[payload["letter"]](payload)):
            self.send(draft, key=key)

    def send(self, draft: Draft, *, key: str) -> None:
        """Hands a letter over, once per `key`. Raises MailUnavailable: then try again."""
        if ask(SYSTEM, was_sent, key=key):
            return
        try:
            self._mail.send(self._on_paper(draft, key))
        except MailRefused as no:
            log.warning("letter_refused", key=key, user_id=draft.to.user_id, why=no.message)
        perform(SYSTEM, note_sent, key=key, user_id=draft.to.user_id)

    def _on_paper(self, draft: Draft, key: str) -> Letter:
        # The address is part of the id: two people's letters about one thing are two letters.
        mark = sha256(f"{key} {draft.to.email}".encode()).hexdigest()[:32]
        return Letter(
            to=draft.to.email,
            subject=draft.subject,
            text=as_text(draft, self._origin),
            html=as_html(draft, self._origin),
            message_id=f"<{mark}@{self._domain}>",
            calendars=tuple(written(self._origin) for written in draft.calendars),
        )
