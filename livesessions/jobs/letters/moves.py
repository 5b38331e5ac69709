"""Letters about a booking's time: proposed, declined, changed. A change brings the invitation up to date."""

from livesessions.gateways.calendars import Method
from livesessions.jobs.letters.bookings import about_booking, facts, invite, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.jobs.telling import when
from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes


@about_booking
def booking_moved(it: Story, reader: Person) -> Draft | None:
    if it.booking_status != "accepted" or it.then != it.starts_at:
        return None  # cancelled or moved again meanwhile: that letter is on its way
    other = it.instructor if reader is it.learner else it.learner
    who = "You moved" if it.by_side(reader) else f"{other.name} moved"
    said = "You both agreed on another time for" if it.was_agreed else who
    free = it.by != "learner" and reader is it.learner and it.price
    return Draft(
        to=to(reader),
        subject=f"New time: “{it.title}”, {when(it.then, reader)}",
        paragraphs=(
            f"{said} “{it.title}” from {when(it.was, reader)} to {when(it.then, reader)}.",
            *(("If that does not suit you, you can cancel free of charge until it starts.",) if free else ()),
            "Your calendar updates with the attached invitation.",
        ),
        facts=facts(it, reader),
        button=Button("Open the booking", routes.booking(it.reference)),
        calendars=(invite(it, reader, Method.REQUEST),),
    )


@about_booking
def request_changed(it: Story, reader: Person) -> Draft | None:
    if it.booking_status != "pending" or it.then != it.starts_at:
        return None
    until = when(it.respond_by, reader)
    return Draft(
        to=to(reader),
        subject=f"{it.learner.name} asks for another time: {when(it.then, reader)}",
        paragraphs=(f"They asked for {when(it.was, reader)} before. Please answer by {until}.",),
        facts=facts(it, reader),
        button=Button("Answer the request", routes.DASHBOARD_REQUESTS),
    )


@about_booking
def time_proposed(it: Story, reader: Person) -> Draft | None:
    if not it.is_asked:
        return None  # answered or taken back before the letter left
    other = it.instructor if reader is it.learner else it.learner
    said = (f"{other.name} writes: “{it.words}”",) if it.words else ()
    return Draft(
        to=to(reader),
        subject=f"{other.name} proposes another time for “{it.title}”",
        paragraphs=(
            f"{when(it.then, reader)} and not {when(it.starts_at, reader)}.",
            *said,
            "Nothing changes until you agree.",
        ),
        facts=facts(it, reader),
        button=Button("Answer", routes.booking(it.reference)),
        small_print="The time is not kept free meanwhile: whoever answers sooner is surer to get it.",
    )


@about_booking
def time_declined(it: Story, reader: Person) -> Draft | None:
    other = it.instructor if reader is it.learner else it.learner
    said = (f"{other.name} writes: “{it.words}”",) if it.words else ()
    return Draft(
        to=to(reader),
        subject=f"{other.name} can’t make the time you proposed",
        paragraphs=(f"“{it.title}” stays at {when(it.starts_at, reader)}.", *said),
        facts=facts(it, reader),
        button=Button("Open the booking", routes.booking(it.reference)),
    )


WRITERS = {
    "booking_moved": booking_moved,
    "request_changed": request_changed,
    "time_proposed": time_proposed,
    "time_declined": time_declined,
}
