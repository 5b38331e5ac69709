"""What the booking modal shows, in ready words."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from livesessions.domain.slots import Slot
from livesessions.queries.booking_modal import HeldTime, ToBook
from livesessions.runtime.locales import length, long_day
from livesessions.state.availability.words import city
from livesessions.state.bookings.reader import Reader, possessive


@dataclass(frozen=True)
class OfferRow:
    """What is being booked."""

    id: int = 0
    title: str = ""
    person: str = ""
    first_name: str = ""
    price: str = ""
    trial: str = ""  # what a trial lesson costs, where there is one for this person
    package: str = ""  # what is left of this person's package
    lasts: str = ""
    is_flexible: bool = False
    is_group: bool = False
    is_instant: bool = False
    is_test: bool = False
    barrier: str = ""  # "", own or unverified


@dataclass(frozen=True, slots=True)
class Other:
    """The one on the other side of a picker, as it was asked for at `now`."""

    now: datetime
    name: str
    zone: str
    is_group: bool = False
    own_starts: frozenset[datetime] = frozenset()  # of sessions in which the one who looks has a place


@dataclass(frozen=True)
class ZonesRow:
    """In whose zone the times are, and in which the other one lives where that is another."""

    own: str = ""
    theirs: str = ""
    name: str = ""


@dataclass(frozen=True)
class DayCell:
    """One date of the month's grid; `number` is empty where the month is not."""

    day: str = ""
    number: str = ""
    label: str = ""
    place: int = 0
    is_free: bool = False
    is_chosen: bool = False
    is_first: bool = False  # where the keyboard comes in


@dataclass(frozen=True)
class WeekRow:
    """Seven dates, Monday first."""

    key: str = ""
    days: list[DayCell] = field(default_factory=list)


@dataclass(frozen=True)
class TimeRow:
    """One time to choose. `label` is "14:00", or with its date among the nearest."""

    iso: str = ""
    label: str = ""
    there: str = ""
    seats: str = ""
    is_chosen: bool = False
    is_first: bool = False


@dataclass(frozen=True)
class SessionRow:
    """One session of a series that is held, with what it costs and what cancelling it gives back."""

    reference: str = ""
    when: str = ""
    price: str = ""
    policy: str = ""


@dataclass(frozen=True)
class HoldRow:
    """The time that is held."""

    reference: str = ""
    iso: str = ""
    when: str = ""
    there: str = ""
    until: str = ""
    clock_note: str = ""
    policy: str = ""
    price: str = ""
    list_price: str = ""
    saved: str = ""
    kind: str = "regular"  # regular, trial, coupon or package
    code: str = ""
    is_free: bool = False
    price_stays: bool = False  # the payment page was opened
    saves_card: bool = False  # nothing is held: it is charged when the request is accepted
    sessions: list[SessionRow] = field(default_factory=list)  # all of a series, in order; empty without one
    to_pay: str = ""  # for all that has a price; "" if nothing has


def offer_row(offer: ToBook, who: Reader, *, is_test: bool) -> OfferRow:
    """The offering's words."""
    barrier = "own" if offer.is_own else "" if offer.is_verified else "unverified"
    return OfferRow(
        id=offer.offering_id,
        title=offer.title,
        person=offer.instructor_name,
        first_name=offer.instructor_name.split()[0],
        price=who.price(offer.price, offer.currency),
        trial="" if offer.trial_price is None else who.price(offer.trial_price, offer.currency),
        package=_left(offer.package_left),
        lasts=length(offer.duration_minutes),
        is_flexible=offer.is_flexible,
        is_group=offer.is_group,
        is_instant=offer.is_instant,
        is_test=is_test,
        barrier=barrier,
    )


