"""Letters about a reported problem: to its instructor, to admins, and to both sides once it is decided."""

from livesessions.jobs.letters.bookings import about_booking, facts, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.jobs.letters.money import given_back
from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes
from livesessions.runtime.locales import money


@about_booking
def problem_reported(it: Story, reader: Person) -> Draft | None:
    waits = ("Your share of the price waits until we have looked at it.",) if it.price else ()
    return Draft(
        to=to(reader),
        subject=f"{it.learner.name} reports a problem with “{it.title}”",
        paragraphs=(f"{it.learner.name} writes: “{it.words}”", *waits),
        facts=facts(it, reader),
        button=Button("See the booking", routes.booking(it.reference)),
        small_print="We decide within a few days and write to you both.",
    )


@about_booking
def problem_to_decide(it: Story, reader: Person) -> Draft | None:
    return Draft(
        to=to(reader),
        subject=f"To decide: {it.learner.name} reports a problem with “{it.title}”",
        paragraphs=(f"{it.learner.name} writes: “{it.words}”", "The share waits until you have decided."),
        facts=(("Booking", it.reference), ("Instructor", it.instructor.name), *facts(it, reader)),
        button=Button("Decide", routes.ADMIN_MONEY),
    )


@about_booking
def problem_decided(it: Story, reader: Person) -> Draft | None:
    return Draft(
        to=to(reader),
        subject=f"About the problem with “{it.title}”",
        paragraphs=(_decision(it, reader), *((it.words,) if it.words else ())),
        facts=facts(it, reader),
        button=Button("See the booking", routes.booking(it.reference)),
    )


def _decision(it: Story, reader: Person) -> str:
    if not it.amount:
        return "We have looked at it. Nothing is given back, and the share goes to the instructor."
    if reader is it.learner:
        return f"We have looked at it. {given_back(it, it.amount)}"
    much = money(it.amount, it.currency, reader.locale)
    return f"We have looked at it: {it.learner.name} gets back {much}, and your share is smaller by its part."


WRITERS = {
    "problem_reported": problem_reported,
    "problem_to_decide": problem_to_decide,
    "problem_decided": problem_decided,
}
