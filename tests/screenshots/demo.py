"""The demo behind the running app: its people's logins, its bookings by status, its clock."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from livesessions.domain.reports import NotReportable
from livesessions.models import BookingRequest, LiveSession, SessionOffering, User
from livesessions.runtime.clock import SettableClock, system_clock
from livesessions.runtime.database import make_engine
from livesessions.runtime.passwords import hash_now
from livesessions.runtime.work import GUEST, SYSTEM, Actor, Door, View, Work, ask, open_door, perform
from livesessions.services.accounts import NewAccount, enter, sign_up, start_login
from livesessions.services.accounts.admins import make_admin
from livesessions.services.bookings import accept
from livesessions.services.coupons import CouponDraft, create_coupon, end_coupon
from livesessions.services.instructors import Profile, become_instructor
from livesessions.services.packages import offer_package
from livesessions.services.reports import report_problem
from livesessions.services.suspensions import suspend_teaching
from tests.journeys.server import AppServer

NOW = datetime(2027, 6, 9, 9, 20, tzinfo=UTC)  # a Wednesday
WHY = "Three learners told us that nobody came to their sessions. We have asked, and had no answer."
DOMAIN = "demo.livesessions.example"


@dataclass(frozen=True, slots=True)
class Pair:
    """A booking and its two people's addresses."""

    reference: str
    room: str
    starts_at: datetime
    learner: str
    teacher: str


