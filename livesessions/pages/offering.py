"""/sessions/[slug]"""

import reflex as rx

from livesessions.components.offering import offering_view
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.booking_modal import BookingModalState
from livesessions.state.offering import OfferingState


def offering_page() -> rx.Component:
    return site(offering_view())


PAGE = Page(
    route=routes.OFFERING,
    title=OfferingState.title,
    build=offering_page,
    on_load=[OfferingState.load, BookingModalState.resume],
)
