"""The sandbox's page as a browser without scripts uses it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.sandbox_checkout import sandbox_checkout_routes
from livesessions.gateways.payments import CheckoutStatus, PaymentStatus
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.delivery import DeliveryMode
from tests.gateways.banks import (
    CHALLENGE,
    DEBIT,
    DECLINED,
    DISPUTED,
    OK,
    WEEKS,
    Clock,
    Mailbox,
    SandboxBank,
    paid,
    request,
)

OURS = {"Origin": "http://testserver"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(sandbox: SandboxGateway) -> Iterator[TestClient]:
    routes = sandbox_checkout_routes(sandbox, lambda amount, currency: f"{amount / 100:.2f} {currency}")
    with TestClient(Starlette(routes=routes), follow_redirects=False, headers=OURS) as client:
        yield client


@pytest.fixture
def address(sandbox: SandboxGateway, clock: Clock) -> str:
    asked = request(clock, title="<Rust> & you", hold=False)
    return f"/sandbox/checkout/{sandbox.open_checkout(asked, key='open').id}"


def card(number: str = OK, **changes: str) -> dict[str, str]:
    return {"number": number, "expiry": "12/34", "cvc": "123", "name": "Anna"} | changes


def status(sandbox: SandboxGateway, address: str) -> tuple[CheckoutStatus, PaymentStatus]:
    truth = sandbox.look_up(address.rpartition("/")[2])
    return truth.checkout_status, truth.payment_status


def value_of(html: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert match is not None
    return unescape(match[1])


def test_the_page_shows_what_is_bought_the_amount_and_that_it_is_a_test(
    browser: TestClient, address: str
) -> None:
    html = browser.get(address).text
    assert "&lt;Rust&gt; &amp; you" in html
    assert '<p class="amount">30.00 EUR</p>' in html
    assert "TEST MODE" in html


def test_several_things_paid_at_once_have_a_line_each(
    browser: TestClient, sandbox: SandboxGateway, clock: Clock
) -> None:
    opened = sandbox.open_checkout(request(clock, lines=WEEKS), key="weeks")
    html = browser.get(f"/sandbox/checkout/{opened.id}").text
    assert re.findall(r'class="thing">([^<]*)</span><span>([^<]*)<', html) == [
        (f"Rust lifetimes, week {week}", "10.00 EUR") for week in (1, 2, 3)
    ]


def test_a_good_card_leads_on_to_the_success_address(
    browser: TestClient, address: str, sandbox: SandboxGateway
) -> None:
    answer = browser.post(address, data=card())
    assert (answer.status_code, answer.headers["location"]) == (303, "https://app.test/paid")
    assert status(sandbox, address) == (CheckoutStatus.COMPLETE, PaymentStatus.SUCCEEDED)


def test_a_declined_card_says_why_and_keeps_what_was_typed(browser: TestClient, address: str) -> None:
    answer = browser.post(address, data=card(DECLINED, name='Anna "A"'))
    assert answer.status_code == 402
    assert "Your card was declined. Try another card." in answer.text
    assert [value_of(answer.text, name) for name in card()] == [DECLINED, "12/34", "123", 'Anna "A"']


def test_a_wrong_field_is_marked_with_its_reason_and_keeps_what_was_typed(
    browser: TestClient, address: str
) -> None:
    answer = browser.post(address, data=card(expiry="12/20"))
    assert answer.status_code == 422
    assert '<p class="wrong" id="expiry-wrong">This card has expired.</p>' in answer.text
    assert value_of(answer.text, "number") == OK


def test_the_bank_asks_and_a_proof_pays(browser: TestClient, address: str, sandbox: SandboxGateway) -> None:
    asked = browser.post(address, data=card(CHALLENGE))
    assert (asked.status_code, value_of(asked.text, "number")) == (200, CHALLENGE)
    answer = browser.post(f"{address}/proof", data=card(CHALLENGE, proven="yes"))
    assert answer.headers["location"] == "https://app.test/paid"
    assert status(sandbox, address) == (CheckoutStatus.COMPLETE, PaymentStatus.SUCCEEDED)


def test_a_failed_proof_leads_back_to_the_form_as_it_was(browser: TestClient, address: str) -> None:
    browser.post(address, data=card(CHALLENGE))
    answer = browser.post(f"{address}/proof", data=card(CHALLENGE, proven="no"))
    assert "Your bank could not confirm that it is you" in answer.text
    assert value_of(answer.text, "name") == "Anna"


def test_a_challenge_survives_a_reload(browser: TestClient, address: str) -> None:
    browser.post(address, data=card(CHALLENGE))
    assert "Your bank asks" in browser.get(address).text


def test_a_test_card_may_be_chosen_instead_of_typed(browser: TestClient, address: str) -> None:
    html = browser.get(address, params={"card": "declined"}).text
    assert value_of(html, "number") == "4000 0000 0000 0002"


def test_the_way_back_is_the_cancel_address(browser: TestClient, address: str) -> None:
    assert '<a class="back" href="https://app.test/back">' in browser.get(address).text


def test_a_paid_page_says_so_and_takes_no_second_payment(browser: TestClient, address: str) -> None:
    browser.post(address, data=card())
    assert "This checkout is paid" in browser.get(address).text
    assert browser.post(address, data=card()).headers["location"] == "https://app.test/paid"


def test_an_expired_page_says_so_and_takes_nothing(
    browser: TestClient, address: str, sandbox: SandboxGateway, clock: Clock
) -> None:
    clock.pass_by(minutes=32)
    answer = browser.post(address, data=card())
    assert answer.status_code == 410
    assert "This checkout has expired" in answer.text
    assert status(sandbox, address) == (CheckoutStatus.EXPIRED, PaymentStatus.NONE)


def test_an_unknown_page_is_not_found(browser: TestClient) -> None:
    assert browser.get("/sandbox/checkout/cs_nobody").status_code == 404


@pytest.mark.parametrize("path", ["", "/proof"])
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "", "Sec-Fetch-Site": "cross-site"}],
)
def test_another_site_can_not_pay(
    browser: TestClient, address: str, sandbox: SandboxGateway, path: str, headers: dict[str, str]
) -> None:
    assert browser.post(address + path, data=card(proven="yes"), headers=headers).status_code == 403
    assert status(sandbox, address) == (CheckoutStatus.OPEN, PaymentStatus.NONE)


@pytest.mark.parametrize("typed", [{}, {"number": "x" * 10_000}, {"number": "\x00\ud7ff<script>"}])
def test_nonsense_is_answered_with_the_form(browser: TestClient, address: str, typed: dict[str, str]) -> None:
    answer = browser.post(address, data=typed)
    assert answer.status_code == 422
    assert "<script" not in answer.text


def test_a_file_instead_of_a_word_is_no_word(browser: TestClient, address: str) -> None:
    assert browser.post(address, files={"number": b"4242"}).status_code == 422


def test_the_page_is_kept_nowhere_and_runs_nothing(browser: TestClient, address: str) -> None:
    headers = browser.get(address).headers
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "form-action 'self' https://app.test" in headers["content-security-policy"]


def test_a_held_payment_says_that_it_is_held(
    browser: TestClient, sandbox: SandboxGateway, clock: Clock
) -> None:
    held = sandbox.open_checkout(request(clock, expires_at=clock() + timedelta(hours=1)), key="held")
    assert "Authorise 30.00 EUR" in browser.get(f"/sandbox/checkout/{held.id}").text


def test_a_page_that_saves_says_so_before_and_after(
    browser: TestClient, sandbox: SandboxGateway, clock: Clock
) -> None:
    page = f"/sandbox/checkout/{sandbox.open_checkout(request(clock, save=True), key='save').id}"
    html = browser.get(page).text
    assert "Your card is saved now, charged when your booking is confirmed." in html
    assert "<button>Save the card</button>" in html
    assert browser.post(page, data=card()).headers["location"] == "https://app.test/paid"
    assert "The card is saved" in browser.get(page).text


def test_a_bank_account_is_not_saved(browser: TestClient, sandbox: SandboxGateway, clock: Clock) -> None:
    page = f"/sandbox/checkout/{sandbox.open_checkout(request(clock, save=True), key='save').id}"
    answer = browser.post(page, data=card(DEBIT))
    assert (answer.status_code, "Only a card can be saved here." in answer.text) == (422, True)


def test_a_developer_chooses_how_webhooks_travel(browser: TestClient, sandbox: SandboxGateway) -> None:
    answer = browser.post("/sandbox/delivery", data={"mode": "lost"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sandbox")
    assert sandbox.delivery() is DeliveryMode.LOST
    assert "Now: never" in browser.get("/sandbox").text


def test_an_unknown_way_to_travel_changes_nothing(browser: TestClient, sandbox: SandboxGateway) -> None:
    assert browser.post("/sandbox/delivery", data={"mode": "by pigeon"}).status_code == 422
    assert sandbox.delivery() is DeliveryMode.NORMAL


def test_a_developer_plays_the_bank_that_lets_go(
    browser: TestClient, sandbox: SandboxGateway, clock: Clock
) -> None:
    payment_id = paid(SandboxBank(sandbox, clock, Mailbox()))
    assert "30.00 EUR of payment:7" in browser.get("/sandbox").text
    assert browser.post(f"/sandbox/holds/{payment_id}").headers["location"] == "/sandbox"
    assert sandbox.look_up(payment_id).payment_status == PaymentStatus.CANCELED
    assert browser.post(f"/sandbox/holds/{payment_id}").status_code == 409


def test_a_developer_plays_the_bank_that_decides(
    browser: TestClient, address: str, sandbox: SandboxGateway
) -> None:
    browser.post(address, data=card(DISPUTED))
    (dispute,) = sandbox.open_disputes()
    assert "30.00 EUR of payment:7" in browser.get("/sandbox").text
    browser.post(f"/sandbox/disputes/{dispute.id}", data={"verdict": "won"})
    assert sandbox.open_disputes() == ()
    assert browser.post(f"/sandbox/disputes/{dispute.id}", data={"verdict": "lost"}).status_code == 409


@pytest.mark.parametrize("path", ["/sandbox/delivery", "/sandbox/disputes/dp_1", "/sandbox/holds/pi_1"])
def test_another_site_can_not_turn_a_switch(browser: TestClient, path: str) -> None:
    answer = browser.post(path, data={"mode": "lost"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_developer_chooses_how_calls_are_answered(browser: TestClient) -> None:
    browser.post("/sandbox/answers", data={"mode": "down"})
    assert "Now: not at all" in browser.get("/sandbox").text
