"""Stripe's test cards and what each of them does. Source: https://docs.stripe.com/testing"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from livesessions.domain.errors import Invalid
from livesessions.gateways.payments import Failure


class Behaviour(StrEnum):
    """How the card's bank answers."""

    OK = "ok"
    CHALLENGE = "challenge"
    CHALLENGE_ALWAYS = "challenge_always"
    DECLINED = "declined"
    DECLINED_LATER = "declined_later"
    INSUFFICIENT = "insufficient"
    DISPUTED = "disputed"
    REFUND_FAILS = "refund_fails"
    DEBIT = "debit"
    DEBIT_FAILS = "debit_fails"


@dataclass(frozen=True)
class Card:
    """A number anybody may type, a card's or a bank account's, and the sentence that says what it is for."""

    number: str
    behaviour: Behaviour
    purpose: str

    @property
    def grouped(self) -> str:
        return " ".join(self.number[i : i + 4] for i in range(0, len(self.number), 4))


@dataclass(frozen=True, kw_only=True)
class CardEntry:
    """What the person typed, untouched. It is never stored."""

    number: str
    expiry: str
    cvc: str
    name: str = ""


TEST_CARDS = (
    Card("4242424242424242", Behaviour.OK, "Pays"),
    Card("4000002500003155", Behaviour.CHALLENGE, "Asks for 3-D Secure"),
    Card("4000002760003184", Behaviour.CHALLENGE_ALWAYS, "Asks each time, also once it is saved"),
    Card("4000000000000002", Behaviour.DECLINED, "Is declined"),
    Card("4000000000000341", Behaviour.DECLINED_LATER, "Can be saved, then is declined"),
    Card("4000000000009995", Behaviour.INSUFFICIENT, "Has too little money"),
    Card("4000000000000259", Behaviour.DISPUTED, "Pays, then disputes it"),
    Card("4000000000005126", Behaviour.REFUND_FAILS, "Pays; refunds fail later"),
    Card("000123456789", Behaviour.DEBIT, "Bank account: pays after a minute"),
    Card("000111111116", Behaviour.DEBIT_FAILS, "Bank account: fails after a minute"),
)

_DECLINED = Failure(code="generic_decline", message="Your card was declined. Try another card.")
FAILURES = {
    Behaviour.DECLINED: _DECLINED,
    Behaviour.DECLINED_LATER: _DECLINED,
    Behaviour.INSUFFICIENT: Failure(
        code="insufficient_funds", message="Your card has insufficient funds. Try another card."
    ),
}
# Of a saved card, charged while the person is away.
AWAY = {
    Behaviour.CHALLENGE_ALWAYS: Failure(
        code="authentication_required", message="Your bank wants to ask you first."
    ),
    Behaviour.DECLINED_LATER: _DECLINED,
}
NOT_AUTHENTICATED = Failure(
    code="payment_intent_authentication_failure",
    message="Your bank could not confirm that it is you. Try again or use another card.",
)


DEBIT_FAILED = Failure(
    code="debit_not_authorized", message="Your bank did not pay the debit. Try another way to pay."
)


def read_card(entry: CardEntry, now: datetime) -> Card:
    """The test card that was typed. Any future expiry and any CVC do; raises `Invalid` with the field."""
    digits = re.sub(r"[\s-]", "", entry.number)
    card = next((card for card in TEST_CARDS if card.number == digits), None)
    if card is None:
        raise Invalid("This is test mode: use one of the test card numbers listed below.", field="number")
    _check_expiry(entry.expiry, now)
    if not re.fullmatch(r"[0-9]{3,4}", entry.cvc.strip()):
        raise Invalid("The security code has three or four digits.", field="cvc")
    return card


def _check_expiry(expiry: str, now: datetime) -> None:
    match = re.fullmatch(r"\s*(0?[1-9]|1[0-2])\s*/\s*(?:20)?([0-9]{2})\s*", expiry)
    if match is None:
        raise Invalid("Write it as MM/YY.", field="expiry")
    if (2000 + int(match[2]), int(match[1])) < (now.year, now.month):
        raise Invalid("This card has expired.", field="expiry")
