"""In and out by HTTP: what the browser is given, where it is sent, and who is turned away."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.accounts import account_routes
from livesessions.api.security import Secure
from livesessions.queries.accounts import identify
from livesessions.runtime.work import GUEST, Door, ask, perform
from livesessions.services.accounts import start_login
from tests.people import BROWSER, PASSWORD, Person, a_person, another_browser, hash_once, suspend

ORIGIN = "http://testserver"


def client_at(origin: str) -> TestClient:
    app = Secure(Starlette(routes=account_routes(origin)), origin=origin)
    return TestClient(app, base_url=origin, follow_redirects=False, headers={"Origin": origin})


@pytest.fixture
def client(door: Door) -> Iterator[TestClient]:
    with client_at(ORIGIN) as client:
        client.cookies.set("visitor", BROWSER)
        yield client


def ticket_of(person: Person) -> str:
    return perform(GUEST, start_login, user_id=person.id, matched_hash=hash_once(PASSWORD), visitor=BROWSER)


def enter(client: TestClient, **fields: str):
    return client.post("/auth/enter", data=fields)


def test_a_ticket_is_exchanged_for_a_cookie_that_knows_the_person(client: TestClient) -> None:
    person = a_person()
    response = enter(client, ticket=ticket_of(person), next="/settings?a=1")
    assert (response.status_code, response.headers["location"]) == (303, "/settings?a=1")
    assert ask(GUEST, identify, cookie=client.cookies["login"]).user_id == person.id


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    response = enter(client, ticket=ticket_of(a_person()))
    _, *attributes = response.headers["set-cookie"].split("; ")
    assert sorted(attributes) == ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=lax"]


def test_over_https_the_cookie_is_secure_and_bound_to_this_host(door: Door) -> None:
    client = client_at("https://sessions.example")
    client.cookies.set("__Host-visitor", BROWSER)
    response = enter(client, ticket=ticket_of(a_person()))
    name, *attributes = response.headers["set-cookie"].split("; ")
    assert (name.startswith("__Host-login="), "Secure" in attributes) == (True, True)


@pytest.mark.parametrize(
    "next_url",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:x",
        "evil",
        "",
    ],
)
def test_a_foreign_next_leads_home_instead(client: TestClient, next_url: str) -> None:
    response = enter(client, ticket=ticket_of(a_person()), next=next_url)
    assert response.headers["location"] == "/"


def test_a_ticket_of_another_browser_leads_back_to_the_log_in_page(client: TestClient) -> None:
    ticket = ticket_of(a_person())
    client.cookies.set("visitor", "another visitor")
    response = enter(client, ticket=ticket, next="/settings")
    assert response.headers["location"] == "/log-in?next=%2Fsettings&problem=dead_ticket"
    assert "set-cookie" not in response.headers


def test_a_ticket_played_again_opens_nothing(client: TestClient) -> None:
    ticket = ticket_of(a_person())
    enter(client, ticket=ticket)
    client.cookies.delete("login")
    assert "set-cookie" not in enter(client, ticket=ticket).headers


def test_a_suspended_person_is_sent_back_with_the_reason(client: TestClient) -> None:
    person = a_person()
    ticket = ticket_of(person)
    suspend(person)
    assert enter(client, ticket=ticket).headers["location"] == "/log-in?next=%2F&problem=suspended"


def test_logging_in_again_ends_the_login_it_replaces(client: TestClient) -> None:
    person = a_person()
    client.cookies.set("login", person.cookie)
    enter(client, ticket=ticket_of(person))
    assert ask(GUEST, identify, cookie=person.cookie) is None


def test_leaving_ends_the_login_and_takes_the_cookie_away(client: TestClient) -> None:
    person = a_person()
    client.cookies.set("login", person.cookie)
    response = client.post("/auth/leave")
    assert (response.headers["location"], "Max-Age=0" in response.headers["set-cookie"]) == ("/", True)
    assert ask(GUEST, identify, cookie=person.cookie) is None


def test_leaving_everywhere_ends_the_other_browsers_too(client: TestClient) -> None:
    here = a_person()
    there = another_browser(here)
    client.cookies.set("login", here.cookie)
    client.post("/auth/leave", data={"everywhere": "1"})
    assert ask(GUEST, identify, cookie=there.cookie) is None


def test_leaving_without_a_login_is_no_error(client: TestClient) -> None:
    client.cookies.set("login", "made up")
    assert client.post("/auth/leave").status_code == 303


def test_another_site_can_log_nobody_out(client: TestClient) -> None:
    person = a_person()
    client.cookies.set("login", person.cookie)
    response = client.post("/auth/leave", headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert ask(GUEST, identify, cookie=person.cookie) is not None


@pytest.mark.parametrize("path", ["/auth/enter", "/auth/leave"])
def test_a_link_alone_does_nothing(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 405


@pytest.mark.parametrize(("body", "status"), [(b"x" * 10_000, 413), (b"\xff", 400), (b"a=1&" * 20, 400)])
def test_a_body_that_is_no_small_form_is_refused(client: TestClient, body: bytes, status: int) -> None:
    assert client.post("/auth/enter", content=body).status_code == status
