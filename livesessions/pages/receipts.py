"""/student/receipts: a receipt for every payment, a credit note for every refund."""

import reflex as rx

from livesessions.components import kit
from livesessions.components.receipts import receipts as lists
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.receipts import ReceiptsState


def receipts() -> rx.Component:
    return site(
        kit.page_title("Receipts", intro="For every payment, and for everything given back."), lists()
    )


PAGE = Page(
    route=routes.RECEIPTS,
    title="Receipts · Live Sessions",
    build=receipts,
    on_load=[ReceiptsState.load],
)
