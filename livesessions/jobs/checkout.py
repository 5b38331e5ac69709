"""Opening the gateway's page for a held booking or series. No transaction is open while the gateway is asked."""

from livesessions.gateways.payments import Checkout, CheckoutRequest, Line
from livesessions.gateways.payments.errors import EXPIRY, GatewayFault, GatewayRefused
from livesessions.jobs.desk import the_desk
from livesessions.jobs.keys import request_key
from livesessions.runtime import routes
from livesessions.runtime.locales import moment, money
from livesessions.runtime.policies import policy_sentence
from livesessions.runtime.work import Actor, perform
from livesessions.services.checkout import (
    CheckoutWanted,
    SessionWanted,
    begin_checkout,
    note_checkout,
    renew_checkout,
)

EACH = "Each session is a booking of its own: cancelling one gives back what was paid for it, by its terms."


def open_checkout(actor: Actor, *, reference: str) -> str:
    """The address where the learner pays. Asked twice, the same page.

    Errors: those of `begin_checkout`, and GatewayError when the gateway can't be reached or says no.
    """
    wanted = perform(actor, begin_checkout, reference=reference)
    if wanted.url:
        return wanted.url
    try:
        checkout = _open(wanted, reference)
    except (GatewayFault, GatewayRefused) as no:
        wanted = perform(actor, renew_checkout, reference=reference)
        if no.reason != EXPIRY:
            raise  # the next click asks under a new key
        checkout = _open(wanted, reference)
    return perform(
        actor,
        note_checkout,
        reference=reference,
        sessions=wanted.sessions,
        checkout_id=checkout.id,
        url=checkout.url,
    )


def _open(wanted: CheckoutWanted, reference: str) -> Checkout:
    request = _request(wanted, reference)
    key = request_key(request.reference, "checkout", request, wanted.generation)
    return the_desk().payments.open_checkout(request, key=key)


def _request(wanted: CheckoutWanted, reference: str) -> CheckoutRequest:
    """`reference` is the booking that was asked for: the browser comes back to it."""
    origin, many = the_desk().settings.origin, len(wanted.sessions)
    return CheckoutRequest(
        reference=wanted.reference,
        amount=wanted.amount,
        currency=wanted.currency,
        title=wanted.title if many == 1 else f"{wanted.title}: {many} sessions",
        description=_terms(wanted, wanted.sessions[0]) if many == 1 else EACH,
        hold=wanted.hold,
        save=wanted.save,
        expires_at=wanted.pay_by,
        success_url=f"{origin}{routes.payment_return(reference)}",
        cancel_url=f"{origin}{routes.booking(reference)}",
        email=wanted.email,
        locale=wanted.locale,
        lines=tuple(_line(wanted, each) for each in wanted.sessions) if many > 1 else (),
    )


def _line(wanted: CheckoutWanted, asked: SessionWanted) -> Line:
    when = moment(asked.starts_at, wanted.zone, wanted.locale)
    return Line(title=f"{wanted.title}, {when}", description=_terms(wanted, asked), amount=asked.amount)


def _promise(wanted: CheckoutWanted) -> str:
    """What a page without an amount of its own has to say."""
    if not wanted.save:
        return ""
    much = money(wanted.amount, wanted.currency, wanted.locale)
    return f"{much} will be charged when your request is accepted. "


def _terms(wanted: CheckoutWanted, asked: SessionWanted) -> str:
    backs = [(tier.until, tier.amount.amount) for tier in asked.tiers]
    sentence = policy_sentence(backs, wanted.currency, wanted.zone, wanted.locale)
    cancelling = f"If you cancel: {sentence[0].lower()}{sentence[1:]}"
    return f"Booking {asked.reference}. {_promise(wanted)}{cancelling}"
