"""The form of an offering: what is typed, and the draft it means."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from livesessions.domain.errors import Invalid
from livesessions.domain.money import parse
from livesessions.domain.offerings import BookingMode, Draft, ScheduleMode, SessionType
from livesessions.domain.topics import Level, TopicType
from livesessions.runtime.locales import money
from livesessions.state.base import Form, Whole

Word = Annotated[str, Field(max_length=32)]
Number = Annotated[str, Field(max_length=12)]
USUAL_DECISION = 24  # hours before the start


class OfferingForm(Form):
    """As it is sent. Choices are checked by the rules, so that each "no" stands at its field."""

    title: str = ""
    summary: str = ""
    description: str = ""
    domain: Whole = 0
    new_topic: str = ""
    topic_type: Word = TopicType.FIXED
    session_type: Word = SessionType.INDIVIDUAL
    schedule_mode: Word = ScheduleMode.AVAILABILITY
    booking_mode: Word = BookingMode.REQUEST
    duration: Number = ""
    capacity: Number = ""
    min_participants: Number = ""
    decide_hours_before: Number = ""
    price: Number = ""
    trial_price: Number = ""
    currency: Word = "EUR"
    language: Word = "en"
    level: Word = Level.ALL
    materials: str = ""
    requirements: str = ""


@dataclass(frozen=True)
class FormRow:
    """What the fields begin with; `key` changes when the browser has to take them anew."""

    key: str = ""
    title: str = ""
    summary: str = ""
    description: str = ""
    topic_type: str = TopicType.FIXED
    booking_mode: str = BookingMode.REQUEST
    duration: str = "60"
    capacity: str = ""
    min_participants: str = ""
    decide_hours_before: str = "24"
    price: str = ""
    trial_price: str = ""
    currency: str = "EUR"
    language: str = "en"
    level: str = Level.ALL
    materials: str = ""
    requirements: str = ""


def form_row(draft: Draft, key: str) -> FormRow:
    """The draft in the fields."""
    is_group = draft.session_type == SessionType.GROUP
    return FormRow(
        key=key,
        title=draft.title,
        summary=draft.summary,
        description=draft.description,
        topic_type=draft.topic_type,
        booking_mode=draft.booking_mode,
        duration=str(draft.duration_minutes),
        capacity=str(draft.capacity) if is_group else "",
        min_participants=str(draft.min_participants or ""),
        decide_hours_before=str(draft.decide_hours_before or USUAL_DECISION),
        price=typed_amount(draft.price, draft.currency),
        trial_price=_typed_trial(draft),
        currency=draft.currency,
        language=draft.language,
        level=draft.level,
        materials=draft.materials,
        requirements=draft.requirements,
    )


def read(form: OfferingForm, topics: list[str]) -> tuple[Draft, dict[str, str]]:
    """The draft that is typed, and what could not be read, by field."""
    problems: dict[str, str] = {}
    is_group = form.session_type == SessionType.GROUP
    draft = Draft(
        title=form.title,
        summary=form.summary,
        description=form.description,
        topics=(*topics, *split_topics(form.new_topic)),
        topic_type=form.topic_type,
        session_type=form.session_type,
        schedule_mode=form.schedule_mode,
        booking_mode=form.booking_mode,
        duration_minutes=_whole(form.duration, "duration_minutes", problems),
        capacity=_whole(form.capacity, "capacity", problems) if is_group else 1,
        min_participants=_minimum(form, "min_participants", problems),
        decide_hours_before=_minimum(form, "decide_hours_before", problems),
        price=_price(form, problems),
        trial_price=_trial_price(form, problems),
        currency=form.currency,
        language=form.language,
        level=form.level,
        materials=form.materials,
        requirements=form.requirements,
    )
    return draft, problems


def _minimum(form: OfferingForm, name: str, problems: dict[str, str]) -> int | None:
    """None for one learner, or where the group takes place with anybody."""
    if form.session_type != SessionType.GROUP or not form.min_participants.strip():
        return None
    return _whole(getattr(form, name).strip(), name, problems)


def split_topics(text: str) -> list[str]:
    """Several topics can be typed at once, with commas."""
    return [name for part in text.split(",") if (name := " ".join(part.split()))]


def typed_amount(amount: int, currency: str) -> str:
    """The price as it would be typed: "30.00", "500" for yen."""
    plain = money(amount, currency, "en")
    return "".join(each for each in plain if each.isdigit() or each == ".").strip(".")


def _typed_trial(draft: Draft) -> str:
    return "" if draft.trial_price is None else typed_amount(draft.trial_price, draft.currency)


def _trial_price(form: OfferingForm, problems: dict[str, str]) -> int | None:
    if not form.trial_price.strip():
        return None
    try:
        return parse(form.trial_price, form.currency, field="trial_price").amount
    except Invalid as no:
        problems.setdefault(no.field or "trial_price", no.message)
        return None


def _whole(text: str, field: str, problems: dict[str, str]) -> int:
    if text.isascii() and text.isdecimal():
        return int(text)
    problems[field] = "A whole number, please."
    return 0


def _price(form: OfferingForm, problems: dict[str, str]) -> int:
    try:
        return parse(form.price, form.currency).amount
    except Invalid as no:
        problems[no.field or "price"] = no.message if form.price else "Write a price, or 0 if it is free."
        return 0
