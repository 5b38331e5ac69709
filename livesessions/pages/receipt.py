"""/receipts/[code]: one invoice or credit note, for the screen and for paper."""

import reflex as rx

from livesessions.components.receipts import receipt as paper
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.receipts import ReceiptState


def receipt() -> rx.Component:
    here = ReceiptState.page.code
    return site(
        paper(), crumbs=[("Home", routes.HOME), ("Receipts", routes.RECEIPTS), (here, "")], width="prose"
    )


PAGE = Page(
    route=routes.RECEIPT,
    title="Receipt · Live Sessions",
    build=receipt,
    on_load=[ReceiptState.load],
)
