"""Bookings: the learner's list, and the page of one."""

from livesessions.components.bookings.listing import my_sessions
from livesessions.components.bookings.page import booking_page

__all__ = ["booking_page", "my_sessions"]
