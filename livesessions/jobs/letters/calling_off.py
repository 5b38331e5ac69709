"""The letter that a session takes place for certain."""

from livesessions.jobs.letters.bookings import about_booking, facts, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.jobs.telling import when
from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes


@about_booking
def going_ahead(it: Story, reader: Person) -> Draft | None:
    if it.booking_status != "accepted":
        return None
    return Draft(
        to=to(reader),
        subject=f"It takes place: “{it.title}”, {when(it.starts_at, reader)}",
        paragraphs=("Enough people have booked, so the session takes place for certain.",),
        facts=facts(it, reader),
        button=Button("Open the booking", routes.booking(it.reference)),
    )


WRITERS = {"going_ahead": going_ahead}
