"""Stripe's errors in our words. Source: https://docs.stripe.com/error-handling and /error-codes"""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from livesessions.gateways.payments.errors import (
    EXPIRY,
    Declined,
    GatewayBusy,
    GatewayError,
    GatewayFault,
    GatewayRefused,
    GatewayTimeout,
    ParameterBug,
)

# Codes of requests that no state out there could ever make right.
BUGS = (
    "parameter",
    "url_invalid",
    "email_invalid",
    "invalid_characters",
    "testmode_charges_only",
    "livemode_",
)
# Stripe names these refusals only by the parameter that is out of range.
BY_PARAMETER = {
    "expires_at": EXPIRY,
    "amount": "amount_too_large",
    "payout": "payout_not_automatic",
}
NO_ANSWER = "The payment service does not answer at the moment. Please try again."
REFUSED = "The payment service could not do this."


@contextmanager
def translated(nameless: str = "") -> Iterator[None]:
    """Raises ours for theirs. `nameless` is what a refusal without code or parameter means for this call."""
    try:
        yield
    except stripe.StripeError as error:
        raise _ours(error, nameless) from error


def _ours(error: stripe.StripeError, nameless: str) -> GatewayError:
    code = _code(error)
    match error:
        case stripe.CardError():
            return Declined(error.user_message or REFUSED, reason=_told(error, "decline_code") or code)
        case stripe.InvalidRequestError():
            return _refusal(error, code, nameless)
        case stripe.IdempotencyError():
            return ParameterBug(str(error), reason="idempotency_error")
        case stripe.PermissionError() if code == "account_invalid":
            return GatewayRefused(REFUSED, reason=code)  # the payee took their account away from us
        case stripe.AuthenticationError() | stripe.PermissionError():
            return ParameterBug(str(error), reason=code or "api_key")
        case _:
            return _no_answer(error, code)


def _code(error: stripe.StripeError) -> str:
    return error.code or _told(error, "code")  # the library keeps no code of a 403


def _no_answer(error: stripe.StripeError, code: str) -> GatewayError:
    if isinstance(error, stripe.APIConnectionError):
        return GatewayTimeout(NO_ANSWER)
    is_busy = isinstance(error, stripe.RateLimitError) or error.http_status == 409
    return GatewayBusy(NO_ANSWER, reason=code) if is_busy else GatewayFault(NO_ANSWER, reason=code)


def _refusal(error: stripe.InvalidRequestError, code: str, nameless: str) -> GatewayError:
    parameter = error.param or ""
    reason = code or BY_PARAMETER.get(parameter) or ("" if parameter else nameless)
    if not reason or reason.startswith(BUGS):
        return ParameterBug(str(error), reason=reason or "invalid_request")
    return GatewayRefused(REFUSED, reason=reason)


def _told(error: stripe.StripeError, name: str) -> str:
    """What stands in the body of the answer under `name`."""
    return str(getattr(error.error, name, None) or "") if error.error else ""
