"""The seal on a webhook: Stripe's scheme, `t=<seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`.

Source: https://docs.stripe.com/webhooks#verify-manually. Both plugs read it; the sandbox also signs by it.
"""

import hmac
import json
import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from livesessions.gateways.payments import Notice
from livesessions.gateways.payments.errors import BadSignature

TOLERANCE_SECONDS = 300


def sign(raw_body: bytes, secret: str, at: datetime) -> str:
    """The signature header for a letter sent at `at`."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_seal(raw_body, secret, str(seconds)).decode()}"


def read_notice(raw_body: bytes, signature: str | None, secrets: Sequence[str], now: datetime) -> Notice:
    """The notice inside a sealed letter. An empty secret never fits; raises `BadSignature`."""
    check_signature(raw_body, signature, secrets, now)
    try:
        event = json.loads(raw_body)
        return _notice(event, event["data"]["object"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSignature("This is not an event.", reason="unreadable") from error


def check_signature(raw_body: bytes, signature: str | None, secrets: Sequence[str], now: datetime) -> None:
    """Raise `BadSignature` unless one of the secrets sealed exactly these bytes at most five minutes ago."""
    seconds, seals = _read_header(signature or "")
    expected = [_seal(raw_body, secret, seconds) for secret in secrets if secret.strip()]
    if not any(hmac.compare_digest(seal, candidate) for seal in seals for candidate in expected):
        raise BadSignature("The signature does not fit.", reason="forged")
    if abs(now.timestamp() - int(seconds)) > TOLERANCE_SECONDS:
        raise BadSignature("The letter is too old.", reason="stale")


def _read_header(header: str) -> tuple[str, list[bytes]]:
    """When it was sealed (digits), and the seals; other schemes (`v0`) are passed over."""
    fields = [item.strip().partition("=") for item in header.split(",")]
    times = [value for name, _, value in fields if name == "t"]
    if len(times) != 1 or not re.fullmatch(r"[0-9]+", times[0]):
        raise BadSignature("The signature header is missing or unreadable.", reason="unreadable")
    return times[0], [value.encode() for name, _, value in fields if name == "v1"]


def _seal(raw_body: bytes, secret: str, seconds: str) -> bytes:
    return hmac.new(secret.encode(), seconds.encode() + b"." + raw_body, sha256).hexdigest().encode()


def _notice(event: dict[str, Any], thing: dict[str, Any]) -> Notice:
    is_checkout, is_payment = thing["object"] == "checkout.session", thing["object"] == "payment_intent"
    payment = thing["id"] if is_payment else _id_of(thing.get("payment_intent"))
    account = thing["id"] if thing["object"] == "account" else thing.get("destination")
    return Notice(
        id=event["id"],
        kind=event["type"],
        reference=_reference(thing),
        checkout_id=thing["id"] if is_checkout else None,
        payment_id=payment,
        account_id=event.get("account") or _id_of(account),
    )


def _reference(thing: dict[str, Any]) -> str | None:
    metadata = thing.get("metadata") or {}
    return metadata.get("reference") or thing.get("client_reference_id") or thing.get("transfer_group")


def _id_of(value: Any) -> str | None:
    """An id may arrive bare or expanded into its object."""
    return value.get("id") if isinstance(value, dict) else value
