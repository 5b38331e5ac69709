"""A letter as bytes on the wire: text, HTML, and the invitation where calendar programs look for it."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from livesessions.gateways.mail import Letter, MailRefused


def compose(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """The whole message. Raises `MailRefused` when the recipient's address is none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(addr_spec=checked_address(letter.to))
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = now
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html")
    if len(letter.calendars) == 1:
        _invite(message, letter.calendars[0])
    else:
        _enclose(message, letter.calendars)
    return message


def checked_address(text: str) -> str:
    """One bare address, or `MailRefused`: a line break in it would be a header, a comma another letter."""
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise MailRefused("This is not an e-mail address.", field="email") from error
    if not address.domain or re.search(r"[\s\x00-\x1f]", text):
        raise MailRefused("This is not an e-mail address.", field="email")
    return address.addr_spec


def method_of(calendar: bytes) -> str:
    """The METHOD of an iCalendar object; without one it only publishes (RFC 5546)."""
    match = re.search(rb"^METHOD:([A-Z]+)\r?$", calendar, re.MULTILINE)
    return match[1].decode() if match else "PUBLISH"


def _enclose(message: EmailMessage, calendars: Iterable[bytes]) -> None:
    """Each as a file of its own and none inline: Outlook makes a meeting of a letter with an inline invitation,
    and then shows neither its words as a letter nor the other files."""
    for number, calendar in enumerate(calendars, 1):
        message.add_attachment(
            calendar,
            maintype="text",
            subtype="calendar",
            filename=f"session-{number}.ics",
            params={"method": method_of(calendar), "charset": "utf-8"},
        )


def _invite(message: EmailMessage, calendar: bytes) -> None:
    """Inline for programs that understand invitations, attached for those that only open files."""
    method = method_of(calendar)
    message.add_alternative(calendar.decode(), subtype="calendar", cte="base64", params={"method": method})
    message.add_attachment(
        calendar, maintype="application", subtype="ics", filename="invite.ics", params={"method": method}
    )
