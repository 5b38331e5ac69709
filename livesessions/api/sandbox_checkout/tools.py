"""A developer’s switches: how webhooks travel, how calls are answered, what banks do with holds and disputes."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from livesessions.api.sandbox_checkout.door import comes_from_this_page, foreign, html_response
from livesessions.api.sandbox_checkout.page import Money, framed
from livesessions.gateways.payments.errors import GatewayRefused
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.answering import AnswerMode
from livesessions.gateways.payments.sandbox.delivery import DeliveryMode

MODES = {
    DeliveryMode.NORMAL: "at once",
    DeliveryMode.DELAYED: "half a minute late",
    DeliveryMode.FAILING: "only at the third try",
    DeliveryMode.DOUBLED: "twice",
    DeliveryMode.LOST: "never: the timer must find out",
}

ANSWERS = {
    AnswerMode.NORMAL: "at once",
    AnswerMode.SLOW: "after three seconds",
    AnswerMode.UNSURE: "done, but every other answer gets lost",
    AnswerMode.DOWN: "not at all",
}

PAGE = Markup("""
<form class="paper" method="post" action="/sandbox/delivery">
<h1>Webhooks arrive …</h1>
<p class="soft" role="status">Now: {now}</p>
{modes}
</form>
<form class="paper" method="post" action="/sandbox/answers">
<h2>Calls are answered …</h2>
<p class="soft" role="status">Now: {answered}</p>
{answers}
</form>
<section class="paper" aria-labelledby="holds">
<h2 id="holds">Amounts held on cards</h2>
{holds}
</section>
<section class="paper" aria-labelledby="disputes">
<h2 id="disputes">Open disputes</h2>
{disputes}
</section>
""")
MODE = Markup('<button class="quiet" name="mode" value="{mode}"{pressed}>{words}</button>')
HOLD = Markup("""
<form method="post" action="/sandbox/holds/{id}">
<p>{amount} of {reference}</p>
<button class="quiet">The bank lets it go</button>
</form>
""")
DISPUTE = Markup("""
<form method="post" action="/sandbox/disputes/{id}">
<p>{amount} of {reference}</p>
<button class="quiet" name="verdict" value="won">We win</button>
<button class="quiet" name="verdict" value="lost">We lose</button>
</form>
""")


class Tools:
    """The page under /sandbox; it exists only where the sandbox does."""

    def __init__(self, sandbox: SandboxGateway, money: Money) -> None:
        self._sandbox, self._money = sandbox, money

    def routes(self) -> list[Route]:
        return [
            Route("/sandbox", self.show, methods=["GET"]),
            Route("/sandbox/delivery", self.choose, methods=["POST"]),
            Route("/sandbox/answers", self.answer, methods=["POST"]),
            Route("/sandbox/holds/{payment_id}", self.let_go, methods=["POST"]),
            Route("/sandbox/disputes/{dispute_id}", self.decide, methods=["POST"]),
        ]

    async def show(self, _: Request) -> Response:
        return html_response(await run_in_threadpool(self._page), 200)

    async def choose(self, request: Request) -> Response:
        if not comes_from_this_page(request):
            return foreign()
        mode = (await request.form()).get("mode")
        if mode not in set(DeliveryMode):
            return html_response(await run_in_threadpool(self._page), 422)
        await run_in_threadpool(self._sandbox.set_delivery, DeliveryMode(str(mode)))
        return RedirectResponse("/sandbox", 303)

    async def answer(self, request: Request) -> Response:
        if not comes_from_this_page(request):
            return foreign()
        mode = (await request.form()).get("mode")
        if mode not in set(AnswerMode):
            return html_response(await run_in_threadpool(self._page), 422)
        await run_in_threadpool(self._sandbox.set_answers, AnswerMode(str(mode)))
        return RedirectResponse("/sandbox", 303)

    async def let_go(self, request: Request) -> Response:
        if not comes_from_this_page(request):
            return foreign()
        try:
            await run_in_threadpool(self._sandbox.let_go, request.path_params["payment_id"])
        except GatewayRefused:
            return html_response(await run_in_threadpool(self._page), 409)
        return RedirectResponse("/sandbox", 303)

    async def decide(self, request: Request) -> Response:
        if not comes_from_this_page(request):
            return foreign()
        won = (await request.form()).get("verdict") == "won"
        try:
            await run_in_threadpool(self._sandbox.close_dispute, request.path_params["dispute_id"], won=won)
        except GatewayRefused:
            return html_response(await run_in_threadpool(self._page), 409)
        return RedirectResponse("/sandbox", 303)

    def _page(self) -> str:
        delivery, answers = self._sandbox.delivery(), self._sandbox.answers()
        holds, disputes = (
            Markup("").join(
                form.format(id=it.id, reference=it.reference, amount=self._money(it.amount, it.currency))
                for it in found
            )
            for form, found in ((HOLD, self._sandbox.holds()), (DISPUTE, self._sandbox.open_disputes()))
        )
        content = PAGE.format(
            now=MODES[delivery],
            modes=_buttons(MODES, delivery),
            answered=ANSWERS[answers],
            answers=_buttons(ANSWERS, answers),
            holds=holds or Markup("<p>None.</p>"),
            disputes=disputes or Markup("<p>None. Pay with the card that disputes.</p>"),
        )
        return framed("Sandbox – developer’s switches", "narrow", content)


def _buttons(choices: Mapping[Any, str], chosen: object) -> Markup:
    return Markup("").join(
        MODE.format(mode=mode, words=words, pressed=Markup(' aria-pressed="true"') if mode is chosen else "")
        for mode, words in choices.items()
    )
