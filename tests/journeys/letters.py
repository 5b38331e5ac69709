"""The letters an app under test has sent, read as a mail program reads them."""

import email
import email.policy
import re
import time
from email.message import EmailMessage

from tests.journeys.server import AppServer

PATIENCE = 15  # seconds until a promised letter lies there


def letter_to(server: AppServer, address: str, subject: str | re.Pattern[str]) -> EmailMessage:
    """The newest letter to this address with this subject, or one that matches, as soon as there is one."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := [each for each in _letters(server, address) if re.match(subject, each["Subject"])]:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError(f"No letter “{subject}” to {address}; there are {_subjects(server, address)}")


def link_in(letter: EmailMessage) -> str:
    """The first link in its text that leads to a page with a token."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"https?://\S+\?token=\S+", body.get_content())
    assert found is not None
    return found[0]


def _letters(server: AppServer, address: str) -> list[EmailMessage]:
    files = sorted(server.data_dir.rglob(f"*{address}*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


def _subjects(server: AppServer, address: str) -> list[str]:
    return [letter["Subject"] for letter in _letters(server, address)]
