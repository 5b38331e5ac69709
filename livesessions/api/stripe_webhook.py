"""The gateway's letter box: check the seal over the raw body, keep the letter, answer at once."""

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from livesessions.gateways.payments import PaymentGateway
from livesessions.gateways.payments.errors import BadSignature
from livesessions.runtime.work import SYSTEM, perform, the_door
from livesessions.services.webhooks import receive

LARGEST = 512 * 1024


def webhook_route(gateway: PaymentGateway, secrets: Sequence[str], source: str) -> Route:
    """POST /webhooks/stripe: 202 when kept (again, too), 400 without a valid seal."""

    async def receive_letter(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            notice = gateway.verify_webhook(
                body, request.headers.get("stripe-signature"), secrets, the_door().clock()
            )
        except BadSignature:
            return Response("bad signature", status_code=400)
        await run_in_threadpool(perform, SYSTEM, receive, source=source, notice=notice, body=body)
        return Response(status_code=202)

    return Route("/webhooks/stripe", receive_letter, methods=["POST"])


async def _body(request: Request) -> bytes | None:
    """The whole body; None, without reading on, for one that is larger than any letter."""
    chunks, length = [], 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > LARGEST:
            return None
        chunks.append(chunk)
    return b"".join(chunks)
