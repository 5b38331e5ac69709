"""What we ask of Stripe, in the library's own types, so that the type checker knows a wrong parameter."""

from collections.abc import Mapping

from stripe.params import (
    AccountCreateParams,
    DisputeUpdateParams,
    PaymentIntentCaptureParams,
    PaymentIntentCreateParams,
    PayoutCreateParams,
    RefundCreateParams,
    TransferCreateParams,
)
from stripe.params.checkout import (
    SessionCreateParams,
    SessionCreateParamsLineItem,
    SessionCreateParamsLineItemPriceData,
    SessionCreateParamsLineItemPriceDataProductData,
    SessionCreateParamsPaymentIntentData,
)

from livesessions.domain.errors import Invalid
from livesessions.domain.money import Money, gateway_amount
from livesessions.gateways.payments import (
    AccountRequest,
    ChargeRequest,
    CheckoutRequest,
    Evidence,
    Line,
    TransferRequest,
)
from livesessions.gateways.payments.errors import ParameterBug

LOCALES = {
    "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA", "hi-IN",
    "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru",
    "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
}  # fmt: skip
LONGEST_TEXT = 20_000
PART = "part:"  # before a name, in the metadata of a payment
LONGEST_NOTE = 1200
PAYMENT_DETAILS = ("latest_charge.balance_transaction", "latest_charge.refunds")


def checkout_params(asked: CheckoutRequest) -> SessionCreateParams:
    """A hosted page for one payment; which methods it offers is decided in the account."""
    details: SessionCreateParams = {
        "ui_mode": "hosted_page",
        "client_reference_id": asked.reference,
        "metadata": {"reference": asked.reference},
        "expires_at": int(asked.expires_at.timestamp()),
        "success_url": asked.success_url,
        "cancel_url": asked.cancel_url,
        "locale": stripe_locale(asked.locale),
    }
    if asked.email:
        details["customer_email"] = asked.email
    return details | (_saving(asked) if asked.save else _paying(asked))


def charge_params(asked: ChargeRequest) -> PaymentIntentCreateParams:
    """One try, at once, while the person is away: what needs them is a decline."""
    return {
        "amount": stripe_amount(asked.amount, asked.currency),
        "currency": asked.currency.lower(),
        "customer": asked.method.owner_id,
        "payment_method": asked.method.id,
        "confirm": True,
        "off_session": True,
        "description": asked.reference,
        "metadata": {"reference": asked.reference},
        "transfer_group": asked.reference,
    }


def capture_params(parts: Mapping[str, int], currency: str) -> PaymentIntentCaptureParams:
    """Their sum; what it is for is noted on the payment, in our minor units. The rest is let go by Stripe."""
    return {
        "amount_to_capture": stripe_amount(sum(parts.values()), currency),
        "metadata": {f"{PART}{name}": str(amount) for name, amount in parts.items()},
    }


def refund_params(payment_id: str, amount: int, currency: str, part: str | None) -> RefundCreateParams:
    params: RefundCreateParams = {
        "payment_intent": payment_id,
        "amount": stripe_amount(amount, currency),
    }
    if part:
        params["metadata"] = {"part": part}
    return params


def transfer_params(asked: TransferRequest) -> TransferCreateParams:
    params: TransferCreateParams = {
        "amount": stripe_amount(asked.amount, asked.currency),
        "currency": asked.currency.lower(),
        "destination": asked.account_id,
        "transfer_group": asked.paid_as or asked.reference,
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


def payout_params(amount: int, currency: str, reference: str) -> PayoutCreateParams:
    """To the payee's bank, from what lies in their account."""
    return {
        "amount": stripe_amount(amount, currency),
        "currency": currency.lower(),
        "metadata": {"reference": reference},
    }


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


def _paying(asked: CheckoutRequest) -> SessionCreateParams:
    return {
        "mode": "payment",
        "line_items": [_line(each, asked.currency) for each in asked.lines or (_only(asked),)],
        "payment_intent_data": _payment(asked),
    }


def _saving(asked: CheckoutRequest) -> SessionCreateParams:
    """The page shows no amount of its own, so its words have to. Each has a customer to itself: whatever is
    charged to that one belongs to this payment."""
    words = f"{asked.title}. {asked.description}"
    return {
        "mode": "setup",
        "currency": asked.currency.lower(),
        "customer_creation": "always",
        "setup_intent_data": {"description": asked.title, "metadata": {"reference": asked.reference}},
        "custom_text": {"submit": {"message": words[:LONGEST_NOTE]}},
    }


def _only(asked: CheckoutRequest) -> Line:
    return Line(title=asked.title, description=asked.description, amount=asked.amount)


def _line(line: Line, currency: str) -> SessionCreateParamsLineItem:
    product: SessionCreateParamsLineItemPriceDataProductData = {"name": line.title}
    if line.description:
        product["description"] = line.description
    price: SessionCreateParamsLineItemPriceData = {
        "currency": currency.lower(),
        "unit_amount": stripe_amount(line.amount, currency),
        "product_data": product,
    }
    return {"quantity": 1, "price_data": price}


def _payment(asked: CheckoutRequest) -> SessionCreateParamsPaymentIntentData:
    payment: SessionCreateParamsPaymentIntentData = {
        "description": asked.title,
        "metadata": {"reference": asked.reference},
        "transfer_group": asked.reference,
    }
    if asked.hold:
        payment["capture_method"] = "manual"
    return payment
