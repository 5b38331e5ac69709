"""Suspending somebody, or their teaching alone: what may be said about it, and what others are told."""

from livesessions.domain.errors import Invalid

LONGEST_REASON = 500
INSTRUCTOR_GONE = "The instructor is not available any more."
LEARNER_GONE = "The learner is not available any more."
SUSPENDED = "Your account is suspended."
TEACHING_SUSPENDED = "Your teaching is suspended. Our letter says why; please write to us about it."


def checked_reason(reason: str) -> str:
    """The reason, without the blanks around it. Errors: Invalid at the field."""
    said = reason.strip()
    if not said:
        raise Invalid("Please give a reason: it is in the letter we send.", field="reason")
    if len(said) > LONGEST_REASON:
        raise Invalid(f"Please keep this under {LONGEST_REASON} characters.", field="reason")
    return said
