"""The one letter to somebody who was suspended, or may come back. It goes out although they are suspended."""

from collections.abc import Mapping
from typing import Any

from livesessions.jobs.letters.bookings import to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.queries.people import told_of_standing
from livesessions.runtime import routes
from livesessions.runtime.work import SYSTEM, ask

LASTING = "Sessions that took place stay as they are, and anything you have earned is still paid out to you."
ANSWER = "If you think this is a mistake, please answer this letter."
AGAIN = "What was called off meanwhile stays called off."
SAYS = {
    "person.suspended": (
        "Your account is suspended",
        "We have suspended your account. You are logged out, and what was booked and still to come is called off. "
        "What you have paid for it goes back to you.",
    ),
    "teaching.suspended": (
        "Your teaching is suspended",
        "Nobody can book with you at the moment, and the sessions you had still to come are called off. "
        "You can go on learning here.",
    ),
    "person.restored": ("Your account is open again", "You can log in and do everything as before."),
    "teaching.restored": ("You can teach again", "Learners find your offerings and can book with you."),
}


def standing_changed(payload: Mapping[str, Any]) -> Draft | None:
    """What changed and why, by the event in the payload."""
    told = ask(SYSTEM, told_of_standing, event_id=payload.get("event", 0))
    if told is None:
        return None
    subject, words = SAYS[told.event]
    is_open = told.event.endswith("restored")
    return Draft(
        to=to(told.person),
        subject=subject,
        paragraphs=(words, f"The reason: {told.reason}", AGAIN if is_open else f"{LASTING} {ANSWER}"),
        button=Button("Log in", routes.LOG_IN) if is_open else None,
    )


WRITERS = {"standing_changed": standing_changed}
