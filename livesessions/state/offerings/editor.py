"""The editor of one offering: its form, its topics, its life."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field
from reflex.event import EventSpec

from livesessions.domain.errors import DomainError, Invalid
from livesessions.domain.offerings import (
    MOST_TOPICS,
    Bounds,
    Draft,
    ScheduleMode,
    SessionType,
    usual_schedule,
)
from livesessions.queries.catalogue import Shelf, catalogue
from livesessions.queries.offerings import OwnOffering, new_offering, own_offering
from livesessions.runtime import routes
from livesessions.runtime.locales import length
from livesessions.runtime.settings import load_settings
from livesessions.services.offerings import (
    WrongOffering,
    archive_offering,
    create_offering,
    edit_offering,
    publish_offering,
)
from livesessions.state.base import AppState, event
from livesessions.state.offerings.dates import TEACHES, Dates
from livesessions.state.offerings.forms import FormRow, OfferingForm, form_row, read, split_topics

LENGTHS = (30, 45, 60, 75, 90, 120, 150, 180, 240)
NEW = "new"
# Where the form's name for a field is not the rules' own.
FIELDS = {"duration_minutes": "duration", "topics": "new_topic", "times": "day", "date": "day"}
TopicName = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True)
class ProblemRow:
    """One thing to mend, and where."""

    text: str = ""
    href: str = ""


class OfferingEditorState(Dates, AppState):
    """What the form begins with. What is typed stays in the browser until it is sent."""

    is_ready: bool = False
    status: str = ""  # empty until it is saved first
    public_url: str = ""
    form: FormRow = FormRow()
    session_type: str = SessionType.INDIVIDUAL
    schedule_mode: str = ScheduleMode.AVAILABILITY
    saved_on_dates: bool = False
    domain: str = ""
    domains: list[tuple[str, str]] = []
    topics: list[str] = []
    suggestions: list[str] = []
    lengths: list[tuple[str, str]] = []
    after: Literal["save", "publish"] = "save"
    is_archiving: bool = False
    _shelves: list[Shelf] = []
    _moving_to: int = 0  # the offering just created: what is typed on the way to its address stays
    _owner: int = 0
    _shown: int = 0

    @rx.var
    def problems(self) -> list[ProblemRow]:
        """What is wrong, with the way to its field."""
        return [ProblemRow(text, f"#field-{FIELDS.get(name, name)}") for name, text in self.errors.items()]

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the page: with an offering, or with an empty form for "new"."""
        moving_to, self._moving_to = self._moving_to, 0
        if self._resumed and self.is_ready:
            await self._show_dates()  # what is typed stays
        elif not moving_to or self.param("offering_id") != str(moving_to):
            await self._open()
        if self.offering_id:
            self.watch(f"calendar:{self._owner}", OfferingEditorState.refresh)

    @event(TEACHES)
    async def refresh(self) -> None:
        """Shows what changed around the form; the form itself stays as it is typed."""
        await self._show_dates()

    @event(TEACHES)
    async def set_session_type(self, session_type: SessionType) -> None:
        """One learner or a group, which usually comes with its own schedule."""
        self.session_type = session_type
        self.schedule_mode = usual_schedule(session_type)

    @event(TEACHES)
    async def set_schedule_mode(self, schedule_mode: ScheduleMode) -> None:
        """In weekly hours or on dates."""
        self.schedule_mode = schedule_mode

    @event(TEACHES)
    async def set_domain(self, domain: Annotated[str, Field(max_length=12)]) -> None:
        """Shows the topics of another domain."""
        self.domain = domain
        self._suggest()

    @event(TEACHES)
    async def add_topic(self, name: TopicName) -> None:
        """One more topic, from the list or typed."""
        known = {topic.casefold() for topic in self.topics}
        new = {each.casefold(): each for each in split_topics(name) if each.casefold() not in known}
        if len(known) + len(new) > MOST_TOPICS:
            raise Invalid(f"Choose at most {MOST_TOPICS} topics.", field="topics")
        self._choose([*self.topics, *new.values()])

    @event(TEACHES)
    async def remove_topic(self, name: TopicName) -> None:
        """One topic less."""
        self._choose([topic for topic in self.topics if topic != name])

    @event(TEACHES)
    async def intend(self, after: Literal["save", "publish"]) -> None:
        """Which of the form's buttons is about to send it."""
        self.after = after

    @event(TEACHES)
    async def save(self, form: OfferingForm) -> EventSpec | None:
        """Saves what is typed, and publishes it if that was the button."""
        draft, self.errors = read(form, self.topics)
        if self.errors:
            return None
        is_new = not self.offering_id
        try:
            await self._write(draft, form.domain)
        except WrongOffering as no:
            self.errors = no.problems
            return None
        if self.after == "publish":
            await self._publish()
        else:
            self.say("Saved.")
        await self._show_again()
        self._moving_to = self.offering_id if is_new else 0
        return rx.redirect(routes.dashboard_offering(self.offering_id), replace=True) if is_new else None

    @event(TEACHES)
    async def ask_archive(self, is_open: bool) -> None:
        """Opens or closes the question before archiving."""
        self.is_archiving = is_open

    @event(TEACHES)
    async def archive(self) -> None:
        """Hides the offering from learners."""
        self.is_archiving = False
        await self.perform(archive_offering, offering_id=self.offering_id)
        await self._show_again()
        self.say("Archived. Sessions that are booked take place.")

    async def _open(self) -> None:
        self.is_ready, self.is_archiving, self.calling_off, self.errors = False, False, "", {}
        self._shelves = await self.ask(catalogue)
        self.domains = [(str(shelf.id), shelf.name) for shelf in self._shelves]
        if self.param("offering_id") == NEW:
            await self._begin()
        else:
            self.offering_id = self.param("offering_id", int)
            await self._show_again()
        self.is_ready = True

    async def _write(self, draft: Draft, domain_id: int) -> None:
        written: dict[str, Any] = {"draft": draft, "domain_id": domain_id, "bounds": bounds()}
        if self.offering_id:
            await self.perform(edit_offering, offering_id=self.offering_id, **written)
        else:
            self.offering_id = await self.perform(create_offering, **written)

    async def _publish(self) -> None:
        """What is missing is marked; what is written stays a draft."""
        try:
            await self.perform(publish_offering, offering_id=self.offering_id, bounds=bounds())
        except WrongOffering as no:
            self.errors = no.problems
            self.say("Saved, but not published yet: please look at what is marked.", "error")
        except DomainError as no:
            self.say(f"Saved, but not published yet. {no.message}", "error")
        else:
            self.say("Published. Learners can find it now.")

    async def _begin(self) -> None:
        start = await self.ask(new_offering)
        self.offering_id, self.status, self.public_url = 0, "", ""
        self.zone, self.dates, self.saved_on_dates = start.zone, [], False
        self._fill(Draft(currency=start.currency), "")

    async def _show_again(self) -> None:
        own = await self.ask(own_offering, offering_id=self.offering_id)
        self._show_life(own)
        self._fill(own.draft, str(own.domain_id))

    async def _show_dates(self) -> None:
        if self.offering_id:
            self._show_life(await self.ask(own_offering, offering_id=self.offering_id))

    def _show_life(self, own: OwnOffering) -> None:
        self.status, self.public_url, self.zone = own.status, routes.offering(own.slug), own.zone
        self._owner = own.instructor_id
        self.saved_on_dates = own.draft.schedule_mode == ScheduleMode.FIXED_DATES
        self._put_dates(own.dates)

    def _fill(self, draft: Draft, domain: str) -> None:
        self._shown += 1
        self.form = form_row(draft, f"shown-{self._shown}")
        self.session_type, self.schedule_mode = draft.session_type, draft.schedule_mode
        self.topics, self.domain = list(draft.topics), domain
        self.lengths = lengths(draft.duration_minutes)
        self._suggest()

    def _choose(self, topics: list[str]) -> None:
        self.topics = topics
        self.errors = {field: text for field, text in self.errors.items() if field != "topics"}
        self._suggest()

    def _suggest(self) -> None:
        chosen = {topic.casefold() for topic in self.topics}
        shelf = next((each for each in self._shelves if str(each.id) == self.domain), None)
        self.suggestions = [name for name in shelf.topics if name.casefold() not in chosen] if shelf else []


@cache
def bounds() -> Bounds:
    """How long sessions may be here."""
    settings = load_settings()
    return Bounds(settings.min_session_duration, settings.max_session_duration)


def lengths(current: int) -> list[tuple[str, str]]:
    """The lengths to choose from, the current one among them."""
    allowed = {each for each in LENGTHS if bounds().shortest <= each <= bounds().longest}
    return [(str(each), length(each)) for each in sorted(allowed | {current})]
