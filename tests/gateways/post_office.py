"""A real SMTP server on loopback that keeps what it is given, and can be made to say no."""

import asyncio
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).parent / "localhost.pem"


@dataclass(frozen=True)
class Delivered:
    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class PostOffice:
    """`rules` are answers to RCPT and DATA instead of 250; `tls` is `starttls` or `tls`."""

    tls: str = ""
    password: str = ""
    rules: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    letters: list[Delivered] = field(default_factory=list)
    host: str = "127.0.0.1"
    port: int = 0

    def __enter__(self) -> "PostOffice":
        self._controller = Counter(self, hostname=self.host, port=0, **self._options())
        self._controller.start()
        self.port = self._controller.port
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802  (the library's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.silent:
            await asyncio.sleep(3600)
        answer = self.rules.get("RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.rules:
            return self.rules["DATA"]
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append(Delivered(envelope.mail_from or "", list(envelope.rcpt_tos), content))
        return "250 OK"

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if self.tls == "tls":
            options["ssl_context"] = _certificate()
        if self.tls == "starttls":
            options |= {"tls_context": _certificate(), "require_starttls": True}
        if self.password:
            options |= {"authenticator": self._check, "auth_required": True}
        return options

    def _check(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        fits = isinstance(data, LoginPassword) and data.password.decode() == self.password
        return AuthResult(success=fits, handled=False)


class Counter(Controller):
    """Port 0 is chosen by the machine, so the probe the library makes must ask for the real one."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def trust() -> ssl.SSLContext:
    """A client's context that believes this post office."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def _certificate() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context
