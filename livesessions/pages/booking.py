"""/bookings/[reference]"""

import reflex as rx

from livesessions.components.bookings import booking_page
from livesessions.components.bookings.page import crumbs
from livesessions.components.reviews import review_box
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.bookings import BookingState
from livesessions.state.moves import MoveState
from livesessions.state.reviews import ReviewState


def booking() -> rx.Component:
    return site(booking_page(review=review_box()), crumbs=crumbs())


PAGE = Page(
    route=routes.BOOKING,
    title="Booking · Live Sessions",
    build=booking,
    on_load=[BookingState.load, ReviewState.load, MoveState.resume],
)
