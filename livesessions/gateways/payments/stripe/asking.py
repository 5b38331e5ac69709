"""What we ask of Stripe, in the library's own types, so that the type checker knows a wrong parameter."""

from stripe.params import AccountCreateParams, DisputeUpdateParams, PayoutCreateParams, TransferCreateParams
from stripe.params.checkout import (
    SessionCreateParams,
    SessionCreateParamsLineItemPriceData,
    SessionCreateParamsLineItemPriceDataProductData,
    SessionCreateParamsPaymentIntentData,
)

from livesessions.domain.errors import Invalid
from livesessions.domain.money import Money, gateway_amount
from livesessions.gateways.payments import AccountRequest, CheckoutRequest, Evidence, TransferRequest
from livesessions.gateways.payments.errors import ParameterBug

LOCALES = {
    "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA", "hi-IN",
    "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru",
    "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
}  # fmt: skip
LONGEST_TEXT = 20_000
PAYMENT_DETAILS = ("latest_charge.balance_transaction", "latest_charge.refunds")


def checkout_params(asked: CheckoutRequest) -> SessionCreateParams:
    """A hosted page for one payment; which methods it offers is decided in the account."""
    details: SessionCreateParams = {
        "mode": "payment",
        "ui_mode": "hosted_page",
        "client_reference_id": asked.reference,
        "metadata": {"reference": asked.reference},
        "line_items": [{"quantity": 1, "price_data": _price(asked)}],
        "payment_intent_data": _payment(asked),
        "expires_at": int(asked.expires_at.timestamp()),
        "success_url": asked.success_url,
        "cancel_url": asked.cancel_url,
        "locale": stripe_locale(asked.locale),
    }
    if asked.email:
        details["customer_email"] = asked.email
    return details


def transfer_params(asked: TransferRequest) -> TransferCreateParams:
    params: TransferCreateParams = {
        "amount": stripe_amount(asked.amount, asked.currency),
        "currency": asked.currency.lower(),
        "destination": asked.account_id,
        "transfer_group": asked.reference,
        "metadata": {"reference": asked.reference},
    }
    if asked.charge_id:
        params["source_transaction"] = asked.charge_id
    return params


def account_params(asked: AccountRequest) -> AccountCreateParams:
    """A payee who only receives: Stripe asks them who they are, the platform bears fees and losses."""
    return {
        "controller": {
            "fees": {"payer": "application"},
            "losses": {"payments": "application"},
            "requirement_collection": "stripe",
            "stripe_dashboard": {"type": "express"},
        },
        "capabilities": {"transfers": {"requested": True}},
        "country": asked.country,
        "email": asked.email,
        "metadata": {"reference": asked.reference},
    }


def payout_params(amount: int, currency: str) -> PayoutCreateParams:
    """To the payee's bank, from what lies in their account."""
    return {"amount": stripe_amount(amount, currency), "currency": currency.lower()}


def evidence_params(told: Evidence) -> DisputeUpdateParams:
    """Submitted at once: Stripe takes it a single time, each text up to 20,000 characters."""
    return {
        "submit": True,
        "evidence": {
            "product_description": told.product[:LONGEST_TEXT],
            "service_date": told.service_date,
            "customer_name": told.customer_name,
            "customer_email_address": told.customer_email,
            "access_activity_log": told.attendance[:LONGEST_TEXT],
            "refund_policy_disclosure": told.terms[:LONGEST_TEXT],
            "uncategorized_text": told.messages[:LONGEST_TEXT],
        },
    }


def stripe_amount(amount: int, currency: str) -> int:
    """Our minor units as Stripe counts them (ISK and UGX differ)."""
    try:
        return gateway_amount(Money(amount, currency))
    except Invalid as wrong:
        raise ParameterBug(wrong.message, reason="parameter_invalid_integer") from wrong


def stripe_locale(locale: str | None) -> str:
    """The nearest language Stripe's page speaks, or the browser's own."""
    tag = (locale or "").replace("_", "-")
    return next((known for known in (tag, tag.split("-")[0]) if known in LOCALES), "auto")


def _price(asked: CheckoutRequest) -> SessionCreateParamsLineItemPriceData:
    product: SessionCreateParamsLineItemPriceDataProductData = {"name": asked.title}
    if asked.description:
        product["description"] = asked.description
    return {
        "currency": asked.currency.lower(),
        "unit_amount": stripe_amount(asked.amount, asked.currency),
        "product_data": product,
    }


def _payment(asked: CheckoutRequest) -> SessionCreateParamsPaymentIntentData:
    payment: SessionCreateParamsPaymentIntentData = {
        "description": asked.title,
        "metadata": {"reference": asked.reference},
        "transfer_group": asked.reference,
    }
    if asked.hold:
        payment["capture_method"] = "manual"
    return payment
