"""/payment/return"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.payment import outcome
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.payment import PaymentState


def payment_return() -> rx.Component:
    return site(kit.page_title("Your payment"), outcome(), width="form")


PAGE = Page(
    route=routes.PAYMENT_RETURN,
    title="Your payment · Live Sessions",
    build=payment_return,
    on_load=[PaymentState.load],
)
