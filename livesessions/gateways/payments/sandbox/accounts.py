"""Payees' accounts at the sandbox, and its hosted page where they say who they are and name a bank."""

import sqlite3
from dataclasses import dataclass

from livesessions.domain.errors import Invalid
from livesessions.gateways.payments import Account, AccountRequest
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox.desk import Desk, new_id
from livesessions.gateways.payments.sandbox.things import account_thing

LINK_SECONDS = 5 * 60
BREAKING = ("fails", "refused")


@dataclass(frozen=True)
class Bank:
    """An account number anybody may type, and what it is for. Source: https://docs.stripe.com/connect/testing"""

    number: str
    behaviour: str
    purpose: str


TEST_BANKS = (
    Bank("DE89 3704 0044 0532 0130 00", "pays", "Payouts arrive"),
    Bank("DE62 3704 0044 0532 0130 01", "fails", "Payouts come back"),
)


@dataclass(frozen=True, kw_only=True)
class Onboarding:
    """What the hosted page shows, and where it leads afterwards."""

    account_id: str
    email: str
    country: str
    return_url: str
    refresh_url: str
    is_over: bool


def open_account(desk: Desk, request: AccountRequest) -> str:
    identifier = new_id("acct")
    desk.add(
        "accounts",
        id=identifier,
        reference=request.reference,
        email=request.email,
        country=request.country,
        onboarded=False,
    )
    return identifier


def open_onboarding(desk: Desk, account_id: str, *, return_url: str, refresh_url: str) -> str:
    """A link good for once and for five minutes."""
    _living(desk, account_id)
    identifier = new_id("link")
    desk.add(
        "onboardings",
        id=identifier,
        account_id=account_id,
        return_url=return_url,
        refresh_url=refresh_url,
        expires_at=desk.now + LINK_SECONDS,
    )
    return identifier


def onboarding(desk: Desk, link_id: str) -> Onboarding:
    row = desk.get("onboardings", link_id)
    account = desk.get("accounts", row["account_id"])
    return Onboarding(
        account_id=account["id"],
        email=account["email"],
        country=account["country"],
        return_url=row["return_url"],
        refresh_url=row["refresh_url"],
        is_over=row["expires_at"] <= desk.now,
    )


def finish_onboarding(desk: Desk, link_id: str, number: str) -> str:
    """The payee named a bank; the address to go on to. Raises Invalid for a number that is no test bank's."""
    digits = "".join(number.split()).upper()
    bank = next((bank for bank in TEST_BANKS if bank.number.replace(" ", "") == digits), None)
    if bank is None:
        raise Invalid("This is test mode: use one of the test accounts listed below.", field="number")
    link = onboarding(desk, link_id)
    if link.is_over:
        return link.refresh_url
    desk.change("onboardings", link_id, expires_at=desk.now)
    onboard(desk, link.account_id, bank.behaviour)
    return link.return_url


def onboard(desk: Desk, identifier: str, bank: str = "pays") -> None:
    """The payee told the gateway who they are."""
    _living(desk, identifier)
    desk.change("accounts", identifier, onboarded=True)
    desk.db.execute("REPLACE INTO banks VALUES (?, ?)", (identifier, bank))
    _announce(desk, identifier)


def refuse_banks(desk: Desk, identifier: str) -> None:
    """A payout came back: no further one until the payee names another bank."""
    desk.db.execute("REPLACE INTO banks VALUES (?, 'refused')", (identifier,))
    _announce(desk, identifier)


def close(desk: Desk, identifier: str) -> None:
    """The payee took the account away from the platform."""
    desk.change("accounts", identifier, onboarded=False)
    desk.db.execute("REPLACE INTO banks VALUES (?, 'closed')", (identifier,))
    thing = {"id": "ca_sandbox", "object": "application", "name": "Live Sessions"}
    desk.announce("account.application.deauthorized", thing, account_id=identifier)


def look_up_account(desk: Desk, identifier: str) -> Account:
    ready, bank = bool(_living(desk, identifier)["onboarded"]), bank_of(desk, identifier)
    missing: tuple[str, ...] = () if ready else ("individual.verification.document",)
    if bank not in ("pays", "fails"):
        missing = (*missing, "external_account")
    can_pay_out = ready and "external_account" not in missing
    return Account(id=identifier, can_receive=ready, can_pay_out=can_pay_out, missing=missing)


def bank_of(desk: Desk, identifier: str) -> str:
    row = desk.one("SELECT behaviour FROM banks WHERE account_id = ?", identifier)
    return str(row["behaviour"]) if row else ""


def _living(desk: Desk, identifier: str) -> sqlite3.Row:
    if bank_of(desk, identifier) == "closed":
        raise GatewayRefused("This account is not connected any more.", reason="account_invalid")
    return desk.get("accounts", identifier)


def _announce(desk: Desk, identifier: str) -> None:
    desk.announce("account.updated", account_thing(desk.get("accounts", identifier)), account_id=identifier)
