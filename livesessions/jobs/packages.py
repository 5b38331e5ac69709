"""Buying a package at the gateway's page, and finding out what became of it."""

from livesessions.gateways.payments import Checkout, CheckoutRequest
from livesessions.gateways.payments.errors import EXPIRY, GatewayFault, GatewayRefused
from livesessions.jobs.desk import the_desk
from livesessions.jobs.keys import request_key
from livesessions.jobs.settle import converge
from livesessions.runtime import routes
from livesessions.runtime.work import SYSTEM, Actor, perform
from livesessions.services.package_payments import fold_package, lease_package, release_package
from livesessions.services.packages import (
    PackageWanted,
    begin_package,
    note_package_checkout,
    renew_package,
)


def buy_package(actor: Actor, *, package_offer_id: int, request_key: str) -> str:
    """The address where the learner pays for a package. Asked twice with the same key, the same page.

    Errors: those of `begin_package`, and GatewayError.
    """
    gateway = the_desk().settings.gateway
    wanted = perform(
        actor, begin_package, package_offer_id=package_offer_id, request_key=request_key, gateway=gateway
    )
    if wanted.url:
        return wanted.url
    try:
        opened = _open(wanted)
    except (GatewayFault, GatewayRefused) as no:
        wanted = perform(SYSTEM, renew_package, reference=wanted.reference)
        if no.reason != EXPIRY:
            raise  # the next click asks under a new key
        opened = _open(wanted)
    noted = {"reference": wanted.reference, "checkout_id": opened.id, "url": opened.url}
    return perform(SYSTEM, note_package_checkout, **noted)


def settle_package(reference: str) -> None:
    """Settles one package's own payment, as `settle` does a booking's. Errors: GatewayError and StillLeased."""
    leased = perform(SYSTEM, lease_package, reference=reference)
    if leased:
        converge(
            leased,
            lambda truth: perform(SYSTEM, fold_package, reference=reference, truth=truth),
            lambda anew: perform(SYSTEM, release_package, reference=reference, new_generation=anew),
        )


def _open(wanted: PackageWanted) -> Checkout:
    request = _request(wanted)
    key = request_key(request.reference, "package", request, wanted.generation)
    return the_desk().payments.open_checkout(request, key=key)


def _request(wanted: PackageWanted) -> CheckoutRequest:
    origin = the_desk().settings.origin
    return CheckoutRequest(
        reference=wanted.reference,
        amount=wanted.amount,
        currency=wanted.currency,
        title=f"{wanted.sessions} sessions: {wanted.title}",
        description=f"Package {wanted.reference}. Sessions are booked one by one; cancelled ones come back to it.",
        hold=False,
        expires_at=wanted.pay_by,
        success_url=f"{origin}{routes.package(wanted.reference)}",
        cancel_url=f"{origin}{routes.offering(wanted.slug)}",
        email=wanted.email,
        locale=wanted.locale,
    )
