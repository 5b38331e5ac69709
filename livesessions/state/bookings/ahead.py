"""What is still to come of a booking, for the end of its history."""

from livesessions.domain.bookings import doors
from livesessions.queries.bookings import BookingDetail
from livesessions.state.bookings.reader import Reader

Line = tuple[str, str]  # what, and when


def ahead(found: BookingDetail, who: Reader) -> list[dict[str, str]]:
    """The next steps in order; none once a booking is over."""
    steps = {"pending": _of_a_request, "accepted": _of_a_session}.get(found.row.status)
    lines = steps(found, who) if steps else []
    return [{"title": what, "when": when, "text": "", "ahead": "yes"} for what, when in lines]


def _of_a_request(found: BookingDetail, who: Reader) -> list[Line]:
    row = found.row
    asks_learner = (
        row.proposed is not None and row.proposed.by != "learner"
    )  # the request waits for their word
    person = row.learner_name if asks_learner else row.instructor_name
    answers = "You answer" if found.is_learner == asks_learner else f"{person} answers"
    until = f"By {who.moment(row.respond_by)}" if row.respond_by else ""
    return [(answers, until), *_of_a_session(found, who)[-1:]]


def _of_a_session(found: BookingDetail, who: Reader) -> list[Line]:
    row = found.row
    if row.starts_at <= found.now:
        return []
    opening = doors(row.starts_at, row.ends_at)[0]
    return [("The room opens", who.moment(opening)), ("The session begins", who.moment(row.starts_at))]
