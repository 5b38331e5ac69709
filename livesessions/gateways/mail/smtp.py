"""Letters over SMTP, submission as RFC 6409 has it: encrypted, authenticated, never waiting for ever."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from livesessions.gateways.mail import Letter, MailRefused, MailUnavailable
from livesessions.gateways.mail.message import compose


class Encryption(StrEnum):
    """`starttls` (port 587) is demanded, not tried; `tls` (465) starts at once; `none`: a local relay."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, kw_only=True)
class SmtpServer:
    """Where letters are handed in. `timeout_seconds` is for each step of the conversation."""

    host: str
    port: int = 587
    encryption: Encryption = Encryption.STARTTLS
    username: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = 10
    trust: ssl.SSLContext | None = None


def read_smtp_url(url: str) -> SmtpServer:
    """The server of "smtp://user:password@host:587" (STARTTLS), "smtps://…:465" (TLS) or "smtp+plain://…:25".

    Raises ValueError for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError("SMTP_URL must look like smtp://user:password@host:587, smtps:// or smtp+plain://")
    encryption, port = _SCHEMES[parts.scheme]
    return SmtpServer(
        host=parts.hostname,
        port=parts.port or port,
        encryption=encryption,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


_SCHEMES = {
    "smtp": (Encryption.STARTTLS, 587),
    "smtps": (Encryption.TLS, 465),
    "smtp+plain": (Encryption.NONE, 25),
}


class SmtpMail:
    """Fits `MailGateway`. One connection per letter: letters are few, and nothing is left hanging."""

    def __init__(self, server: SmtpServer, *, sender: str, now: Callable[[], datetime]) -> None:
        self._server, self._sender, self._now = server, sender, now

    def send(self, letter: Letter) -> None:
        message = compose(letter, self._sender, self._now())
        try:
            with self._connection() as smtp:
                smtp.send_message(message, self._return_path(), [_recipient(message)])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise _no(code, answer) from error
        except smtplib.SMTPDataError as error:
            raise _no(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailUnavailable(f"The mail server can't be used: {error}") from error

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        server, trust = self._server, self._server.trust or ssl.create_default_context()
        with self._dial(trust) as smtp:
            if server.encryption is Encryption.STARTTLS:
                smtp.starttls(context=trust)
            if server.username:
                smtp.login(server.username, server.password)
            yield smtp

    def _dial(self, trust: ssl.SSLContext) -> smtplib.SMTP:
        server = self._server
        name = self._return_path().rpartition("@")[2]  # the machine's own lookup may take seconds
        if server.encryption is Encryption.TLS:
            return smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=server.timeout_seconds, context=trust
            )
        return smtplib.SMTP(server.host, server.port, name, timeout=server.timeout_seconds)

    def _return_path(self) -> str:
        return parseaddr(self._sender)[1]


def _recipient(message: EmailMessage) -> str:
    return str(message["To"].addresses[0].addr_spec)


def _no(code: int, answer: bytes | str) -> MailRefused | MailUnavailable:
    """5xx about this letter is for ever, 4xx for now (RFC 5321, 4.2.1)."""
    words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    kind = MailRefused if code >= 500 else MailUnavailable
    return kind(f"The mail server answered {code} {words}")
