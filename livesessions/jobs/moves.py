"""What people are told when a time is proposed, agreed to, declined, or changed."""

from collections.abc import Iterable

from livesessions.jobs.telling import Teller, Telling, about, when
from livesessions.queries.stories import Person, Story
from livesessions.runtime import routes


def counter_proposal_unanswered(it: Story) -> Iterable[Telling]:
    """A request ended because its learner did not answer the other time."""
    yield about(
        it,
        it.learner,
        f"Your request for “{it.title}” has ended",
        f"The other time that {it.instructor.name} proposed was not answered.",
        "booking_unanswered",
    )
    yield about(
        it,
        it.instructor,
        f"{it.learner.name} did not answer in time",
        f"Their request for “{it.title}” has ended.",
    )


def _moved(it: Story) -> Iterable[Telling]:
    if it.status_then == "pending":
        if it.by == "learner":  # the other side's counter-proposal is told as the acceptance that follows
            yield _changed_request(it)
        return
    for person, other in _both(it):
        words = "moved" if it.by_side(person) else f"was moved by {other.name}"
        if it.was_agreed:
            words = "has its new time"
        yield about(
            it,
            person,
            f"“{it.title}” {words}" if words != "moved" else f"You moved “{it.title}”",
            f"From {when(it.was, person)} to {when(it.then, person)}.",
            "booking_moved",
        )


def _changed_request(it: Story) -> Telling:
    return Telling(
        it.instructor,
        f"{it.learner.name} asks for another time",
        f"“{it.title}”: {when(it.then, it.instructor)} and no longer {when(it.was, it.instructor)}.",
        routes.DASHBOARD_REQUESTS,
        "request_changed",
    )


def _proposed(it: Story) -> Iterable[Telling]:
    asked, asking = _sides(it)
    yield about(
        it,
        asked,
        f"{asking.name} proposes another time",
        f"“{it.title}”: {when(it.then, asked)} and not {when(it.starts_at, asked)}. {it.words}".strip(),
        "time_proposed",
    )


def _declined(it: Story) -> Iterable[Telling]:
    asked, asking = _sides(it)
    yield about(
        it,
        asking,
        f"{asked.name} can’t make the time you proposed",
        f"“{it.title}” stays at {when(it.starts_at, asking)}. {it.words}".strip(),
        "time_declined",
    )


def _withdrawn(it: Story) -> Iterable[Telling]:
    asked, asking = _sides(it)
    yield about(
        it,
        asked,
        f"{asking.name} took back the proposed time",
        f"“{it.title}” stays at {when(it.starts_at, asked)}.",
    )


def _expired(it: Story) -> Iterable[Telling]:
    if it.booking_status != "accepted":
        return  # the request ended with it, and is told as that
    asked, asking = _sides(it)
    yield about(
        it,
        asking,
        f"{asked.name} did not answer the time you proposed",
        f"“{it.title}” stays at {when(it.starts_at, asking)}.",
    )


def _sides(it: Story) -> tuple[Person, Person]:
    """Who is asked, and who asks."""
    return (it.instructor, it.learner) if it.by == "learner" else (it.learner, it.instructor)


def _both(it: Story) -> tuple[tuple[Person, Person], ...]:
    return (it.learner, it.instructor), (it.instructor, it.learner)


TELLERS: dict[str, Teller] = {
    "booking.moved": _moved,
    "booking.time_proposed": _proposed,
    "booking.time_declined": _declined,
    "booking.time_withdrawn": _withdrawn,
    "booking.time_expired": _expired,
}
