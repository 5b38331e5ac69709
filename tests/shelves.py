"""Offerings on their shelves, with topics and reviews, written straight into the tables."""

from datetime import timedelta
from itertools import count
from typing import Any

from livesessions.models import Domain, OfferingTopic, Review, SessionOffering
from livesessions.runtime.work import SYSTEM, Work, perform
from tests.teaching import NOON, Teacher, a_booking, a_topic, keep

DAYS_AGO = count(1)


def a_shelf(slug: str, position: int = 0) -> Domain:
    return keep(Domain(slug=slug, name=slug.title(), position=position))


def change(model: Any, key: int | None, **columns: Any) -> None:
    """Edits a row behind the services' back."""

    def write(work: Work) -> None:
        row = work.db.get_one(model, key)
        for name, value in columns.items():
            setattr(row, name, value)

    perform(SYSTEM, write)


def stands_in(offering: SessionOffering, shelf: Domain, *topics: str) -> SessionOffering:
    """Puts the offering on the shelf, under these topics of it."""
    change(SessionOffering, offering.id, domain_id=shelf.id)
    for name in topics:
        keep(OfferingTopic(offering_id=offering.id, topic_id=a_topic(shelf, name).id))
    return offering


def a_review(
    teacher: Teacher, offering: SessionOffering, stars: int = 5, text: str = "", name: str = "ada"
) -> Review:
    """A learner's review of a session of their own, some days ago; later calls are earlier sessions."""
    held = NOON.replace(hour=9) - timedelta(days=next(DAYS_AGO))
    booking = a_booking(teacher.runs(offering, held), status="completed", name=name)
    return keep(
        Review(
            booking_id=booking.id,
            offering_id=offering.id,
            instructor_id=teacher.id,
            learner_id=booking.learner_id,
            stars=stars,
            text=text,
            created_at=held,
        )
    )
