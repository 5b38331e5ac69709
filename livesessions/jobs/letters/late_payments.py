"""The letter about a payment that arrived when the place was not to be had any more."""

from livesessions.jobs.letters.bookings import about_booking, facts, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.jobs.letters.money import money_back
from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes


@about_booking
def paid_too_late(it: Story, reader: Person) -> Draft | None:
    return Draft(
        to=to(reader),
        subject=f"Your payment for “{it.title}” came too late",
        paragraphs=(f"{it.words} This session is not booked. {money_back(it)}".strip(),),
        facts=facts(it, reader),
        button=Button("Find another session", routes.SESSIONS),
    )


WRITERS = {"paid_too_late": paid_too_late}
