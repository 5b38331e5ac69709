"""Who may say how it was, until when, and averages that always equal the reviews."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from livesessions.domain.bookings import Status
from livesessions.domain.errors import DomainError

LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of this module, for settings to replace."""

    write_within: timedelta = timedelta(days=30)
    edit_within: timedelta = timedelta(days=14)


RULES = Rules()


class CannotReview(DomainError):
    """No review, edit or reply of this kind, or not any more."""

    code = "cannot_review"


@dataclass(frozen=True, slots=True)
class Rating:
    """How many reviews and how many stars in all: enough to follow every change exactly."""

    count: int = 0
    stars: int = 0

    @property
    def average(self) -> Fraction | None:
        """Exact; None without reviews."""
        return Fraction(self.stars, self.count) if self.count else None

    def added(self, stars: int) -> "Rating":
        return Rating(self.count + 1, self.stars + stars)

    def changed(self, before: int, after: int) -> "Rating":
        return Rating(self.count, self.stars - before + after)

    def removed(self, stars: int) -> "Rating":
        return Rating(self.count - 1, self.stars - stars)


def problems(stars: int | None, text: str) -> dict[str, str]:
    """Field → what is wrong with it; empty if it can be sent. Stars alone are a review."""
    found: dict[str, str] = {}
    if stars is None or not 1 <= stars <= 5:
        found["stars"] = "Choose one to five stars."
    if len(text) > LONGEST_TEXT:
        found["text"] = f"Please keep the review under {LONGEST_TEXT} characters."
    return found


def reply_problems(reply: str) -> dict[str, str]:
    """Field → what is wrong with an instructor's reply."""
    if not reply.strip():
        return {"reply": "Write something before you send it."}
    if len(reply) > LONGEST_TEXT:
        return {"reply": f"Please keep the reply under {LONGEST_TEXT} characters."}
    return {}


def check_write(
    status: Status, completed_at: datetime | None, now: datetime, *, reviewed: bool, rules: Rules = RULES
) -> None:
    """Errors: CannotReview unless the booking is completed, for 30 days at most, and has none yet."""
    if status != Status.COMPLETED or completed_at is None:
        raise CannotReview("You can review a session once it is completed.")
    if reviewed:
        raise CannotReview("You have reviewed this session already: you can edit your review.")
    if now > completed_at + rules.write_within:
        raise CannotReview(f"Reviews can be written for {rules.write_within.days} days after a session.")


def check_edit(written_at: datetime, now: datetime, rules: Rules = RULES) -> None:
    """Errors: CannotReview once 14 days have passed since it was written."""
    if now > written_at + rules.edit_within:
        raise CannotReview(f"A review can be edited for {rules.edit_within.days} days.")


def check_reply(existing_reply: str) -> None:
    """Errors: CannotReview for a second reply."""
    if existing_reply:
        raise CannotReview("You have replied to this review already.")
