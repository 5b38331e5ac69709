"""Opening the gateway's page for a held booking. No transaction is open while the gateway is asked."""

from livesessions.gateways.payments import CheckoutRequest
from livesessions.jobs.desk import the_desk
from livesessions.runtime import routes
from livesessions.runtime.work import Actor, perform
from livesessions.services.payments import CheckoutWanted, begin_checkout, note_checkout


def open_checkout(actor: Actor, *, reference: str) -> str:
    """The address where the learner pays. Asked twice, the same page.

    Errors: those of `begin_checkout`, and GatewayError when the gateway can't be reached or says no.
    """
    wanted = perform(actor, begin_checkout, reference=reference)
    if wanted.url:
        return wanted.url
    checkout = the_desk().payments.open_checkout(_request(wanted), key=wanted.key)
    perform(actor, note_checkout, reference=reference, checkout_id=checkout.id, url=checkout.url)
    return checkout.url


def _request(wanted: CheckoutWanted) -> CheckoutRequest:
    origin = the_desk().settings.origin
    return CheckoutRequest(
        reference=wanted.reference,
        amount=wanted.amount,
        currency=wanted.currency,
        title=wanted.title,
        description=f"Booking {wanted.reference}",
        hold=wanted.hold,
        expires_at=wanted.pay_by,
        success_url=f"{origin}{routes.payment_return(wanted.reference)}",
        cancel_url=f"{origin}{routes.booking(wanted.reference)}",
        email=wanted.email,
        locale=wanted.locale,
    )
