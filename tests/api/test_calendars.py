"""Uploading a calendar: who may, how much, and where one is led afterwards."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.calendars import calendar_routes
from livesessions.api.security import Secure
from livesessions.queries.calendars import my_calendars
from livesessions.runtime.limits import MemoryLimits
from livesessions.runtime.work import Door, ask
from tests.icalendars import calendar, event
from tests.people import Person, a_person, an_instructor

ORIGIN = "http://testserver"
PAGE = "/instructor/dashboard/sessions"
BUSY = calendar(event("20260814T093000Z", "20260814T101500Z"))


@pytest.fixture
def client(door: Door) -> Iterator[TestClient]:
    app = Secure(Starlette(routes=calendar_routes(ORIGIN, MemoryLimits())), origin=ORIGIN)
    with TestClient(app, base_url=ORIGIN, follow_redirects=False, headers={"Origin": ORIGIN}) as client:
        yield client


@pytest.fixture
def ivo(client: TestClient) -> Person:
    person = an_instructor()
    client.cookies.set("login", person.cookie)
    return person


def upload(client: TestClient, body: bytes = BUSY, name: str = "work.ics") -> str:
    """Where the upload leads."""
    response = client.post("/calendars/upload", files={"file": (name, body, "text/calendar")})
    return response.headers.get("location", str(response.status_code))


def test_a_calendar_file_is_taken_over(client: TestClient, ivo: Person) -> None:
    assert upload(client) == f"{PAGE}?calendar=added#calendars"
    (found,) = ask(ivo.actor, my_calendars).calendars
    assert (found.name, found.busy_times) == ("work.ics", 1)


@pytest.mark.parametrize(
    ("body", "name", "result"),
    [
        (b"<html>", "a.ics", "unreadable"),
        (b"x" * 5_000_001, "a.ics", "too-large"),
        (b"x" * 6_000_000, "a.ics", "too-large"),
        (b"", "a.ics", "unreadable"),
    ],
)
def test_what_is_no_calendar_is_said_and_leaves_nothing(
    client: TestClient, ivo: Person, body: bytes, name: str, result: str
) -> None:
    assert upload(client, body, name) == f"{PAGE}?calendar={result}#calendars"
    assert ask(ivo.actor, my_calendars).calendars == ()


def test_a_form_without_a_file_is_no_upload(client: TestClient, ivo: Person) -> None:
    assert client.post("/calendars/upload", data={"file": "x"}).status_code == 400


def test_guests_and_learners_upload_nothing(client: TestClient) -> None:
    assert upload(client) == "403"
    client.cookies.set("login", a_person().cookie)
    assert upload(client) == "403"


def test_other_sites_upload_nothing(client: TestClient, ivo: Person) -> None:
    answer = client.post(
        "/calendars/upload", files={"file": BUSY}, headers={"Origin": "https://evil.example"}
    )
    assert (answer.status_code, ask(ivo.actor, my_calendars).calendars) == (403, ())


def test_many_uploads_have_to_wait(client: TestClient, ivo: Person) -> None:
    results = [upload(client, b"no") for _ in range(11)]
    assert (results[9], results[10]) == (
        f"{PAGE}?calendar=unreadable#calendars",
        f"{PAGE}?calendar=later#calendars",
    )
