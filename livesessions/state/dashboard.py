"""The first page of an instructor's dashboard."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.bookings import doors_are_open
from livesessions.domain.times import same_clock
from livesessions.queries.dashboard import NextSession, Overview, Steps, overview
from livesessions.runtime import routes
from livesessions.runtime.locales import ago, clock_time, day
from livesessions.state.base import AppState, event, role
from livesessions.state.bookings.reader import Reader, reader
from livesessions.state.earnings import display_currency

TEACHES = role("instructor")


@dataclass(frozen=True)
class SessionRow:
    """One of the next sessions. `there` is its time on the instructor's own clock where it differs."""

    key: str = ""
    title: str = ""
    when: str = ""
    iso: str = ""
    there: str = ""
    who: str = ""
    room: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class StepRow:
    """One thing to set up before the first learner can book."""

    title: str = ""
    text: str = ""
    href: str = ""
    is_done: bool = False


class DashboardState(AppState):
    """The overview: next sessions, requests, money, rating, and the first steps of somebody new."""

    is_ready: bool = False
    first_name: str = ""
    public_page: str = ""
    is_new: bool = False
    steps: list[StepRow] = []
    sessions: list[SessionRow] = []
    requests: int = 0
    requests_until: str = ""
    this_month: str = ""
    coming: str = ""
    coming_from: str = ""
    average: float = 0.0
    reviews: int = 0

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Everything, and again whenever the calendar, a booking or a review changes."""
        found = await self._look()
        for topic in (f"calendar:{found.instructor_id}", f"reviews:{found.instructor_id}"):
            self.watch(topic, DashboardState.refresh)

    @event(TEACHES)
    async def refresh(self) -> None:
        """Something changed."""
        await self._look()

    async def _look(self) -> Overview:
        found, who = await self.ask(overview), reader()
        self.first_name = found.name.split()[0]
        self.public_page = routes.instructor(found.slug)
        self.is_new = not found.steps.all_done
        self.steps = _step_rows(found.steps)
        self.sessions = [_session_row(row, who, found) for row in found.sessions]
        self.requests = found.waiting.count
        until = found.waiting.first_until
        self.requests_until = ago(until, found.now, who.locale) if until else ""
        self.average, self.reviews = float(round(found.rating.average, 1)), found.rating.count
        self._show_money(found, who)
        self.is_ready = True
        return found

    def _show_money(self, found: Overview, who: Reader) -> None:
        coming = {row.currency: row.coming for row in found.totals if row.coming}
        firsts = [row.next_at for row in found.totals if row.next_at]
        usual = next((row.currency for row in found.totals), display_currency())
        self.this_month = _sums(found.this_month, usual, who)
        self.coming = _sums(coming, usual, who)
        self.coming_from = day(min(firsts), found.time_zone, who.locale) if firsts else ""


def _sums(amounts: dict[str, int], usual: str, who: Reader) -> str:
    """ "€30.00 + ¥500": currencies are never added up. Nothing is none of the usual one."""
    return " + ".join(
        who.money(amount, currency) for currency, amount in sorted((amounts or {usual: 0}).items())
    )


def _session_row(row: NextSession, who: Reader, found: Overview) -> SessionRow:
    return SessionRow(
        key=row.room,
        title=row.title,
        when=who.span(row.starts_at, row.ends_at),
        iso=row.starts_at.isoformat(),
        there=_there(row.starts_at, who, found.time_zone),
        who=", ".join(row.learners),
        room=routes.room(row.room),
        is_open=doors_are_open(found.now, row.starts_at, row.ends_at),
    )


def _there(starts_at: datetime, who: Reader, zone: str) -> str:
    if same_clock(starts_at, who.zone, zone):
        return ""
    return f"{clock_time(starts_at, zone, who.locale)} in your teaching zone, {zone}"


def _step_rows(steps: Steps) -> list[StepRow]:
    return [
        StepRow(
            "Tell learners who you are",
            "A headline and a few sentences about you.",
            routes.BECOME_INSTRUCTOR,
            steps.profile,
        ),
        StepRow(
            "Say when you teach",
            "Your weekly hours, in your own time zone.",
            routes.DASHBOARD_SESSIONS,
            steps.hours,
        ),
        StepRow(
            "Publish your first offering",
            "What you teach, how long it takes, what it costs.",
            routes.dashboard_offering("new"),
            steps.offering,
        ),
    ]
