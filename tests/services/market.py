"""A small marketplace for service tests: one instructor, one learner, one offering, open every day 9–17 UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from livesessions.models import (
    BookingRequest,
    Domain,
    Instructor,
    InstructorAvailability,
    LiveSession,
    Payment,
    SessionOffering,
    User,
)
from livesessions.runtime.work import GUEST, SYSTEM, Actor, View, Work, ask, perform
from livesessions.services.bookings import Proposal, propose, request_free
from livesessions.services.holds import hold_slot
from livesessions.services.taking import Held, Terms

TERMS = Terms(
    fee_basis_points=1000,
    free_cancellation_hours=24,
    partial_refund_hours=12,
    no_refund_hours=12,
    gateway="sandbox",
)
PROPOSAL = Proposal(topic="Lifetimes", goal="Read other people's code", message="Hello!", accepts_terms=True)


@dataclass(frozen=True)
class Market:
    """Who and what there is."""

    teacher: Actor
    learner: Actor
    other: Actor
    third: Actor
    offering_id: int
    start: datetime  # a free slot two days ahead

    def hold(self, who: Actor | None = None, at: datetime | None = None, key: str = "k1", **kw: Any) -> Held:
        asked = {"offering_id": self.offering_id, "starts_at": at or self.start, "request_key": key}
        return perform(who or self.learner, hold_slot, **{"terms": TERMS, **asked, **kw})

    def describe(self, held: Held, who: Actor | None = None) -> None:
        perform(who or self.learner, propose, reference=held.reference, proposal=PROPOSAL)

    def request(self, who: Actor | None = None, **kw: Any) -> str:
        """A free booking that waits for the instructor's answer."""
        held = self.hold(who, **kw)
        self.describe(held, who)
        perform(who or self.learner, request_free, reference=held.reference)
        return held.reference

    def change(self, **columns: Any) -> None:
        """Edits the offering behind the services' back."""
        perform(SYSTEM, _edit, SessionOffering, of=self.offering_id, columns=columns)

    def change_hours(self, **columns: Any) -> None:
        """Edits the instructor behind the services' back."""
        perform(SYSTEM, _edit, Instructor, of=self.teacher.user_id, columns=columns)

    def live_in(self, zone: str) -> None:
        """Moves the instructor and their hours to another zone."""
        self.change_hours(time_zone=zone)
        perform(SYSTEM, _windows, timezone=zone)

    def ask_no_notice(self) -> None:
        """Lets learners book until the very start."""
        perform(SYSTEM, _windows, min_lead_time_hours=0)

    def limit_days(self, sessions: int) -> None:
        """Lets the instructor teach no more than that many sessions a day."""
        perform(SYSTEM, _windows, max_sessions_per_day=sessions)


def open_market(now: datetime, **offering: Any) -> Market:
    """Fills an empty database."""
    return perform(SYSTEM, _fill, now=now, offering=offering)


def booking(reference: str) -> BookingRequest:
    return ask(GUEST, _one, BookingRequest, BookingRequest.reference == reference)


def payment(reference: str) -> Payment:
    return ask(GUEST, _one, Payment, Payment.booking_id == booking(reference).id)


def live_session(reference: str) -> LiveSession:
    return ask(GUEST, _one, LiveSession, LiveSession.id == booking(reference).live_session_id)


def person(work: Work, name: str) -> User:
    user = User(
        email=f"{name.lower()}@example.org",
        name=name,
        password_hash="",
        email_verified_at=work.now,
        created_at=work.now,
    )
    work.db.add(user)
    work.db.flush()
    return user


def actor(user: User, *roles: str) -> Actor:
    return Actor(user.id, frozenset({"learner", *roles}))


def _one(view: View, model: Any, where: Any) -> Any:
    return view.db.exec(select(model).where(where)).one()


def _edit(work: Work, model: Any, *, of: int, columns: dict[str, Any]) -> None:
    row = work.db.get_one(model, of)
    for name, value in columns.items():
        setattr(row, name, value)


def _windows(work: Work, **columns: Any) -> None:
    for window in work.db.exec(select(InstructorAvailability)):
        for name, value in columns.items():
            setattr(window, name, value)


def _shelf(work: Work) -> Domain:
    """The one that a migrated app has, or a first one."""
    found = work.db.exec(select(Domain).where(Domain.slug == "programming")).one_or_none()
    domain = found or Domain(slug="programming", name="Programming")
    work.db.add(domain)
    work.db.flush()
    return domain


def _fill(work: Work, *, now: datetime, offering: dict[str, Any]) -> Market:
    teacher, learner, other, third = (person(work, name) for name in ("Tara", "Lena", "Omar", "Mia"))
    work.db.add(Instructor(user_id=teacher.id, slug="tara", time_zone="UTC", created_at=now))
    domain = _shelf(work)
    for day in range(7):
        work.db.add(
            InstructorAvailability(
                instructor_id=teacher.id, day_of_week=day, start_time=540, end_time=1020, timezone="UTC"
            )
        )
    made = SessionOffering(
        **{
            "instructor_id": teacher.id,
            "domain_id": domain.id,
            "slug": "rust",
            "title": "Rust",
            "topic_type": "flexible",
            "status": "active",
            "created_at": now,
            "updated_at": now,
            **offering,
        }
    )
    work.db.add(made)
    work.db.flush()
    start = (now + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
    learners = (actor(learner), actor(other), actor(third))
    return Market(actor(teacher, "instructor"), *learners, made.id, start)
