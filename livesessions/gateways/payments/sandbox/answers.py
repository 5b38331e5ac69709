"""Idempotency as Stripe keeps it: one answer per key for 24 hours, refusals included."""

import json
from collections.abc import Callable
from typing import Any

from livesessions.gateways.payments.errors import Declined, GatewayRefused, ParameterBug
from livesessions.gateways.payments.sandbox.desk import Desk

KEPT_SECONDS = 24 * 3600
REFUSALS = {error.code: error for error in (GatewayRefused, Declined, ParameterBug)}


def once(desk: Desk, key: str, arguments: tuple[object, ...], act: Callable[[], str]) -> str:
    """Act, or repeat what this key was answered; the sealed answer is for `unwrap`, after the commit."""
    fingerprint = json.dumps(arguments, default=str)
    desk.db.execute("DELETE FROM answers WHERE kept_until <= ?", (desk.now,))
    known = desk.one("SELECT * FROM answers WHERE key = ?", key)
    if known is None:
        answer = _seal(act)
        until = desk.now + KEPT_SECONDS
        desk.add("answers", key=key, fingerprint=fingerprint, answer=answer, kept_until=until)
        return answer
    if known["fingerprint"] != fingerprint:
        raise ParameterBug("This key was used for another request.", reason="idempotency_error")
    return str(known["answer"])


def unwrap(answer: str) -> str:
    """The value, or the refusal raised again."""
    content: dict[str, Any] = json.loads(answer)
    if "refusal" in content:
        raise REFUSALS[content["refusal"]](content["message"], reason=content["reason"])
    return str(content["value"])


def _seal(act: Callable[[], str]) -> str:
    try:
        return json.dumps({"value": act()})
    except (GatewayRefused, Declined, ParameterBug) as no:
        return json.dumps({"refusal": no.code, "message": no.message, "reason": no.reason})
