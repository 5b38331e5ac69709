"""Moving a booking: choosing another time, taking it or proposing it, and answering what was proposed.

Place `move_dialogs()` once on a page and open it with `MoveState.open_for(reference)`.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from livesessions.domain.bookings import CannotMove
from livesessions.domain.errors import DomainError
from livesessions.domain.slots import Slot, SlotNotFree
from livesessions.queries.moves import ToMove, free_to_move, to_move
from livesessions.services.moves import agree, decline_time, move_booking, propose_time, withdraw_time
from livesessions.state.base import SIGNED_IN, AppState, FieldErrors, Form, Rate, event
from livesessions.state.booking_modal.picker import Picker
from livesessions.state.booking_modal.rows import Other, TimeRow, time_rows
from livesessions.state.bookings.moves import MoveRow, move_row, other_side
from livesessions.state.bookings.reader import reader

Reference = Annotated[str, Field(max_length=16)]
SOMETIMES = Rate(times=10, seconds=60)  # every one of them writes a letter


class ReasonForm(Form):
    reason: Annotated[str, Field(max_length=500)] = ""


class MessageForm(Form):
    message: Annotated[str, Field(max_length=500)] = ""


class MoveState(FieldErrors, Picker, AppState):
    """Another time for one booking."""

    is_open: bool = False
    is_ready: bool = False
    is_declining: bool = False
    to_move: MoveRow = MoveRow()
    chosen: TimeRow = TimeRow()
    chosen_words: str = ""
    refused: str = ""
    nearest: list[TimeRow] = []
    _declined: str = ""
    _found: ToMove | None = None

    @event(SIGNED_IN)
    async def arrive(self) -> None:
        """A page that is opened has nothing open on it, whatever was left open on another."""
        self.is_open, self.is_declining = False, False

    @event(SIGNED_IN)
    async def open_for(self, reference: Reference) -> None:
        """Opens the calendar for one booking."""
        await self._open(reference)

    @event(SIGNED_IN)
    async def set_open(self, is_open: bool) -> None:
        """Closes it; nothing is kept of a time that was only looked at."""
        self.is_open = is_open

    @event(SIGNED_IN)
    async def refresh(self) -> None:
        """Looks again: a time went or came, or the booking changed."""
        await self._refresh()

    @event(SIGNED_IN)
    async def resume(self) -> None:
        """Goes on after a lost line: shows what was missed, and hears again."""
        if self._resumed:
            await self._refresh()

    @event(SIGNED_IN)
    async def choose(self, starts_at: AwareDatetime) -> None:
        """Puts a time up for the question whether to take it."""
        found = [slot for day in self._days.values() for slot in day if slot.start == starts_at]
        if found and self._other:
            self.refused, self.nearest, self._held_iso = "", [], starts_at.astimezone(UTC).isoformat()
            (self.chosen,) = time_rows(found[:1], self._other, reader(), self._held_iso)
            self.chosen_words = reader().span(found[0].start, found[0].end)
            self._draw()
            self._describe()

    @event(SIGNED_IN)
    async def back(self) -> None:
        """Back to the calendar."""
        self.refused = ""
        self._unchoose()

    @event(SIGNED_IN, rate=SOMETIMES)
    async def move(self) -> None:
        """Takes the time without asking."""
        await self._go(move_booking, f"Moved. {self.to_move.other} has been told.")

    @event(SIGNED_IN, rate=SOMETIMES)
    async def move_for(self, form: ReasonForm) -> None:
        """An admin does, and says why."""
        await self._go(move_booking, "Moved. Both sides have been told.", reason=form.reason)

    @event(SIGNED_IN, rate=SOMETIMES)
    async def propose(self, form: MessageForm) -> None:
        """Asks the other side for it."""
        await self._go(propose_time, f"Proposed. {self.to_move.other} has been told.", message=form.message)

    @event(SIGNED_IN, rate=SOMETIMES)
    async def agree(self, reference: Reference) -> None:
        """Takes the time that the other side proposed; what is near it if it went meanwhile."""
        try:
            await self.perform(agree, reference=reference)
        except SlotNotFree as no:
            await self._open(reference)
            self._refuse_time(no)
            return
        self.say("Agreed: the booking has its new time.")

    @event(SIGNED_IN)
    async def ask_declining(self, reference: Reference) -> None:
        """Opens the question before a proposed time is declined."""
        self._declined, self.is_declining, self.errors = reference, True, {}

    @event(SIGNED_IN)
    async def set_declining(self, is_open: bool) -> None:
        """Closes the question."""
        self.is_declining = is_open

    @event(SIGNED_IN, rate=SOMETIMES)
    async def decline(self, form: MessageForm) -> None:
        """Keeps the time there is."""
        await self.perform(decline_time, reference=self._declined, message=form.message)
        self.is_declining = False
        self.say("Declined: the booking keeps its time.")

    @event(SIGNED_IN, rate=SOMETIMES)
    async def withdraw(self, reference: Reference) -> None:
        """Takes back a time one has proposed oneself."""
        await self.perform(withdraw_time, reference=reference)
        self.say("Taken back: the booking keeps its time.")

    async def _go(self, use_case: Any, done: str, **said: Any) -> None:
        self.errors, self.refused = {}, ""
        try:
            await self.perform(
                use_case, reference=self.to_move.reference, starts_at=_instant(self.chosen), **said
            )
        except SlotNotFree as no:
            await self._look(self.to_move.reference)
            self._refuse_time(no)
            return
        except CannotMove as no:
            self.refused = no.message  # beside the time, which may be the right one in a minute
            return
        self.is_open = False
        self.say(done)

    async def _open(self, reference: str) -> None:
        if reference != self.to_move.reference:
            self._day, self.is_ready = None, False
        self.is_open, self.errors, self.refused, self.nearest = True, {}, "", []
        self._unchoose()
        try:
            await self._look(reference)
        except DomainError:
            self.is_open = False
            raise
        self._pass_over_empty_day()

    async def _refresh(self) -> None:
        if self.is_open:
            await self._look(self.to_move.reference)

    async def _look(self, reference: str) -> None:
        found = await self.ask(to_move, reference=reference)
        self.watch(f"calendar:{found.row.instructor_id}", MoveState.refresh)
        name, zone = other_side(found)
        self._other = Other(found.now, name, zone, found.row.capacity > 1 and not found.is_whole)
        self._found = found
        self._describe()
        await self._look_for_times()
        self.is_ready = True

    async def _find(self, first_day: date, last_day: date, zone: str) -> dict[date, list[Slot]]:
        found = await self.ask(
            free_to_move, reference=self.to_move.reference, first_day=first_day, last_day=last_day, zone=zone
        )
        return found.by_day(zone)

    def _refuse_time(self, no: SlotNotFree) -> None:
        assert self._other is not None
        self._unchoose()
        self.refused = no.message
        self.nearest = time_rows(no.nearest, self._other, reader(), "", dated=True)

    def _unchoose(self) -> None:
        self.chosen, self.chosen_words, self._held_iso = TimeRow(), "", ""
        self._draw()
        self._describe()

    def _describe(self) -> None:
        if self._found:
            self.to_move = move_row(self._found, reader(), _instant(self.chosen) if self.chosen.iso else None)


def _instant(row: TimeRow) -> datetime:
    return datetime.fromisoformat(row.iso)
