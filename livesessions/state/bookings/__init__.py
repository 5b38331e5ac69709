"""Bookings on the screen: the learner's list, and the page of one booking for its two people."""

from livesessions.state.bookings.detail import BookingState
from livesessions.state.bookings.listing import MySessionsState

__all__ = ["BookingState", "MySessionsState"]
