"""The sandbox's page where an instructor names the bank that payouts go to."""

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livesessions.api.sandbox_checkout.door import comes_from_this_page, foreign, html_response
from livesessions.api.sandbox_checkout.page import ended_page, framed
from livesessions.domain.errors import Invalid
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.accounts import TEST_BANKS, Onboarding

PATH = "/sandbox/onboarding/{link_id}"
LONGEST_ENTRY = 60

PAGE = Markup("""
<form class="paper" method="post" novalidate>
<h1>Where shall your earnings go?</h1>
<p class="soft">{email} · {country}</p>
<div>
<label for="number">Account number (IBAN)</label>
<input id="number" name="number" value="{value}" autocomplete="off" required {marks}>
{wrong}
</div>
<button>Confirm and go back</button>
<a class="back" href="{return_url}">← Not now</a>
</form>
<section class="paper" aria-labelledby="banks">
<h2 id="banks">Test accounts</h2>
<p class="soft">Choose one to fill the form.</p>
<ul>{banks}</ul>
</section>
""")
BANK = Markup('<li><a href="?bank={behaviour}">{number}</a><span class="soft">{purpose}</span></li>')
WRONG = Markup('<p class="wrong" id="number-wrong" role="alert">{}</p>')
MARKS = Markup('aria-invalid="true" aria-describedby="number-wrong"')


class OnboardingPages:
    """A link is good for once: one that is over leads back to where a new one is made."""

    def __init__(self, sandbox: SandboxGateway) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        return [
            Route(PATH, self.show, methods=["GET"]),
            Route(PATH, self.confirm, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        chosen = request.query_params.get("bank")
        number = next((bank.number for bank in TEST_BANKS if bank.behaviour == chosen), "")
        return await self._open(request, number)

    async def confirm(self, request: Request) -> Response:
        if not comes_from_this_page(request):
            return foreign()
        given = (await request.form()).get("number")
        number = given[:LONGEST_ENTRY] if isinstance(given, str) else ""
        try:
            onward = await run_in_threadpool(
                self._sandbox.finish_onboarding, request.path_params["link_id"], number
            )
        except Invalid as wrong:
            return await self._open(request, number, wrong)
        except GatewayRefused:
            return _unknown()
        return RedirectResponse(onward, 303, headers={"Cache-Control": "no-store"})

    async def _open(self, request: Request, number: str, wrong: Invalid | None = None) -> Response:
        try:
            link = await run_in_threadpool(self._sandbox.onboarding, request.path_params["link_id"])
        except GatewayRefused:
            return _unknown()
        if link.is_over:
            return RedirectResponse(link.refresh_url, 303, headers={"Cache-Control": "no-store"})
        return html_response(_page(link, number, wrong), 422 if wrong else 200)


def _unknown() -> Response:
    return html_response(ended_page("No such link", "Nobody was sent here."), 404)


def _page(link: Onboarding, number: str, wrong: Invalid | None) -> str:
    content = PAGE.format(
        email=link.email,
        country=link.country,
        value=number,
        marks=MARKS if wrong else "",
        wrong=WRONG.format(wrong.message) if wrong else "",
        return_url=link.return_url,
        banks=Markup("").join(BANK.format(**vars(bank)) for bank in TEST_BANKS),
    )
    return framed("Payouts – test onboarding", "narrow", content)
