"""Calendars as other people's programs write them, and a web server that hands them out."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Lines = Iterator[str]


def calendar(*components: str) -> bytes:
    """A whole calendar of these components."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Elsewhere//EN", *components, "END:VCALENDAR", ""]
    return "\r\n".join(line.strip() for part in lines for line in part.splitlines() or [""]).encode()


def event(start: str, end: str = "", *more: str, uid: str = "one@example.com") -> str:
    """An event; `start` and `end` as "20260817T090000Z" or with parameters, ";TZID=Europe/Berlin:2026…"."""
    ends = [f"DTEND{_value(end)}"] if end else []
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{_value(start)}", *ends, *more, "END:VEVENT"])


def _value(text: str) -> str:
    return text if text.startswith(";") else f":{text}"


@dataclass
class Answer:
    """What the server says at one address."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0  # seconds between one byte and the next


@dataclass
class CalendarServer:
    """A real web server on loopback. `asked` are the headers of every request."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    certificate: str = ""

    def __enter__(self) -> "CalendarServer":
        server = self

        class Handler(_Handler):
            house = server

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        self._closing = threading.Event()
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._http.server_port}"

    def url(self, path: str = "/private-s3cret.ics") -> str:
        return f"{'https' if self.certificate else 'http'}://{self.host}{path}"

    def say(self, body: bytes, path: str = "/private-s3cret.ics", **more: object) -> str:
        """Puts an answer at an address."""
        self.answers[path] = Answer(body, **more)  # type: ignore[arg-type]
        return self.url(path)

    def wait(self, seconds: float) -> bool:
        """Whether the server was closed meanwhile."""
        return self._closing.wait(seconds)


class _Handler(BaseHTTPRequestHandler):
    house: CalendarServer

    def do_GET(self) -> None:
        self.house.asked.append({name.lower(): value for name, value in self.headers.items()})
        answer = self.house.answers.get(self.path, Answer(status=404))
        etag = answer.headers.get("ETag")
        unchanged = etag is not None and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if not unchanged:
            self._write(answer)

    def _write(self, answer: Answer) -> None:
        if not answer.drip:
            self.wfile.write(answer.body)
            return
        for byte in answer.body:
            if self.house.wait(answer.drip):
                return
            self.wfile.write(bytes([byte]))

    def log_message(self, *_: object) -> None:
        """Says nothing."""
