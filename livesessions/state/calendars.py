"""An instructor's calendars elsewhere: what the last look at each said, and adding, renaming, removing them.

Addresses come in and never go out again: browsers hold all public vars of a state.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field, SecretStr

from livesessions.domain.imports import LONGEST_ADDRESS, LONGEST_NAME
from livesessions.queries.calendars import ImportedCalendar, my_calendars
from livesessions.runtime.locales import ago, moment
from livesessions.services.calendars import add_address, look_soon, remove, rename
from livesessions.state.base import AppState, FieldErrors, Form, Rate, event, role
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")
CalendarId = Annotated[int, Field(ge=1, lt=2**31)]
Name = Annotated[str, Field(max_length=2 * LONGEST_NAME)]

# What came of an upload, by the code in the address.
UPLOADED = {
    "added": "The calendar is added. Its busy times are no longer offered.",
    "no-file": "Please choose a file first.",
    "too-large": "That file is larger than anybody’s calendar, or takes too long to read. Nothing was changed.",
    "unreadable": "That file can’t be read as a calendar (.ics). Nothing was changed.",
    "wrong_calendar": "There is no room for another calendar. Remove one first.",
    "trouble": "Many calendars are being read just now. Please try again in a minute.",
    "busy": "Another calendar is being read just now. Please try again in a minute.",
    "later": "That were many files at once. Please try again in a few minutes.",
}


@dataclass(frozen=True)
class CalendarRow:
    """One calendar in ready words; `state` is waiting, fine or problem."""

    id: int = 0
    name: str = ""
    shown: str = ""
    state: str = ""
    said: str = ""
    problem: str = ""
    is_file: bool = False


class AddressForm(Form):
    name: Name = ""
    address: Annotated[SecretStr, Field(max_length=2 * LONGEST_ADDRESS)]


class NameForm(Form):
    name: Name = ""


class CalendarsState(FieldErrors, AppState):
    """The calendars of the instructor who looks."""

    calendars: list[CalendarRow] = []
    is_ready: bool = False
    form_key: int = 0  # the form begins anew with each calendar added
    renaming: int = 0
    old_name: str = ""
    removing: CalendarRow = CalendarRow()
    _uploaded: str = ""

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the list, and says what came of an upload."""
        if not self._resumed:
            self.errors, self.renaming, self.removing = {}, 0, CalendarRow()
        owner = await self._show()
        self.watch(f"calendar:{owner}", CalendarsState.refresh)
        result = self.option("calendar", "")
        if result != self._uploaded and result in UPLOADED:
            self.say(UPLOADED[result], "success" if result == "added" else "error")
        self._uploaded = result
        self.is_ready = True

    @event(TEACHES)
    async def refresh(self) -> None:
        """Shows what the last look said."""
        await self._show()

    @event(TEACHES, rate=Rate(times=10, seconds=600))
    async def add(self, form: AddressForm) -> None:
        """Adds a calendar at an address."""
        self.errors = {}
        await self.perform(add_address, name=form.name, address=form.address.get_secret_value())
        self.form_key += 1
        await self._show()

    @event(TEACHES, rate=Rate(times=10, seconds=600))
    async def look_now(self, calendar_id: CalendarId) -> None:
        """Has a calendar looked at next."""
        await self.perform(look_soon, calendar_id=calendar_id)
        await self._show()

    @event(TEACHES)
    async def ask_name(self, calendar_id: CalendarId) -> None:
        """Opens the question for another name."""
        self.errors = {}
        self.old_name = next((each.name for each in self.calendars if each.id == calendar_id), "")
        self.renaming = calendar_id

    @event(TEACHES)
    async def close_name(self, is_open: bool = False) -> None:
        """Closes it."""
        if not is_open:
            self.renaming = 0

    @event(TEACHES)
    async def give_name(self, form: NameForm) -> None:
        """Calls the calendar something else."""
        self.errors = {}
        await self.perform(rename, calendar_id=self.renaming, name=form.name)
        self.renaming = 0
        await self._show()

    @event(TEACHES)
    async def ask_remove(self, calendar_id: CalendarId) -> None:
        """Opens the question whether to forget a calendar."""
        self.removing = next((each for each in self.calendars if each.id == calendar_id), CalendarRow())

    @event(TEACHES)
    async def close_remove(self, is_open: bool = False) -> None:
        """Closes it."""
        if not is_open:
            self.removing = CalendarRow()

    @event(TEACHES)
    async def remove_it(self) -> None:
        """Forgets the calendar that was asked about."""
        asked, self.removing = self.removing, CalendarRow()
        await self.perform(remove, calendar_id=asked.id)
        await self._show()

    async def _show(self) -> int:
        mine = await self.ask(my_calendars)
        self.calendars = [self._row(each, mine.now) for each in mine.calendars]
        return mine.instructor_id

    def _row(self, calendar: ImportedCalendar, now: datetime) -> CalendarRow:
        viewer = caller().viewer
        zone, locale = self.viewer.zone, viewer.locale if viewer else "en_GB"
        return calendar_row(calendar, now, zone, locale)


def calendar_row(calendar: ImportedCalendar, now: datetime, zone: str, locale: str) -> CalendarRow:
    """The calendar in words."""
    is_waiting = calendar.looked_at is None
    state = "waiting" if is_waiting else "problem" if calendar.problem else "fine"
    return CalendarRow(
        id=calendar.id,
        name=calendar.name,
        shown=calendar.shown,
        state=state,
        said="Looking …" if is_waiting else _said(calendar, now, zone, locale),
        problem=calendar.problem,
        is_file=calendar.is_file,
    )


def _said(calendar: ImportedCalendar, now: datetime, zone: str, locale: str) -> str:
    """What is known of it, and from when."""
    if calendar.read_at is None:
        return f"Never read yet. Next try {moment(calendar.next_look_at, zone, locale)}."
    times = "1 busy time" if calendar.busy_times == 1 else f"{calendar.busy_times or 'No'} busy times"
    seen = calendar.read_at if calendar.problem else calendar.looked_at or calendar.read_at
    return f"{times} ahead, as of {ago(seen, now, locale)}."
