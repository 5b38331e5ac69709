"""Whom the sandbox's pages let in, and what every answer of theirs says about itself."""

import base64
import hashlib
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from livesessions.api.sandbox_checkout.style import STYLE
from livesessions.gateways.payments.sandbox.checkouts import CheckoutView

STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()


def comes_from_this_page(request: Request) -> bool:
    """Every browser names the page that posts a form in one of these headers."""
    if origin := request.headers.get("origin"):
        return urlsplit(origin).netloc == request.headers.get("host")
    return request.headers.get("sec-fetch-site") == "same-origin"


def foreign() -> Response:
    return PlainTextResponse("This request came from another site.", 403)


def html_response(content: str, status: int, view: CheckoutView | None = None) -> Response:
    """Stored nowhere, framed nowhere; a form may only go here and on to where the payment returns."""
    onward = urlsplit(view.success_url) if view else None
    target = f" {onward.scheme}://{onward.netloc}" if onward and onward.netloc else ""
    policy = (
        f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; img-src data:; base-uri 'none'; "
        f"form-action 'self'{target}; frame-ancestors 'none'"
    )
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
    }
    return HTMLResponse(content, status, headers=headers)
