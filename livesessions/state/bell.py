"""The bell of every page: what is new for the person who is looking, live."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.queries.notifications import Line, bell
from livesessions.runtime.locales import ago
from livesessions.services.notifications import bell as bell_topic
from livesessions.services.notifications import mark_all_read
from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, event


@dataclass(frozen=True)
class LineRow:
    """One line, ready to be read."""

    key: str = ""
    title: str = ""
    body: str = ""
    path: str = ""
    when: str = ""
    is_unread: bool = False


class BellState(AppState):
    """The newest notifications and how many of them are unread."""

    lines: list[LineRow] = []
    unread: int = 0

    @event(PUBLIC)
    async def ring(self) -> None:
        """Looks under the bell, when a page opens and whenever something comes in."""
        found = await self.ask(bell)
        self.lines = [_row(line, found.now) for line in found.lines]
        self.unread = found.unread
        if found.user_id:
            self.watch(bell_topic(found.user_id), BellState.ring)

    @event(SIGNED_IN)
    async def read_all(self, is_open: bool) -> None:
        """Opening the bell is reading it."""
        if is_open and self.unread:
            await self.perform(mark_all_read)
            self.unread = 0


def _row(line: Line, now: datetime) -> LineRow:
    return LineRow(
        key=str(line.id),
        title=line.title,
        body=line.body,
        path=line.path,
        when=ago(line.created_at, now),
        is_unread=line.is_unread,
    )
