"""Opening the gateway's page for a held booking. No transaction is open while the gateway is asked."""

import hashlib
from dataclasses import astuple

from livesessions.gateways.payments import Checkout, CheckoutRequest
from livesessions.gateways.payments.errors import GatewayFault, GatewayRefused
from livesessions.jobs.desk import the_desk
from livesessions.runtime import routes
from livesessions.runtime.policies import policy_sentence
from livesessions.runtime.work import Actor, perform
from livesessions.services.checkout import CheckoutWanted, begin_checkout, note_checkout, renew_checkout

TOO_LATE = "expiry_out_of_range"


def open_checkout(actor: Actor, *, reference: str) -> str:
    """The address where the learner pays. Asked twice, the same page.

    Errors: those of `begin_checkout`, and GatewayError when the gateway can't be reached or says no.
    """
    wanted = perform(actor, begin_checkout, reference=reference)
    if wanted.url:
        return wanted.url
    try:
        checkout = _open(wanted)
    except (GatewayFault, GatewayRefused) as no:
        wanted = perform(actor, renew_checkout, reference=reference)
        if no.reason != TOO_LATE:
            raise  # the next click asks under a new key
        checkout = _open(wanted)
    return perform(actor, note_checkout, reference=reference, checkout_id=checkout.id, url=checkout.url)


def _open(wanted: CheckoutWanted) -> Checkout:
    request = _request(wanted)
    return the_desk().payments.open_checkout(request, key=_key(request, wanted.generation))


def _key(request: CheckoutRequest, generation: int) -> str:
    """The same for the same request; a changed title, address or language makes another request of it."""
    digest = hashlib.sha256(repr(astuple(request)).encode()).hexdigest()[:16]
    return f"{request.reference}:checkout:{request.amount}:{generation}:{digest}"


def _request(wanted: CheckoutWanted) -> CheckoutRequest:
    origin = the_desk().settings.origin
    return CheckoutRequest(
        reference=wanted.reference,
        amount=wanted.amount,
        currency=wanted.currency,
        title=wanted.title,
        description=f"Booking {wanted.reference}. If you cancel: {_policy(wanted)}",
        hold=wanted.hold,
        expires_at=wanted.pay_by,
        success_url=f"{origin}{routes.payment_return(wanted.reference)}",
        cancel_url=f"{origin}{routes.booking(wanted.reference)}",
        email=wanted.email,
        locale=wanted.locale,
    )


def _policy(wanted: CheckoutWanted) -> str:
    backs = [(tier.until, tier.amount.amount) for tier in wanted.tiers]
    sentence = policy_sentence(backs, wanted.currency, wanted.zone, wanted.locale)
    return sentence[0].lower() + sentence[1:]