def hold_row(held: HeldTime, offer: ToBook, who: Reader) -> HoldRow:
    """The held time's words."""
    row, saving = held.row, held.saving
    full = saving.list_price if saving else row.price
    return HoldRow(
        reference=row.reference,
        iso=row.starts_at.isoformat(),
        when=who.span(row.starts_at, row.ends_at),
        there=who.elsewhere(row.starts_at, offer.instructor_zone, possessive(offer.instructor_name)),
        until=row.hold_expires_at.isoformat() if row.hold_expires_at else "",
        clock_note=who.clock_note(offer.now, row.starts_at, offer.instructor_zone),
        policy=who.policy(held.policies[0], offer.currency),
        price=who.price(row.price, row.currency),
        list_price=who.price(full, row.currency),
        saved=f"−{who.money(full - row.price, row.currency)}" if full > row.price else "",
        kind=saving.kind if saving else "regular",
        code=saving.code if saving else "",
        is_free=not row.price,
        price_stays=held.price_stays,
        saves_card=held.saves_method and len(held.to_pay) == 1,
        sessions=_sessions(held, who),
        to_pay=_to_pay(held, who),
    )


def _sessions(held: HeldTime, who: Reader) -> list[SessionRow]:
    if len(held.sessions) == 1:
        return []
    return [
        SessionRow(
            reference=row.reference,
            when=who.span(row.starts_at, row.ends_at),
            price="From your package" if held.from_package(row) else who.price(row.price, row.currency),
            policy=who.policy(tiers, row.currency) if row.price else "",
        )
        for row, tiers in zip(held.sessions, held.policies, strict=True)
    ]


def _to_pay(held: HeldTime, who: Reader) -> str:
    total = sum(row.price for row in held.to_pay)
    return who.money(total, held.row.currency) if total else ""


def zones_row(other: Other, who: Reader) -> ZonesRow:
    """The zones' words."""
    theirs = city(other.zone) if other.zone != who.zone else ""
    return ZonesRow(city(who.zone), theirs, other.name.split()[0])


def weeks(
    first: date, days: Mapping[date, Sequence[Slot]], chosen: date | None, who: Reader
) -> list[WeekRow]:
    """The month of `first`; dates without times can't be chosen."""
    shown = [day for week in Calendar().monthdatescalendar(first.year, first.month) for day in week]
    free = [day for day in shown if day.month == first.month and days.get(day)]
    enters = chosen if chosen in free else next(iter(free), None)
    cells = [
        _cell(day, place, len(days.get(day, ())), chosen, enters, who)
        if day.month == first.month
        else DayCell(place=place)
        for place, day in enumerate(shown)
    ]
    return [WeekRow(f"{first:%Y-%m}-{start}", cells[start : start + 7]) for start in range(0, len(cells), 7)]


def time_rows(
    slots: Sequence[Slot], other: Other, who: Reader, held: str, *, dated: bool = False
) -> list[TimeRow]:
    """The times to choose from, in the reader's zone with the other's beside it."""
    enters = next((place for place, slot in enumerate(slots) if slot.start.isoformat() == held), 0)
    return [
        TimeRow(
            iso=slot.start.isoformat(),
            label=who.moment(slot.start) if dated else who.time(slot.start),
            there=who.elsewhere(slot.start, other.zone),
            seats=_seats(slot, other) if other.is_group else "",
            is_chosen=slot.start.isoformat() == held,
            is_first=place == enters,
        )
        for place, slot in enumerate(slots)
    ]


def _cell(day: date, place: int, many: int, chosen: date | None, enters: date | None, who: Reader) -> DayCell:
    times = "no times" if not many else "1 time" if many == 1 else f"{many} times"
    return DayCell(
        day=day.isoformat(),
        number=str(day.day),
        label=f"{long_day(day, locale=who.locale)}, {times}",
        place=place,
        is_free=many > 0,
        is_chosen=day == chosen,
        is_first=day == enters,
    )


def _left(sessions: int) -> str:
    if not sessions:
        return ""
    return "1 session left" if sessions == 1 else f"{sessions} sessions left"


def _seats(slot: Slot, other: Other) -> str:
    if slot.start in other.own_starts:
        return "You have a place"
    left = slot.seats
    return "1 seat left" if left == 1 else f"{left} seats left"
