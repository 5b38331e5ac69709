"""Answering a request: until when, and how."""

from datetime import datetime

from livesessions.domain.bookings import RULES, NotNow, Party, Rules, Status
from livesessions.domain.errors import NotAllowed


class AnswerOver(NotNow):
    """The request waits no longer, although nothing has ended it yet."""

    code = "answer_over"

    def __init__(self) -> None:
        super().__init__("The time to answer this request is over.", field="answer")


def check_answer(status: Status, until: datetime | None, now: datetime) -> None:
    """Errors: AnswerOver for a request that was to be answered `until` then."""
    if status == Status.PENDING and until is not None and now >= until:
        raise AnswerOver


def check_cancel(status: Status, by: Party) -> None:
    """Errors: NotAllowed for an instructor's of what is not decided: a request is declined, with a reason, and a
    hold is none of their business yet."""
    if by == Party.LEARNER:
        return
    if status == Status.PENDING:
        raise NotAllowed("Please decline the request instead, with a reason.")
    if status == Status.HELD:
        raise NotAllowed("This time is held by somebody who is booking it.")


def taken_back(before: datetime, until: datetime, now: datetime, rules: Rules = RULES) -> datetime:
    """Until when a request may be answered once the proposal is withdrawn that prolonged it: as `before`, with
    half an hour left at least."""
    return min(until, max(before, now + rules.answer_at_least))
