"""Another time for a booking, in ready words: what may be done about it, and what was proposed."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.bookings import Party, Status
from livesessions.queries.bookings import BookingDetail, BookingRow
from livesessions.queries.moves import ToMove
from livesessions.state.bookings.reader import Reader, possessive


@dataclass(frozen=True)
class MoveRow:
    """A booking that may move, and the buttons that there are for whoever looks."""

    reference: str = ""
    title: str = ""
    when: str = ""
    other: str = ""
    how: str = ""
    verb: str = ""  # moves without asking
    ask: str = ""  # proposes
    warning: str = ""  # what moving without asking means
    says_why: bool = False  # an admin, who moves it for its instructor


@dataclass(frozen=True)
class ProposedRow:
    """Another time that waits for a word; `can_answer` is true on the side that is asked."""

    who: str = ""
    when: str = ""
    iso: str = ""
    there: str = ""
    message: str = ""
    until: str = ""
    can_answer: bool = False
    accepts: bool = False  # agreeing also accepts the request


def move_row(found: ToMove, who: Reader, to: datetime | None) -> MoveRow:
    """The words of the dialog that moves a booking, to the time that is chosen if one is."""
    row, name = found.row, other_side(found)[0].split()[0]
    is_learner = found.by == Party.LEARNER
    how, verb, ask, warning = _learners(found, name) if is_learner else _teachers(found, name, to)
    if acts := found.by == Party.ADMIN and bool(verb):
        how, ask = f"You move it for {row.instructor_name}. Both sides are told.", ""
    return MoveRow(
        says_why=acts,
        reference=row.reference,
        title=row.offering_title,
        when=who.span(row.starts_at, row.ends_at),
        other=name,
        how=how,
        verb=verb,
        ask=ask,
        warning=warning,
    )


def other_side(found: ToMove) -> tuple[str, str]:
    """Name and zone of the one on the other side."""
    row = found.row
    if found.by == Party.LEARNER:
        return row.instructor_name, row.instructor_zone
    return row.learner_name, row.learner_zone


def proposed_row(row: BookingRow, who: Reader, *, is_learner: bool) -> ProposedRow:
    """The words of the time that one side would like; empty if there is none."""
    found = row.proposed
    if found is None:
        return ProposedRow()
    mine = (found.by == "learner") == is_learner
    name, zone = (
        (row.instructor_name, row.instructor_zone) if is_learner else (row.learner_name, row.learner_zone)
    )
    return ProposedRow(
        who="You" if mine else (row.learner_name if found.by == "learner" else row.instructor_name),
        when=who.span(found.starts_at, found.ends_at),
        iso=found.starts_at.isoformat(),
        there=who.elsewhere(found.starts_at, zone, possessive(name)),
        message=found.message,
        until=found.expires_at.isoformat(),
        can_answer=not mine,
        accepts=row.status == Status.PENDING,
    )


def moving_verb(found: BookingDetail) -> str:
    """What the button on the booking's page says; "" where its time can't be changed."""
    status = found.row.status
    if found.row.starts_at <= found.now or status not in (Status.PENDING, Status.ACCEPTED):
        return ""
    if found.is_learner:
        return "Change the time" if found.moves_left else ""
    return "Propose another time" if status == Status.PENDING else "Move"


def _learners(found: ToMove, name: str) -> tuple[str, str, str, str]:
    left = "once more" if found.moves_left == 1 else f"{found.moves_left} times"
    if found.row.status == Status.PENDING:
        return f"Your request changes, and {name} answers it. You can do this {left}.", "Ask for it", "", ""
    if found.must_ask():
        how = f"Less than {found.free_hours} hours before the start, {name} has to agree."
        return f"{how} What cancelling gives back stays as it is now.", "", f"Propose it to {name}", ""
    return f"You can move this booking {left}. Price and payment stay as they are.", "Move it", "", ""


def _teachers(found: ToMove, name: str, to: datetime | None) -> tuple[str, str, str, str]:
    if found.row.status == Status.PENDING:
        how = f"{name} decides. If they agree, the request is accepted with the new time."
        return how, "", f"Propose it to {name}", ""
    if found.is_whole:
        how = f"The whole group moves, to a time at least {found.free_hours} hours from now. "
        how += "Everybody is told and may cancel free of charge until the start."
        return how, "Move the group", "", ""
    if found.must_ask(to):
        how = f"A time less than {found.free_hours} hours from now needs {name}’s word."
        return how, "", f"Propose it to {name}", ""
    warning = f"If you move it without asking, {name} may cancel free of charge until the start."
    return f"Ask {name}, or move it yourself.", "Move it without asking", f"Propose it to {name}", warning