@dataclass(slots=True)
class Demo:
    """What the scenes ask for."""

    base_url: str
    clock_file: Path
    clock: SettableClock
    has_bargains: bool = False

    def stop_the_clock(self, at: datetime = NOW) -> None:
        """The app's clock, and ours, stand at this moment (and run on from it until the next call)."""
        self.clock.now = at
        self.clock_file.write_text(str((at - system_clock()).total_seconds()))

    def login(self, who: str) -> dict[str, Any]:
        """A login cookie of "lena", "tara", "newcomer" (has nothing yet), "beginner" (has just begun to teach),
        "operator" (an admin)."""
        user_id = NEW[who]() if who in NEW else ask(SYSTEM, _user_id, email=_address(who))
        ticket = perform(SYSTEM, _ticket, user_id=user_id)
        cookie = perform(GUEST, enter, ticket=ticket, visitor="camera").cookie
        return {"name": "login", "value": cookie, "url": self.base_url}

    def enter(self, page: Page, who: str) -> None:
        """Logs this person in where nobody else is."""
        page.context.clear_cookies()
        page.context.add_cookies([self.login(who)])

    def actor(self, who: str) -> Actor:
        """Somebody, to do something as."""
        return Actor(ask(SYSTEM, _user_id, email=_address(who)), frozenset({"learner"}))

    def booking(self, status: str, **people: str) -> Pair:
        """A booking in this status, of these people as far as there is one."""
        return ask(SYSTEM, _pair, status=status, people=people)

    def report(self, words: str) -> Pair:
        """The session that was completed last, with what its learner says went wrong."""
        pair = ask(SYSTEM, _newest_paid)
        with suppress(NotReportable):  # reported already
            perform(_actor(pair.learner), report_problem, reference=pair.reference, reason=words)
        return pair

    def accept(self, reference: str) -> Pair:
        """Its instructor says yes to a request."""
        pair = ask(SYSTEM, _pair_of, reference=reference)
        perform(_actor(pair.teacher, "instructor"), accept, reference=reference)
        return pair

    def offering(self, kind: str = "individual", teacher: str = "tara") -> str:
        """The address of the page of an offering."""
        slug = ask(SYSTEM, _slug, kind=kind, teacher=_address(teacher))
        return f"/sessions/{slug}"

    def bargains(self) -> None:
        """Tara's coupons, one of them taken back, and a package of the offering that `offering` gives."""
        if self.has_bargains:
            return
        self.has_bargains = True
        tara = _actor("tara", "instructor")
        drafts = (
            CouponDraft("SPRING", "EUR", percent=20, total_limit=50, ends_at=NOW + timedelta(days=30)),
            CouponDraft("OLD-FRIEND", "EUR", off=500, minimum=1500, learner_limit=None),
            CouponDraft("WINTER", "EUR", percent=10),
        )
        *_, winter = [perform(tara, create_coupon, draft=draft) for draft in drafts]
        perform(tara, end_coupon, coupon_id=winter)
        slug = self.offering().rpartition("/")[2]
        offering_id, price = ask(SYSTEM, _price, slug=slug)
        perform(tara, offer_package, offering_id=offering_id, sessions=5, each=price * 4 // 5)

    def suspend(self, who: str) -> None:
        """An admin has suspended this instructor's teaching."""
        root, user_id = NEW["operator"], ask(SYSTEM, _user_id, email=_address(who))
        admin = Actor(root(), frozenset({"learner", "admin"}))
        perform(admin, suspend_teaching, user_id=user_id, reason=WHY)


@contextmanager
def open_demo(server: AppServer) -> Iterator[Demo]:
    clock = SettableClock(NOW)
    engine = make_engine(f"sqlite:///{server.data_dir / 'livesessions.db'}")
    open_door(Door(engine, clock))
    demo = Demo(server.base_url, server.data_dir / "clock", clock)
    demo.stop_the_clock()
    yield demo
    engine.dispose()


def stop_the_clock(data: Path) -> None:
    """Before there is an app: its clock file."""
    (data / "clock").write_text(str((NOW - system_clock()).total_seconds()))


def _newcomer(name: str = "Noa Adler") -> int:
    email = f"{name.split()[0].lower()}@example.com"
    account = NewAccount(name, email, hash_now("camera obscura"), "Europe/Berlin", "en_GB")
    perform(GUEST, sign_up, account, visitor="camera")
    user_id = ask(SYSTEM, _user_id, email=email)
    perform(SYSTEM, _confirm, user_id=user_id)
    return user_id


def _beginner() -> int:
    user_id = _newcomer("Bea Lindqvist")
    profile = Profile("Calligraphy, slowly", "I have taught brush lettering for ten years.")
    perform(Actor(user_id, frozenset({"learner"})), become_instructor, profile, time_zone="Europe/Berlin")
    return user_id


def _operator() -> int:
    user_id = _newcomer("Otto Berg")
    perform(SYSTEM, make_admin, email="otto@example.com")
    return user_id


NEW = {"newcomer": _newcomer, "beginner": _beginner, "operator": _operator}


def _actor(who: str, *roles: str) -> Actor:
    return Actor(ask(SYSTEM, _user_id, email=_address(who)), frozenset({"learner", *roles}))


def _address(who: str) -> str:
    return who if "@" in who else f"{who}@{DOMAIN}"


def _user_id(view: View, *, email: str) -> int:
    return view.db.exec(select(User.id).where(User.email == email)).one() or 0


def _confirm(work: Work, *, user_id: int) -> None:
    work.db.get_one(User, user_id).email_verified_at = work.now


def _ticket(work: Work, *, user_id: int) -> str:
    stored = work.db.get_one(User, user_id).password_hash
    return start_login(work, user_id=user_id, matched_hash=stored, visitor="camera")


def _pair(view: View, *, status: str, people: dict[str, str]) -> Pair:
    wanted = [(name, _address(who)) for name, who in people.items()]
    found = _pairs(view, BookingRequest.status == status)
    return max(found, key=lambda pair: sum(getattr(pair, name) == email for name, email in wanted))


def _newest_paid(view: View) -> Pair:
    """The one that was completed last among those that were paid for."""
    return _pairs(view, (BookingRequest.status == "completed") & (col(BookingRequest.price) > 0))[0]


def _pair_of(view: View, *, reference: str) -> Pair:
    (pair,) = _pairs(view, BookingRequest.reference == reference)
    return pair


def _pairs(view: View, where: Any) -> list[Pair]:
    """The nearest in time first."""
    learner, teacher = aliased(User), aliased(User)
    rows = view.db.exec(
        select(
            BookingRequest.reference,
            LiveSession.reference,
            LiveSession.starts_at,
            learner.email,
            teacher.email,
        )
        .join(LiveSession, LiveSession.id == BookingRequest.live_session_id)
        .join(learner, learner.id == BookingRequest.learner_id)
        .join(teacher, teacher.id == LiveSession.instructor_id)
        .where(where)
    )
    return sorted((Pair(*row) for row in rows), key=lambda pair: abs(pair.starts_at - NOW))


def _price(view: View, *, slug: str) -> tuple[int, int]:
    offering = view.db.exec(select(SessionOffering).where(SessionOffering.slug == slug)).one()
    return offering.id, offering.price


def _slug(view: View, *, kind: str, teacher: str) -> str:
    """One of the kind, this teacher's if there is one."""
    rows = view.db.exec(
        select(SessionOffering.slug, User.email)
        .join(User, User.id == SessionOffering.instructor_id)
        .where(SessionOffering.session_type == kind, SessionOffering.price > 0)
        .order_by(SessionOffering.id)
    )
    return max(rows, key=lambda row: row[1] == teacher)[0]
