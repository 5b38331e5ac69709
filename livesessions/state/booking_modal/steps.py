"""The three steps of a booking, and what was typed on the way, which no step and no error loses."""

from typing import Annotated, Literal

from pydantic import Field

from livesessions.domain import topics
from livesessions.state.base import SIGNED_IN, AppState, FieldErrors, Form, event
from livesessions.state.booking_modal.rows import HoldRow, OfferRow

TIME, TOPIC, REVIEW = 0, 1, 2
FIELDS = ("topic", "goal", "level", "message")


class TopicForm(Form):
    topic: Annotated[str, Field(max_length=160)] = ""
    goal: Annotated[str, Field(max_length=2000)] = ""
    level: Annotated[str, Field(max_length=16)] = ""
    message: Annotated[str, Field(max_length=2000)] = ""


class Steps(FieldErrors, AppState, mixin=True):
    """A time, what it shall be about, reviewing and paying."""

    step: int = TIME
    offer: OfferRow = OfferRow()
    hold: HoldRow = HoldRow()
    typed: dict[str, str] = dict.fromkeys(FIELDS, "")

    @event(SIGNED_IN)
    async def go(self, step: Literal[0, 1, 2]) -> None:
        """Goes back to a step, or on to one that is open already."""
        if step < self.step or (step == TOPIC and self.hold.reference):
            self.errors, self.step = {}, step

    @event(SIGNED_IN)
    async def note(self, field: Literal["topic", "goal", "level", "message"], value: str) -> None:
        """Keeps what was typed, whatever happens next."""
        self.typed = {**self.typed, field: value}

    @event(SIGNED_IN)
    async def describe(self, form: TopicForm) -> None:
        """Keeps what the session shall be about and goes on to the review."""
        self.typed = form.model_dump()
        kind = topics.TopicType.FLEXIBLE if self.offer.is_flexible else topics.TopicType.FIXED
        self.errors = topics.problems(topics.Wish(form.topic, form.goal, form.level), kind)
        if not self.errors:
            self.step = REVIEW

    def _resume(self, *kept: str) -> None:
        """What the booking knows already, where nothing newer was typed."""
        if not any(self.typed.values()):
            self.typed = dict(zip(FIELDS, kept, strict=True))
