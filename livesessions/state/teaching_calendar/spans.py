"""Which days a calendar shows, as its address asks for."""

from dataclasses import dataclass
from datetime import date, timedelta

from livesessions.runtime import routes
from livesessions.runtime.locales import date_range, full_month

WEEK = timedelta(days=7)
YEARS = range(2000, 2200)  # beyond, a week's end may be no date any more


@dataclass(frozen=True)
class SpanRow:
    """The head of the calendar: its title, and the ways to other days."""

    title: str = ""
    is_month: bool = False
    before: str = ""
    after: str = ""
    today: str = ""
    as_week: str = ""
    as_month: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks from `first` up to but not including `end`, and the day that was asked for."""

    day: date
    first: date
    end: date
    is_month: bool
    today: date

    def row(self, locale: str) -> SpanRow:
        """Ready words and addresses."""
        last = self.end - timedelta(days=1)
        return SpanRow(
            title=full_month(self.day, locale) if self.is_month else date_range(self.first, last, locale),
            is_month=self.is_month,
            before=self._address(
                self.first - timedelta(days=1) if not self.is_month else _month_before(self.day)
            ),
            after=self._address(self.end if not self.is_month else _month_after(self.day)),
            today=self._address(self.today),
            as_week=routes.dashboard_calendar(self.day.isoformat()),
            as_month=routes.dashboard_calendar(self.day.isoformat(), view="month"),
        )

    def _address(self, day: date) -> str:
        return routes.dashboard_calendar(day.isoformat(), view="month" if self.is_month else "")


def span_of(view: str, day: str, today: date) -> Span:
    """The week of `day`, or its month; what makes no sense in an address is today."""
    shown = _day(day) or today
    if view != "month":
        first = _monday(shown)
        return Span(shown, first, first + WEEK, False, today)
    end = _month_after(shown)
    return Span(shown, _monday(shown.replace(day=1)), _monday(end - timedelta(days=1)) + WEEK, True, today)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None
