"""What an instructor earned, in words, and as numbers to draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from livesessions.domain.errors import Invalid
from livesessions.domain.money import minor_digits
from livesessions.queries.earnings import CurrencyTotals, EarningRow, Earnings, earnings
from livesessions.runtime import routes
from livesessions.runtime.locales import day, hour_name, month_name, weekday_names
from livesessions.runtime.work import INSTRUCTOR, PAUSED
from livesessions.state.base import AppState, event, role
from livesessions.state.bookings.reader import Reader, reader
from livesessions.state.gate.caller import caller

TEACHES = role(INSTRUCTOR, PAUSED)  # who earned is paid
PAGE = 10
MONTHS = 12


@dataclass(frozen=True)
class TotalRow:
    """All of one currency."""

    currency: str = ""
    earned: str = ""
    fee: str = ""
    available: str = ""
    coming: str = ""
    coming_from: str = ""


@dataclass(frozen=True)
class LineRow:
    """One booking's money."""

    key: str = ""
    href: str = ""
    title: str = ""
    learner: str = ""
    when: str = ""
    paid: str = ""
    refunded: str = ""
    fee: str = ""
    net: str = ""
    available: str = ""
    is_available: bool = False


@dataclass(frozen=True)
class MonthRow:
    """One month's share: `value` in whole units of the currency, to draw."""

    label: str = ""
    value: float = 0.0
    money: str = ""


@dataclass(frozen=True)
class WeekdayRow:
    """How many sessions began in each of the shown hours of one weekday."""

    name: str = ""
    counts: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class BusyRow:
    """An hour of the week in which sessions began."""

    weekday: str = ""
    hour: str = ""
    count: int = 0


class EarningsState(AppState):
    """The earnings page. Amounts are the ledger's, times the instructor's."""

    is_ready: bool = False
    totals: list[TotalRow] = []
    lines: list[LineRow] = []
    has_more: bool = False
    currency: str = ""  # the one that is drawn
    months: list[MonthRow] = []
    hours: list[str] = []
    heat: list[WeekdayRow] = []  # Monday to Sunday
    busy: list[BusyRow] = []  # the busiest first
    zone: str = ""
    _length: int = PAGE

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """From the newest line."""
        self._length = PAGE
        await self._look()
        self.watch(f"person:{caller().actor.must_be_signed_in()}", EarningsState.refresh)

    @event(TEACHES)
    async def refresh(self) -> None:
        """A session was completed, or money went back."""
        await self._look()

    @event(TEACHES)
    async def more(self) -> None:
        """Further back."""
        self._length += PAGE
        await self._look()

    @event(TEACHES)
    async def draw(self, currency: str) -> None:
        """Another currency in the chart."""
        if currency not in {row.currency for row in self.totals}:
            raise Invalid("You have earned nothing in this currency.")
        self.currency = currency
        await self._look()

    async def _look(self) -> None:
        found, who = await self.ask(earnings), reader()
        self.totals = [_total_row(row, who, found.time_zone) for row in found.totals]
        self.lines = [_line_row(row, who, found) for row in found.rows[: self._length]]
        self.has_more = len(found.rows) > self._length
        self.zone = found.time_zone
        self._draw(found, who)
        self.is_ready = True

    def _draw(self, found: Earnings, who: Reader) -> None:
        known = [row.currency for row in found.totals]
        if self.currency not in known:
            self.currency = mine if (mine := display_currency()) in known else next(iter(known), "")
        self.months = _months(found, self.currency, who) if self.currency else []
        shown = _shown_hours(found.heat)
        self.hours = [hour_name(hour, who.locale) for hour in shown]
        names = weekday_names(who.locale)
        counts = [[row[hour] for hour in shown] for row in found.heat]
        self.heat = [_weekday_row(name, row, self.hours) for name, row in zip(names, counts, strict=True)]
        self.busy = _busy_rows(self.heat, self.hours)


def display_currency() -> str:
    """The one the person who is looking wants to read."""
    viewer = caller().viewer
    return viewer.currency if viewer else ""


def _total_row(row: CurrencyTotals, who: Reader, zone: str) -> TotalRow:
    return TotalRow(
        currency=row.currency,
        earned=who.money(row.share, row.currency),
        fee=who.money(row.fee, row.currency),
        available=who.money(row.available, row.currency),
        coming=who.money(row.coming, row.currency),
        coming_from=day(row.next_at, zone, who.locale) if row.next_at else "",
    )


def _line_row(row: EarningRow, who: Reader, found: Earnings) -> LineRow:
    return LineRow(
        key=row.reference,
        href=routes.booking(row.reference),
        title=row.offering_title,
        learner=row.learner_name,
        when=day(row.earned_at, found.time_zone, who.locale),
        paid=who.money(row.paid, row.currency),
        refunded=who.money(row.refunded, row.currency) if row.refunded else "–",
        fee=who.money(row.fee, row.currency),
        net=who.money(row.share, row.currency),
        available=day(row.available_at, found.time_zone, who.locale),
        is_available=row.available_at <= found.now,
    )


def _months(found: Earnings, currency: str, who: Reader) -> list[MonthRow]:
    """The last twelve months up to this one, those without earnings too."""
    shares = {month: share for month, known, share in found.months if known == currency}
    return [
        MonthRow(
            label=month_name(month, who.locale),
            value=shares.get(month, 0) / 10 ** minor_digits(currency),
            money=who.money(shares.get(month, 0), currency),
        )
        for month in _last_months(found.now, shares)
    ]


def _last_months(now: datetime, known: Iterable[date]) -> list[date]:
    newest = max([now.date().replace(day=1), *known])
    count = newest.year * 12 + newest.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(count - MONTHS + 1, count + 1)]


def _shown_hours(heat: Sequence[Sequence[int]]) -> range:
    """Those with sessions, and the working day."""
    used = [hour for row in heat for hour, count in enumerate(row) if count]
    return range(min([8, *used]), max([20, *used]) + 1)


def _weekday_row(name: str, counts: list[int], hours: Sequence[str]) -> WeekdayRow:
    said = [f"{name}, {hour}: {_sessions(count)}" for hour, count in zip(hours, counts, strict=True)]
    return WeekdayRow(name, counts, said)


def _busy_rows(heat: Sequence[WeekdayRow], hours: Sequence[str]) -> list[BusyRow]:
    rows = [
        BusyRow(row.name, hour, count)
        for row in heat
        for hour, count in zip(hours, row.counts, strict=True)
        if count
    ]
    return sorted(rows, key=lambda row: -row.count)


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count} sessions"
