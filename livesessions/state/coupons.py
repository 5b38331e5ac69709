"""The instructor's coupons: the list, and the form of a new one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field

from livesessions.domain.errors import Invalid
from livesessions.domain.money import parse
from livesessions.domain.times import start_of_local_day
from livesessions.queries.coupons import CouponRow, Coupons, my_coupons
from livesessions.runtime.locales import day
from livesessions.services.coupons import CouponDraft, create_coupon, end_coupon
from livesessions.state.base import AppState, FieldErrors, Form, event, role
from livesessions.state.bookings.reader import Reader, reader
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")
DAY = timedelta(days=1)
YEARS = range(2000, 2100)
Short = Annotated[str, Field(max_length=24)]


class NewCoupon(Form):
    """As it is typed."""

    code: Annotated[str, Field(max_length=60)] = ""
    kind: Short = "percent"
    value: Short = ""
    currency: Annotated[str, Field(max_length=3)] = "EUR"
    minimum: Short = ""
    total_limit: Short = ""
    learner_limit: Short = ""
    starts: Short = ""
    ends: Short = ""
    offering: Short = ""


@dataclass(frozen=True)
class CouponLine:
    """One coupon, ready to be read."""

    id: int = 0
    code: str = ""
    off: str = ""
    rules: str = ""
    uses: str = ""
    label: str = ""
    tone: str = "neutral"
    can_end: bool = False


class CouponsState(FieldErrors, AppState):
    """All coupons, and whether the form is open."""

    is_ready: bool = False
    is_writing: bool = False
    kind: str = "percent"
    lines: list[CouponLine] = []
    offerings: list[tuple[str, str]] = []
    currency: str = "EUR"
    _zone: str = "UTC"

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the page, and again when a booking takes or gives back a use."""
        if not self._resumed:
            self.is_writing, self.errors = False, {}
        await self._look()
        self.watch(f"calendar:{caller().actor.must_be_signed_in()}", CouponsState.refresh)

    @event(TEACHES)
    async def refresh(self) -> None:
        """Counts again."""
        await self._look()

    @event(TEACHES)
    async def write(self, is_open: bool) -> None:
        """Opens or closes the form."""
        self.is_writing, self.errors, self.kind = is_open, {}, "percent"

    @event(TEACHES)
    async def set_kind(self, kind: Annotated[str, Field(max_length=8)]) -> None:
        """A percentage or an amount."""
        self.kind = "amount" if kind == "amount" else "percent"

    @event(TEACHES)
    async def create(self, form: NewCoupon) -> None:
        """Saves the new coupon; learners can use it at once."""
        self.errors = {}
        draft = read(form, self._zone)
        await self.perform(create_coupon, draft=draft)
        self.is_writing = False
        await self._look()
        self.say("The coupon is ready. Send its code to your learners.")

    @event(TEACHES)
    async def end(self, coupon_id: int) -> None:
        """Takes a coupon back."""
        await self.perform(end_coupon, coupon_id=coupon_id)
        await self._look()
        self.say("Nobody can use this coupon any more.")

    async def _look(self) -> None:
        found, who = await self.ask(my_coupons), reader()
        self.lines = [coupon_line(row, found, who) for row in found.rows]
        self.offerings = [(str(offering_id), title) for offering_id, title in found.offerings]
        self.currency, self._zone = found.currency, found.zone
        self.is_ready = True


def read(form: NewCoupon, zone: str) -> CouponDraft:
    """What is typed. Errors: Invalid at the first field that can't be read."""
    is_amount = form.kind == "amount"
    ends = _day(form.ends, "ends")
    starts = _day(form.starts, "starts")
    return CouponDraft(
        code=form.code,
        currency=form.currency,
        percent=None if is_amount else _count(form.value, "value"),
        off=parse(form.value, form.currency, field="value").amount if is_amount else None,
        minimum=parse(form.minimum, form.currency, field="minimum").amount if form.minimum.strip() else 0,
        total_limit=_count(form.total_limit, "total_limit"),
        learner_limit=_count(form.learner_limit, "learner_limit"),
        starts_at=start_of_local_day(starts, zone) if starts else None,
        ends_at=start_of_local_day(ends + DAY, zone) if ends else None,
        offering_id=_count(form.offering, "offering"),
    )


def coupon_line(row: CouponRow, found: Coupons, who: Reader) -> CouponLine:
    """The coupon in words."""
    label, tone = _standing(row, found.now)
    off = f"{row.percent} %" if row.percent is not None else who.money(row.off or 0, row.currency)
    limit = f" of {row.total_limit}" if row.total_limit else ""
    return CouponLine(
        id=row.id,
        code=row.code,
        off=f"{off} off",
        rules=_rules(row, found.zone, who),
        uses=f"{row.uses}{limit} used",
        label=label,
        tone=tone,
        can_end=row.ended_at is None,
    )


def _standing(row: CouponRow, now: datetime) -> tuple[str, str]:
    if row.ended_at is not None:
        return "Taken back", "neutral"
    if row.ends_at is not None and row.ends_at <= now:
        return "Over", "neutral"
    if row.starts_at is not None and row.starts_at > now:
        return "Not yet", "accent"
    if row.total_limit is not None and row.uses >= row.total_limit:
        return "Used up", "neutral"
    return "Active", "success"


def _rules(row: CouponRow, zone: str, who: Reader) -> str:
    parts = [f"For “{row.offering}”" if row.offering else "For all your offerings"]
    if row.learner_limit:
        parts.append("once for each learner" if row.learner_limit == 1 else f"{row.learner_limit} times each")
    if row.minimum:
        parts.append(f"from {who.money(row.minimum, row.currency)}")
    if row.starts_at:
        parts.append(f"from {day(row.starts_at, zone, who.locale)}")
    if row.ends_at:
        parts.append(f"until {day(row.ends_at - DAY / 2, zone, who.locale)}")
    return ", ".join(parts)


def _count(text: str, field: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise Invalid("A whole number, please.", field=field)
    return int(text)


def _day(text: str, field: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid("Choose a day.", field=field) from None
    if day.year not in YEARS:
        raise Invalid("Choose a day of this century.", field=field)
    return day
