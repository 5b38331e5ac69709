"""The sandbox's onboarding page as a browser without scripts uses it."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.sandbox_checkout import sandbox_checkout_routes
from livesessions.gateways.payments import AccountRequest
from livesessions.gateways.payments.sandbox import SandboxGateway
from tests.gateways.banks import GOOD_BANK, Clock

OURS = {"Origin": "http://testserver"}
BACK, AGAIN = "http://testserver/back", "http://testserver/again"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(sandbox: SandboxGateway) -> Iterator[TestClient]:
    routes = sandbox_checkout_routes(sandbox, lambda amount, currency: f"{amount} {currency}")
    with TestClient(Starlette(routes=routes), follow_redirects=False, headers=OURS) as client:
        yield client


@pytest.fixture
def account(sandbox: SandboxGateway) -> str:
    asked = AccountRequest(reference="user:3", email="anna@example.org", country="DE")
    return sandbox.open_account(asked, key="account")


@pytest.fixture
def link(sandbox: SandboxGateway, account: str) -> str:
    return sandbox.onboarding_url(account, return_url=BACK, refresh_url=AGAIN)


def test_naming_a_test_bank_makes_the_account_ready(
    browser: TestClient, sandbox: SandboxGateway, account: str, link: str
) -> None:
    answer = browser.post(link, data={"number": GOOD_BANK})
    assert (answer.status_code, answer.headers["location"]) == (303, BACK)
    assert sandbox.look_up_account(account).can_pay_out


def test_a_real_account_number_is_refused_beside_its_field(browser: TestClient, link: str) -> None:
    answer = browser.post(link, data={"number": "GB33BUKB20201555555555"})
    assert answer.status_code == 422
    assert 'aria-describedby="number-wrong"' in answer.text


def test_choosing_a_test_bank_fills_the_form(browser: TestClient, link: str) -> None:
    assert 'value="DE89 3704 0044 0532 0130 00"' in browser.get(f"{link}?bank=pays").text


def test_a_link_is_good_once_and_then_leads_to_where_a_new_one_is_made(
    browser: TestClient, link: str
) -> None:
    browser.post(link, data={"number": GOOD_BANK})
    assert browser.get(link).headers["location"] == AGAIN


def test_a_link_is_good_for_five_minutes(browser: TestClient, clock: Clock, link: str) -> None:
    clock.pass_by(minutes=5)
    assert browser.get(link).headers["location"] == AGAIN


def test_an_unknown_link_and_another_sites_form_change_nothing(browser: TestClient, link: str) -> None:
    assert browser.get("/sandbox/onboarding/link_x").status_code == 404
    foreign = browser.post(link, data={"number": GOOD_BANK}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
