"""The sandbox gateway's hosted page: where a learner pays with a test card. Mounted with the sandbox only."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livesessions.api.sandbox_checkout.door import comes_from_this_page, foreign, html_response
from livesessions.api.sandbox_checkout.onboarding import OnboardingPages
from livesessions.api.sandbox_checkout.page import Money, Typed, challenge_page, ended_page, payment_page
from livesessions.api.sandbox_checkout.tools import Tools
from livesessions.domain.errors import Invalid
from livesessions.gateways.payments import CheckoutStatus
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import TEST_CARDS, CardEntry
from livesessions.gateways.payments.sandbox.checkouts import CheckoutView

PATH = "/sandbox/checkout/{checkout_id}"
LONGEST_ENTRY = 100


def sandbox_checkout_routes(sandbox: SandboxGateway, money: Money) -> list[Route]:
    """The page's routes; `money(amount, currency)` writes an amount of minor units in words."""
    pages = _Pages(sandbox, money)
    return [
        Route(PATH, pages.show, methods=["GET"]),
        Route(PATH, pages.pay, methods=["POST"]),
        Route(PATH + "/proof", pages.prove, methods=["POST"]),
        *OnboardingPages(sandbox).routes(),
        *Tools(sandbox, money).routes(),
    ]


class _Pages:
    def __init__(self, sandbox: SandboxGateway, money: Money) -> None:
        self._sandbox, self._money = sandbox, money

    async def show(self, request: Request) -> Response:
        return await self._answer(request, self._sandbox.view, _prefilled(request))

    async def pay(self, request: Request) -> Response:
        if not comes_from_this_page(request):
            return foreign()
        typed = await _typed(request)
        return await self._answer(
            request, lambda checkout_id: self._sandbox.pay(checkout_id, CardEntry(**typed)), typed
        )

    async def prove(self, request: Request) -> Response:
        if not comes_from_this_page(request):
            return foreign()
        proven = (await request.form()).get("proven") == "yes"
        return await self._answer(
            request,
            lambda checkout_id: self._sandbox.answer_challenge(checkout_id, proven=proven),
            await _typed(request),
        )

    async def _answer(
        self, request: Request, act: Callable[[str], CheckoutView], typed: dict[str, str]
    ) -> Response:
        checkout_id = request.path_params["checkout_id"]
        try:
            view = await run_in_threadpool(act, checkout_id)
        except GatewayRefused:
            return html_response(ended_page("No such checkout", "Nobody was asked to pay here."), 404)
        except Invalid as wrong:
            view = await run_in_threadpool(self._sandbox.view, checkout_id)
            return self._open(view, typed, 422, wrong)
        is_attempt = request.method == "POST"
        if view.status is CheckoutStatus.OPEN:
            return self._open(view, typed, 402 if is_attempt and view.failure else 200)
        return _ended(view, just_now=is_attempt)

    def _open(self, view: CheckoutView, typed: Typed, status: int, wrong: Invalid | None = None) -> Response:
        if view.challenge:
            return html_response(challenge_page(view, self._money, typed), 200, view)
        return html_response(payment_page(view, self._money, typed, wrong), status, view)


def _ended(view: CheckoutView, *, just_now: bool) -> Response:
    if view.status is CheckoutStatus.EXPIRED:
        words = "It took no money. Go back and book again."
        return html_response(ended_page("This checkout has expired", words, view.cancel_url), 410)
    if just_now:
        return RedirectResponse(view.success_url, 303, headers={"Cache-Control": "no-store"})
    headline = "The card is saved" if view.save else "This checkout is paid"
    return html_response(ended_page(headline, "There is nothing left to do here.", view.success_url), 200)


async def _typed(request: Request) -> dict[str, str]:
    form = await request.form()
    values = {name: form.get(name, "") for name in ("number", "expiry", "cvc", "name")}
    return {name: value[:LONGEST_ENTRY] if isinstance(value, str) else "" for name, value in values.items()}


def _prefilled(request: Request) -> dict[str, str]:
    """A test card chosen from the list below the form."""
    chosen = request.query_params.get("card")
    numbers = [card.grouped for card in TEST_CARDS if card.behaviour == chosen]
    return {"number": numbers[0], "expiry": "12 / 34", "cvc": "123", "name": ""} if numbers else {}
