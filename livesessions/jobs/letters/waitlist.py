"""The letter to whoever is next in a line."""

from livesessions.jobs.letters.bookings import about_booking, facts, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.jobs.telling import when
from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes


@about_booking
def place_offered(it: Story, reader: Person) -> Draft | None:
    if it.booking_status != "held":
        return None  # taken, let go of or run out before the letter left
    until = when(it.held_until, reader)
    return Draft(
        to=to(reader),
        subject=f"A place is free: “{it.title}”, {when(it.starts_at, reader)}",
        paragraphs=(
            f"You were waiting for it, and now it is yours to take. It is kept for you until {until}.",
            "After that the next person in line gets it.",
        ),
        facts=facts(it, reader),
        button=Button("Take the place", routes.booking(it.reference)),
    )


WRITERS = {"place_offered": place_offered}
