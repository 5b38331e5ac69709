"""Reading a calendar at somebody else's address: with limits on size and time, and never in our own network."""

import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from livesessions.gateways.calendars.guard import checked_addresses
from livesessions.gateways.calendars.trouble import AddressRefused, CalendarTooLarge, CalendarUnreachable

MOST_BYTES = 5_000_000
MOST_SECONDS = 20.0
MOST_REDIRECTS = 5
AGENT = b"LiveSessions/1 (calendar import)"
_MOVED = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Known:
    """What was said of the calendar last time, so that it need not be sent again."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came; no body where nothing changed."""

    body: bytes | None
    known: Known


@dataclass(frozen=True, slots=True)
class Limits:
    """How far to go. `private_hosts` of the operator's own network may be visited."""

    bytes: int = MOST_BYTES
    seconds: float = MOST_SECONDS
    private_hosts: tuple[str, ...] = ()


def fetch(address: str, known: Known | None = None, limits: Limits | None = None) -> Fetched:
    """The calendar at an http or https address. Every redirect is checked like the address itself.

    Errors: AddressRefused, CalendarUnreachable, CalendarTooLarge.
    """
    known, limits = known or Known(), limits or Limits()
    deadline = time.monotonic() + limits.seconds
    network = _Network(limits.private_hosts, deadline)
    try:
        with httpcore.ConnectionPool(network_backend=network, keepalive_expiry=0) as pool:
            return _follow(pool, address, known, limits)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError):
        raise CalendarUnreachable(_no_answer(deadline)) from None


def _follow(pool: httpcore.ConnectionPool, address: str, known: Known, limits: Limits) -> Fetched:
    for _ in range(MOST_REDIRECTS + 1):
        _must_be_web(address)
        with pool.stream("GET", address, headers=_asking(known)) as response:
            if response.status not in _MOVED:
                return _answer(response, known, limits)
            onward = _header(response, b"location")
        address = urljoin(address, onward)
    raise CalendarUnreachable("The address leads on and on and never to a calendar.")


def _must_be_web(address: str) -> None:
    """A redirect may lead anywhere, as far as its server is concerned."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web or not address.isascii():
        raise AddressRefused("The address leads to something that is not on the web.")


def _asking(known: Known) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"User-Agent", AGENT),
        (b"Accept", b"text/calendar, */*;q=0.1"),
        (b"Accept-Encoding", b"identity"),
    ]
    if known.etag:
        headers.append((b"If-None-Match", known.etag.encode()))
    if known.last_modified:
        headers.append((b"If-Modified-Since", known.last_modified.encode()))
    return headers


def _answer(response: httpcore.Response, known: Known, limits: Limits) -> Fetched:
    if response.status == 304 and known != Known():
        return Fetched(None, known)
    if response.status != 200:
        raise CalendarUnreachable(_said(response.status))
    if _header(response, b"content-encoding") not in {"", "identity"}:
        raise CalendarUnreachable("The server sent the calendar packed, which was not asked for.")
    body = _limited(response.iter_stream(), limits.bytes)
    return Fetched(body, Known(_header(response, b"etag"), _header(response, b"last-modified")))


def _limited(chunks: Iterable[bytes], most: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise CalendarTooLarge(f"The calendar is larger than {most // 1_000_000} MB.")
    return bytes(body)


def _header(response: httpcore.Response, name: bytes) -> str:
    """A header's text; one that is too long to keep, or not plain, counts as none."""
    value = next((value for key, value in response.headers if key.lower() == name), b"")
    return value.decode() if len(value) <= 2000 and value.isascii() else ""


def _said(status: int) -> str:
    if status in {401, 403}:
        return "The server asks for a password. A secret or public address is needed."
    if status in {404, 410}:
        return "There is no calendar at that address (any more)."
    return f"The server answered with an error ({status})."


def _no_answer(deadline: float) -> str:
    if time.monotonic() >= deadline:
        return "The server took too long to answer."
    return "The server can’t be reached, or its answer was broken off."


class _Network(httpcore.SyncBackend):
    """Connects to checked addresses alone, and not beyond the deadline."""

    def __init__(self, allowed: Collection[str], deadline: float) -> None:
        self._allowed, self._deadline = allowed, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Looks the name up once; TLS goes on to be checked against the name."""
        *others, last = checked_addresses(host, port, self._allowed)
        for address in others:
            with suppress(httpcore.ConnectError):
                return self._connect(address, port)
        return self._connect(last, port)

    def _connect(self, address: str, port: int) -> httpcore.NetworkStream:
        return _Hasty(super().connect_tcp(address, port, _left(self._deadline)), self._deadline)


class _Hasty(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline: a server that drips bytes can't hold us."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _Hasty(secure, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
