"""The learner's own sessions."""

from livesessions.queries.bookings import my_sessions
from livesessions.queries.waitlist import my_lines
from livesessions.services.holds import release_hold
from livesessions.services.waitlist import leave_line
from livesessions.state.base import SIGNED_IN, AppState, Whole, event
from livesessions.state.bookings.reader import reader
from livesessions.state.bookings.rows import LineRow, SessionRow, line_row, session_row
from livesessions.state.gate.caller import caller


class MySessionsState(AppState):
    """What is held, asked for, coming and done."""

    is_ready: bool = False
    held: list[SessionRow] = []
    waiting: list[SessionRow] = []
    lines: list[LineRow] = []
    next_up: SessionRow = SessionRow()
    upcoming: list[SessionRow] = []
    past: list[SessionRow] = []
    sessions_done: str = "0"
    hours: str = "0"
    topics: list[str] = []

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """Fills the page and keeps it up to date."""
        await self._look()
        self.watch(f"person:{caller().actor.must_be_signed_in()}", MySessionsState.refresh)

    @event(SIGNED_IN)
    async def refresh(self) -> None:
        """Looks again: something happened, or a clock ran out."""
        await self._look()

    @event(SIGNED_IN)
    async def let_go(self, reference: str) -> None:
        """Gives a held time back."""
        await self.perform(release_hold, reference=reference)
        await self._look()

    @event(SIGNED_IN)
    async def leave_line(self, entry_id: Whole) -> None:
        """Waits no longer."""
        await self.perform(leave_line, entry_id=entry_id)
        await self._look()

    async def _look(self) -> None:
        found, who = await self.ask(my_sessions), reader()
        upcoming = [session_row(row, who, found.now) for row in found.upcoming]
        self.held = [session_row(row, who, found.now) for row in found.held]
        self.waiting = [session_row(row, who, found.now) for row in found.waiting]
        self.lines = [line_row(row, who) for row in await self.ask(my_lines)]
        self.next_up, self.upcoming = (upcoming[0], upcoming[1:]) if upcoming else (SessionRow(), [])
        self.past = [session_row(row, who, found.now) for row in found.past]
        self.sessions_done = str(found.sessions_done)
        self.hours = f"{round(found.hours_learnt, 1):g}"
        self.topics = list(found.topics)
        self.is_ready = True
