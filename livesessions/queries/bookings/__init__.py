"""Bookings as their two people see them. Rows hold instants and amounts; the state makes words of them."""

from livesessions.queries.bookings.detail import (
    BookingDetail,
    EventRow,
    RefundRow,
    TierRow,
    TopicVersion,
    booking_detail,
    tier_rows,
)
from livesessions.queries.bookings.lists import MySessions, my_sessions, requests, taught
from livesessions.queries.bookings.rows import BookingRow, Proposed, booking_rows

__all__ = [
    "BookingDetail",
    "BookingRow",
    "EventRow",
    "MySessions",
    "Proposed",
    "RefundRow",
    "TierRow",
    "TopicVersion",
    "booking_detail",
    "booking_rows",
    "my_sessions",
    "requests",
    "taught",
    "tier_rows",
]
