"""Payees at the sandbox: accounts, the shares sent to them, and the shares taken back."""

from livesessions.gateways.payments import Account, AccountRequest, Transfer, TransferRequest
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox.desk import Desk, new_id
from livesessions.gateways.payments.sandbox.things import account_thing, transfer_thing


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


def onboard(desk: Desk, identifier: str) -> None:
    """The payee told the gateway who they are."""
    desk.get("accounts", identifier)
    desk.change("accounts", identifier, onboarded=True)
    desk.announce("account.updated", account_thing(desk.get("accounts", identifier)))


def look_up_account(desk: Desk, identifier: str) -> Account:
    ready = bool(desk.get("accounts", identifier)["onboarded"])
    missing = () if ready else ("external_account", "individual.verification.document")
    return Account(id=identifier, can_receive=ready, can_pay_out=ready, missing=missing)


def transfer(desk: Desk, request: TransferRequest) -> str:
    _check(desk, request)
    identifier = new_id("tr")
    desk.add(
        "transfers",
        id=identifier,
        reference=request.reference,
        account_id=request.account_id,
        amount=request.amount,
        currency=request.currency,
        charge_id=request.charge_id,
    )
    desk.announce("transfer.created", transfer_thing(desk.get("transfers", identifier)))
    return identifier


def reverse(desk: Desk, identifier: str, amount: int) -> str:
    row = desk.get("transfers", identifier)
    if not 0 < amount <= row["amount"] - row["reversed"]:
        raise GatewayRefused("More than was transferred.", reason="amount_too_large")
    desk.change("transfers", identifier, reversed=row["reversed"] + amount)
    desk.announce("transfer.reversed", transfer_thing(desk.get("transfers", identifier)))
    return new_id("trr")


def look_up_transfers(desk: Desk, reference: str) -> tuple[Transfer, ...]:
    rows = desk.all("SELECT * FROM transfers WHERE reference = ? ORDER BY rowid", reference)
    return tuple(
        Transfer(
            id=row["id"],
            account_id=row["account_id"],
            amount=row["amount"],
            currency=row["currency"],
            reversed=row["reversed"],
        )
        for row in rows
    )


def _check(desk: Desk, request: TransferRequest) -> None:
    if not desk.get("accounts", request.account_id)["onboarded"]:
        raise GatewayRefused(
            "This account can't receive money yet.", reason="insufficient_capabilities_for_transfer"
        )
    if request.amount <= 0:
        raise GatewayRefused("A transfer moves something.", reason="amount_too_small")
    if request.charge_id is not None and request.amount > _left_of(desk, request.charge_id):
        raise GatewayRefused("More than the charge brought in.", reason="amount_too_large")


def _left_of(desk: Desk, charge_id: str) -> int:
    charge = desk.one("SELECT captured FROM payments WHERE charge_id = ?", charge_id)
    if charge is None:
        raise GatewayRefused(f"No such charge: {charge_id}", reason="resource_missing")
    sent = desk.one(
        "SELECT COALESCE(SUM(amount - reversed), 0) AS sum FROM transfers WHERE charge_id = ?", charge_id
    )
    return int(charge["captured"]) - (int(sent["sum"]) if sent else 0)
