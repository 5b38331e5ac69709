"""Uploading a calendar: who may, how much, and where one is led afterwards."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import anyio.to_thread
import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api import calendars
from livesessions.api.calendars import calendar_routes
from livesessions.api.security import Secure
from livesessions.jobs import calendars as jobs
from livesessions.queries.calendars import my_calendars
from livesessions.runtime.limits import MemoryLimits
from livesessions.runtime.work import Door, ask
from tests.icalendars import calendar, event
from tests.people import Person, a_person, an_instructor

ORIGIN = "http://testserver"
PAGE = "/instructor/dashboard/sessions"
BUSY = calendar(event("20260814T093000Z", "20260814T101500Z"))
# A second of each 31st of February, looked for since 1970.
ENDLESS = calendar(
    event(
        "19700101T000000Z",
        "19700101T000001Z",
        "RRULE:FREQ=SECONDLY;BYSECOND=59;BYMINUTE=59;BYHOUR=23;BYMONTHDAY=31;BYMONTH=2",
    )
)


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


@pytest.fixture
async def crowd(door: Door, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AsyncClient]:
    """Many at once, before a site with two threads for its pages; files are given up after a second."""
    monkeypatch.setattr(jobs, "FILE_SECONDS", 1)
    threads = anyio.to_thread.current_default_thread_limiter()
    usual, threads.total_tokens = threads.total_tokens, 2
    app = Secure(Starlette(routes=calendar_routes(ORIGIN, MemoryLimits())), origin=ORIGIN)
    async with AsyncClient(
        transport=ASGITransport(app), base_url=ORIGIN, headers={"Origin": ORIGIN}
    ) as client:
        yield client
    threads.total_tokens = usual


async def send(client: AsyncClient, person: Person, body: bytes) -> str:
    files = {"file": ("work.ics", body, "text/calendar")}
    answer = await client.post("/calendars/upload", files=files, headers={"Cookie": f"login={person.cookie}"})
    return answer.headers["location"].partition("=")[2]


async def test_calendars_that_take_long_to_read_keep_no_page_waiting(crowd: AsyncClient) -> None:
    people = [an_instructor(f"{each}@example.com") for each in ("ada", "ivo", "uma")]
    uploads = asyncio.gather(*(send(crowd, each, ENDLESS) for each in people))
    await asyncio.sleep(0.5)
    await asyncio.wait_for(anyio.to_thread.run_sync(int), timeout=2)
    assert not uploads.done()
    assert await uploads == ["too-large#calendars"] * 3


async def test_one_person_has_one_file_read_at_a_time(crowd: AsyncClient) -> None:
    ivo = an_instructor()
    results = await asyncio.gather(*(send(crowd, ivo, ENDLESS) for _ in range(3)))
    assert sorted(results) == ["busy#calendars", "busy#calendars", "too-large#calendars"]


async def test_whoever_does_not_get_a_turn_hears_so(
    crowd: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendars, "MOST_PATIENCE", 0.2)
    first = asyncio.create_task(send(crowd, an_instructor("ada@example.com"), ENDLESS))
    await asyncio.sleep(0.5)  # it is being read
    assert await send(crowd, an_instructor(), BUSY) == "busy#calendars"
    assert await first == "too-large#calendars"
