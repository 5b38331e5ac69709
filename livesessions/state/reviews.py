"""What learners say: the box on a booking's page, and what an instructor received."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from pydantic import Field

from livesessions.domain.errors import Invalid
from livesessions.domain.reviews import LONGEST_TEXT
from livesessions.queries.reviews import BookingReview, Received, ReceivedReview, booking_review, received
from livesessions.runtime import routes
from livesessions.runtime.locales import ago, long_day
from livesessions.services import reviews as service
from livesessions.state.base import SIGNED_IN, AppState, FieldErrors, Form, event, role
from livesessions.state.bookings.reader import Reader, reader
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")
PAGE = 10
FILTERS = {"": None, "unanswered": False, "answered": True}


@dataclass(frozen=True)
class ReviewRow:
    """A review in a list, public or not."""

    key: str = ""
    stars: int = 0
    text: str = ""
    learner: str = ""
    when: str = ""
    title: str = ""
    href: str = ""
    topic: str = ""
    reply: str = ""


@dataclass(frozen=True)
class ShareRow:
    """How many of the reviews gave this many stars."""

    stars: str = ""
    count: str = ""
    percent: int = 0


@dataclass(frozen=True)
class BoxRow:
    """A booking's review. `kind`: "" shows nothing, "write", "edit" the form, "read" what was written."""

    kind: str = ""
    reference: str = ""
    instructor: str = ""
    stars: int = 0
    text: str = ""
    reply: str = ""
    can_edit: bool = False
    until: str = ""
    is_mine: bool = True
    thanks: bool = False


ReviewKey = Annotated[str, Field(pattern="^review-[0-9]{1,18}$")]


class ReviewForm(Form):
    stars: Annotated[int, Field(ge=0, le=5)] = 0
    text: Annotated[str, Field(max_length=2 * LONGEST_TEXT)] = ""


class ReplyForm(Form):
    reply: Annotated[str, Field(max_length=2 * LONGEST_TEXT)] = ""


class ReviewState(FieldErrors, AppState):
    """The review of the booking whose page is open: `on_load` names `ReviewState.load` beside the page's own."""

    box: BoxRow = BoxRow()
    _reference: str = ""

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """Finds what there is to write or to read."""
        if not self._resumed:
            self.errors, self.box = {}, BoxRow()
        self._reference = self.param("reference")
        await self._look_unless_writing()
        self.watch(f"person:{caller().actor.must_be_signed_in()}", ReviewState.refresh)

    @event(SIGNED_IN)
    async def refresh(self) -> None:
        """The session was completed or somebody replied; what is being written stays."""
        if self._reference:
            await self._look_unless_writing()

    @event(SIGNED_IN)
    async def send(self, form: ReviewForm) -> None:
        """Sends the review off, or its new version."""
        self.errors = {}
        await self.perform(
            service.write_review, reference=self._reference, stars=form.stars or None, text=form.text
        )
        await self._look(thanks=True)

    @event(SIGNED_IN)
    async def edit(self) -> None:
        """Opens the form with what was written."""
        if self.box.can_edit:
            self.box = replace(self.box, kind="edit")

    @event(SIGNED_IN)
    async def keep(self) -> None:
        """Closes the form; the review stays as it was."""
        self.errors = {}
        await self._look()

    async def _look_unless_writing(self) -> None:
        if self.box.kind not in ("write", "edit"):
            await self._look(thanks=self.box.thanks)

    async def _look(self, *, thanks: bool = False) -> None:
        found = await self.ask(booking_review, reference=self._reference)
        self.box = _box(found, reader(), thanks)


class ReceivedState(FieldErrors, AppState):
    """The instructor's reviews."""

    is_ready: bool = False
    average: float = 0.0
    count: int = 0
    unanswered: int = 0
    shares: list[ShareRow] = []
    reviews: list[ReviewRow] = []
    shown: str = ""  # a key of FILTERS
    has_more: bool = False
    replying: str = ""  # the review whose reply is being written
    _length: int = PAGE

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """From the newest."""
        if not self._resumed:
            self._length, self.shown, self.replying, self.errors = PAGE, "", "", {}
        await self._look()
        self.watch(f"reviews:{caller().actor.must_be_signed_in()}", ReceivedState.refresh)

    @event(TEACHES)
    async def refresh(self) -> None:
        """Somebody wrote or edited a review; a reply that is being written stays."""
        await self._look()

    @event(TEACHES)
    async def show(self, which: str) -> None:
        """All of them, or those with or without a reply."""
        if which not in FILTERS:
            raise Invalid("There is no such list.")
        self.shown, self._length, self.replying = which, PAGE, ""
        await self._look()

    @event(TEACHES)
    async def more(self) -> None:
        """Further back."""
        self._length += PAGE
        await self._look()

    @event(TEACHES)
    async def open_reply(self, key: ReviewKey) -> None:
        """Begins the reply to one review."""
        self.errors, self.replying = {}, key

    @event(TEACHES)
    async def close_reply(self) -> None:
        """Gives the reply up."""
        self.errors, self.replying = {}, ""

    @event(TEACHES)
    async def reply(self, form: ReplyForm) -> None:
        """Sends the one reply."""
        self.errors = {}
        review_id = int(self.replying.removeprefix("review-") or 0)
        await self.perform(service.reply, review_id=review_id, text=form.reply)
        self.replying = ""
        self.say("Your reply is published under the review.")
        await self._look()

    async def _look(self) -> None:
        found = await self.ask(received, count=self._length + 1, answered=FILTERS[self.shown])
        who = reader()
        self.average, self.count = float(round(found.rating.average or 0, 1)), found.rating.count
        self.unanswered = found.unanswered
        self.shares = _shares(found)
        self.reviews = [_received_row(row, who, found.now) for row in found.rows[: self._length]]
        self.has_more = len(found.rows) > self._length
        self.is_ready = True


def _box(found: BookingReview, who: Reader, thanks: bool) -> BoxRow:
    kind = "write" if found.can_write else "read" if found.stars else ""
    return BoxRow(
        kind=kind,
        reference=found.reference,
        instructor=found.instructor_name,
        stars=found.stars,
        text=found.text,
        reply=found.reply,
        can_edit=found.can_edit,
        until=long_day(found.until, who.zone, who.locale) if found.until else "",
        is_mine=found.is_learner,
        thanks=thanks,
    )


def _shares(found: Received) -> list[ShareRow]:
    whole = found.rating.count or 1
    return [
        ShareRow(str(stars), str(many), round(100 * many / whole)) for stars, many in found.by_stars.items()
    ]


def _received_row(row: ReceivedReview, who: Reader, now: datetime) -> ReviewRow:
    return ReviewRow(
        key=f"review-{row.id}",
        stars=row.stars,
        text=row.text,
        learner=row.learner,
        when=ago(row.edited_at or row.written_at, now, who.locale) + (", edited" if row.edited_at else ""),
        title=row.title,
        href=routes.booking(row.booking),
        topic=row.topic,
        reply=row.reply,
    )
