"""Sending an instructor to the gateway's own page, where they say who they are and where their money goes."""

from livesessions.gateways.payments import AccountRequest
from livesessions.gateways.payments.errors import GatewayFault, GatewayRefused
from livesessions.jobs.desk import the_desk
from livesessions.jobs.keys import request_key
from livesessions.runtime import routes
from livesessions.runtime.work import Actor, perform
from livesessions.services.payout_accounts import (
    AccountWanted,
    begin_onboarding,
    note_account,
    try_account_anew,
)


def onboarding_url(actor: Actor, *, country: str) -> str:
    """A single-use address of the gateway's page. Asked twice, the same account.

    Errors: those of `begin_onboarding`, and GatewayError when the gateway can't be reached or says no.
    """
    desk = the_desk()
    wanted = perform(actor, begin_onboarding, gateway=desk.settings.gateway, country=country)
    account_id = wanted.external_id or _open(actor, wanted)
    back = f"{desk.settings.origin}{routes.DASHBOARD_PAYOUTS}"
    return desk.payments.onboarding_url(
        account_id, return_url=f"{back}?back=1", refresh_url=f"{back}?again=1"
    )


def _open(actor: Actor, wanted: AccountWanted) -> str:
    request = AccountRequest(
        reference=f"user:{wanted.instructor_id}", email=wanted.email, country=wanted.country
    )
    key = request_key(request.reference, "account", request, wanted.generation)
    try:
        made = the_desk().payments.open_account(request, key=key)
    except (GatewayFault, GatewayRefused):
        perform(actor, try_account_anew)
        raise
    return perform(actor, note_account, external_id=made)
