"""Letters about an accepted booking that could not be charged."""

from livesessions.gateways.calendars import Method
from livesessions.jobs.letters.bookings import about_booking, facts, invite, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes
from livesessions.runtime.locales import moment, money


@about_booking
def payment_owed(it: Story, reader: Person) -> Draft | None:
    if it.owed_until is None:
        return None  # paid or ended before the letter left
    until = moment(it.owed_until, reader.time_zone, reader.locale)
    return _to_learner(it, reader, until) if reader is it.learner else _to_instructor(it, reader, until)


@about_booking
def booking_unpaid(it: Story, reader: Person) -> Draft | None:
    is_learner = reader is it.learner
    words = (
        "No payment arrived in time, so the booking has ended. Nothing was charged."
        if is_learner
        else f"{it.learner.name} did not pay in time, so the booking has ended. Your time is free again."
    )
    again = Button("Find another session", routes.SESSIONS)
    return Draft(
        to=to(reader),
        subject=f"Not paid: “{it.title}”, {moment(it.starts_at, reader.time_zone, reader.locale)}",
        paragraphs=(words,),
        facts=facts(it, reader),
        button=again if is_learner else Button("See the booking", routes.booking(it.reference)),
        calendars=(invite(it, reader, Method.CANCEL),),
    )


def _to_learner(it: Story, reader: Person, until: str) -> Draft:
    price = money(it.price, it.currency, reader.locale)
    return Draft(
        to=to(reader),
        subject=f"Please pay “{it.title}” by {until}",
        paragraphs=(
            f"{it.instructor.name} accepted, but your card could not be charged. {it.failure}".strip(),
            f"Your place is kept until {until}. After that the booking ends by itself, and nothing is charged.",
        ),
        facts=facts(it, reader),
        button=Button(f"Pay {price}", routes.booking(it.reference)),
    )


def _to_instructor(it: Story, reader: Person, until: str) -> Draft:
    return Draft(
        to=to(reader),
        subject=f"{it.learner.name}’s payment for “{it.title}”",
        paragraphs=(
            f"You accepted, but {it.learner.name}’s card could not be charged. We asked them to pay by {until}.",
            "Your time is kept so long. Without a payment the booking ends by itself, and we tell you.",
        ),
        facts=facts(it, reader),
        button=Button("See the booking", routes.booking(it.reference)),
    )


WRITERS = {"payment_owed": payment_owed, "booking_unpaid": booking_unpaid}
