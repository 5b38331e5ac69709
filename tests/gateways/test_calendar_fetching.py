"""Reading a calendar at a stranger's address, from a real server; and where the app does not go."""

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from livesessions.gateways.calendars.fetching import Known, Limits, fetch
from livesessions.gateways.calendars.guard import checked_addresses, is_public
from livesessions.gateways.calendars.trouble import AddressRefused, CalendarTooLarge, CalendarUnreachable
from tests.icalendars import CalendarServer, calendar

EMPTY = calendar()
CERTIFICATE = str(Path(__file__).parent / "localhost.pem")


@pytest.fixture
def elsewhere() -> Iterator[CalendarServer]:
    with CalendarServer() as server:
        yield server


def visiting(server: CalendarServer, **limits: object) -> Limits:
    """The operator lets this one server in."""
    return Limits(private_hosts=(server.host,), **limits)  # type: ignore[arg-type]


def test_a_calendar_is_fetched(elsewhere: CalendarServer) -> None:
    url = elsewhere.say(EMPTY, headers={"ETag": '"1"', "Last-Modified": "Mon, 17 Aug 2026 07:00:00 GMT"})
    found = fetch(url, limits=visiting(elsewhere))
    assert (found.body, found.known) == (EMPTY, Known('"1"', "Mon, 17 Aug 2026 07:00:00 GMT"))


def test_what_did_not_change_is_not_sent_again(elsewhere: CalendarServer) -> None:
    url = elsewhere.say(EMPTY, headers={"ETag": '"1"'})
    known = Known('"1"', "Mon, 17 Aug 2026 07:00:00 GMT")
    assert fetch(url, known, visiting(elsewhere)).body is None
    assert elsewhere.asked[0]["if-modified-since"] == known.last_modified


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "no calendar"), (401, "password"), (403, "password"), (500, "error"), (304, "error")],
)
def test_a_refusal_is_said_in_words(elsewhere: CalendarServer, status: int, said: str) -> None:
    url = elsewhere.say(b"", status=status)
    with pytest.raises(CalendarUnreachable, match=said) as no:
        fetch(url, limits=visiting(elsewhere))
    assert "s3cret" not in no.value.message


def test_more_bytes_than_allowed_are_not_read(elsewhere: CalendarServer) -> None:
    url = elsewhere.say(b"x" * 3_000_000)
    with pytest.raises(CalendarTooLarge):
        fetch(url, limits=visiting(elsewhere, bytes=2_000_000))


def test_a_server_that_drips_is_left_in_time(elsewhere: CalendarServer) -> None:
    url = elsewhere.say(EMPTY, drip=0.2)
    with pytest.raises(CalendarUnreachable, match="too long"):
        fetch(url, limits=visiting(elsewhere, seconds=0.5))


def test_a_packed_answer_is_refused(elsewhere: CalendarServer) -> None:
    url = elsewhere.say(b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    with pytest.raises(CalendarUnreachable, match="packed"):
        fetch(url, limits=visiting(elsewhere))


def test_nobody_there_is_said_so() -> None:
    with CalendarServer() as gone:
        url, limits = gone.url(), visiting(gone)
    with pytest.raises(CalendarUnreachable):
        fetch(url, limits=limits)


def test_a_name_nobody_has_is_said_so() -> None:
    with pytest.raises(CalendarUnreachable, match="no server of that name"):
        fetch("https://calendar.invalid/a.ics")


def test_a_redirect_is_followed(elsewhere: CalendarServer) -> None:
    elsewhere.say(EMPTY, "/new.ics")
    url = elsewhere.say(b"", status=302, headers={"Location": "/new.ics"})
    assert fetch(url, limits=visiting(elsewhere)).body == EMPTY


def test_redirects_end(elsewhere: CalendarServer) -> None:
    url = elsewhere.say(b"", status=302, headers={"Location": elsewhere.url()})
    with pytest.raises(CalendarUnreachable, match="leads on"):
        fetch(url, limits=visiting(elsewhere))


@pytest.mark.parametrize(
    "onward",
    [
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "file:///etc/passwd",
        "ftp://example.com/a",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(elsewhere: CalendarServer, onward: str) -> None:
    url = elsewhere.say(b"", status=302, headers={"Location": onward})
    with pytest.raises(AddressRefused):
        fetch(url, limits=visiting(elsewhere))


def test_without_the_operators_leave_loopback_is_refused(elsewhere: CalendarServer) -> None:
    url = elsewhere.say(EMPTY)
    with pytest.raises(AddressRefused, match="private network"):
        fetch(url)
    assert elsewhere.asked == []


def test_leave_is_for_one_server_alone(elsewhere: CalendarServer) -> None:
    with CalendarServer() as other, pytest.raises(AddressRefused):
        fetch(other.say(EMPTY), limits=visiting(elsewhere))


@pytest.mark.parametrize("onward", ["http://[::1", "//", "http://example.com:port/", "http://\x7f/", ""])
def test_a_redirect_that_makes_no_sense_is_said_so(elsewhere: CalendarServer, onward: str) -> None:
    url = elsewhere.say(b"", status=302, headers={"Location": onward})
    with pytest.raises((AddressRefused, CalendarUnreachable)):
        fetch(url, limits=visiting(elsewhere))


def test_a_certificate_nobody_vouches_for_is_refused() -> None:
    with CalendarServer(certificate=CERTIFICATE) as server, pytest.raises(CalendarUnreachable):
        fetch(server.say(EMPTY), limits=visiting(server))


PRIVATE = """
    127.0.0.1 127.9.9.9 localhost 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1
    255.255.255.255 2130706433 0x7f.1 017700000001 ::1 :: fe80::1 fd00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    2002:7f00:1:: 64:ff9b::a00:1 64:ff9b:1::7f00:1 2001:0:5ef5:79fb:0:0:80ff:fffe fec0::1
    192.88.99.1 2002:c058:6301::
"""
PUBLIC = "93.184.216.34 2606:2800:220:1::1 ::ffff:93.184.216.34 64:ff9b::5db8:d822"


@pytest.mark.parametrize("host", PRIVATE.split())
def test_an_address_that_is_not_public_is_refused(host: str) -> None:
    with pytest.raises(AddressRefused):
        checked_addresses(host, 80)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address_is_visited(address: str) -> None:
    assert is_public(ip_address(address))
