"""Letters as files: what development sends opens in any mail program and leaves the machine nowhere."""

import os
import re
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import structlog

from livesessions.gateways.mail import Letter
from livesessions.gateways.mail.message import compose

log = structlog.get_logger(module=__name__)


class MailFiles:
    """Fits `MailGateway`: one `.eml` per letter in a directory, one line on the console."""

    def __init__(self, directory: Path, *, sender: str, now: Callable[[], datetime]) -> None:
        self._directory, self._sender, self._now = directory, sender, now
        directory.mkdir(parents=True, exist_ok=True)

    def send(self, letter: Letter) -> None:
        content = compose(letter, self._sender, self._now()).as_bytes()
        path = self._directory / self._name(letter)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
        log.info("mail_written", to=letter.to, subject=letter.subject, file=str(path))

    def _name(self, letter: Letter) -> str:
        """Sorted by time, found by recipient."""
        recipient = re.sub(r"[^a-z0-9@.+-]", "_", letter.to.lower())[:80]
        mark = sha256(letter.message_id.encode()).hexdigest()[:8]
        return f"{self._now():%Y%m%dT%H%M%S}-{recipient}-{mark}.eml"
