"""/bookings/[reference]"""

import reflex as rx

from livesessions.components.bookings import booking_page
from livesessions.components.bookings.page import crumbs
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.state.bookings import BookingState


def booking() -> rx.Component:
    return site(booking_page(review=rx.fragment()), crumbs=crumbs())


PAGE = Page(route=routes.BOOKING, title="Booking · Live Sessions", build=booking, on_load=[BookingState.load])
