"""Who draws the first screens: the parts of the pages, on a floor that this one leaves to Reflex."""

from typing import Protocol

from livesessions.queries.discovery import Found, Home
from livesessions.queries.offering_page import InstructorPage, OfferingPage


class Screens(Protocol):
    """Each gives the HTML of a first screen, with everything in it escaped; "" where there is nothing to show."""

    def home(self, home: Home) -> str: ...

    def results(self, found: Found) -> str: ...

    def offering(self, page: OfferingPage) -> str: ...

    def instructor(self, page: InstructorPage) -> str: ...
