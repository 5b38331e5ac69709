"""A little town behind a running app: somebody for every page, and something to see on each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import col, select

from livesessions.models import (
    BookingRequest,
    Domain,
    Instructor,
    Invoice,
    LiveSession,
    Notification,
    SessionOffering,
    User,
)
from livesessions.runtime.work import SYSTEM, Actor, Work, perform
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.catalogue import stock_shelves
from livesessions.services.reviews import write_review
from tests.journeys.market import login_of, marketplace
from tests.journeys.server import AppServer
from tests.journeys.test_after import begin, earn
from tests.services.market import Market, booking, live_session
from tests.shelves import a_review, change, stands_in
from tests.teaching import Teacher, a_person, keep

WORDS = "We read your own code, find out why the compiler objects, and leave with notes. " * 3


@dataclass(frozen=True, slots=True)
class Town:
    """Login cookies by person, and what stands in the addresses of pages about one thing."""

    logins: Mapping[str, str]
    names: Mapping[str, str]


def found_town(server: AppServer) -> Town:
    """Fills the app's empty database."""
    about = {"title": "Rust lifetimes by example", "summary": "Read the compiler’s mind", "price": 0}
    with marketplace(server, description=WORDS, requirements="A laptop", **about) as market:
        teacher = Teacher(id=market.teacher.user_id or 0)
        dress(teacher)
        names = bookings_in_every_status(market) | offerings(teacher, market)
        bell(market.learner)
        return Town({who: login_of(actor) for who, actor in people(market).items()}, names)


def people(market: Market) -> dict[str, Actor]:
    """A learner and an instructor with a past, three who have only just come, and who runs the place."""
    newcomer, stranger, operator = Teacher(), a_person("ida", verified=False), a_person("root")
    change(User, operator.id, is_admin=True)
    change(User, newcomer.id, name="Nora Lind")
    return {
        "learner": market.learner,
        "instructor": market.teacher,
        "new learner": market.third,
        "new instructor": newcomer.actor,
        "unverified": Actor(stranger.id, frozenset({"learner"})),
        "admin": Actor(operator.id, frozenset({"learner", "admin"})),
    }


def dress(teacher: Teacher) -> None:
    change(User, teacher.id, name="Tara Quinn")
    change(Instructor, teacher.id, headline="Rust for people who know Python", bio=WORDS)


def offerings(teacher: Teacher, market: Market) -> dict[str, str]:
    """Offerings of every kind beside the market's own, and reviews of that one."""
    shelf = Domain(id=perform(SYSTEM, stock_shelves)["programming"])
    web = teacher.offers(title="Your first web service", summary="From nothing", topic_type="flexible")
    paid = stands_in(web, shelf, "Web")
    stands_in(teacher.offers(title="Reading circle", session_type="group", capacity=6), shelf, "Reading")
    stands_in(teacher.offers(title="Not ready yet", status="draft"), shelf)
    stands_in(teacher.offers(title="What we did last year", status="archived"), shelf)
    reviewed = SessionOffering(id=market.offering_id)
    for stars, words in ((5, "Finally I see why."), (4, ""), (5, "Calm and clear. " * 12)):
        a_review(teacher, reviewed, stars, words)
    return {"paid": paid.slug, "offering_id": str(market.offering_id)}


def bookings_in_every_status(market: Market) -> dict[str, str]:
    """The reference of one booking in each status, on a day of its own each."""
    told: dict[str, Callable[..., Any]] = {
        "pending": lambda **_: None,
        "accepted": partial(perform, market.teacher, accept),
        "rejected": partial(perform, market.teacher, reject, reason="I am away that day."),
        "cancelled": partial(perform, market.learner, cancel, reason="Something came up."),
        "completed": partial(is_over, market),
        "reviewed": partial(is_over, market, stars=5),
        "no_show": partial(ends_as, "no_show"),
        "expired": partial(ends_as, "expired"),
        "running": partial(runs_now, market),
    }
    references = {}
    for day, (name, tell) in enumerate(told.items()):
        start = (market.start + timedelta(days=day)).replace(second=0, microsecond=0)
        references[name] = market.request(at=start, key=name)
        tell(reference=references[name])
    references["held"] = market.hold(at=market.start.replace(hour=14, second=0, microsecond=0)).reference
    found = {"room": live_session(references["running"]).reference, "receipt": perform(SYSTEM, receipt)}
    return references | found


def receipt(work: Work) -> str:
    """The number of the first one that a learner got."""
    return work.db.exec(select(Invoice.code).where(col(Invoice.seller_id).is_not(None))).first() or ""


def is_over(market: Market, *, reference: str, stars: int = 0) -> None:
    ends_as("completed", reference=reference)
    perform(SYSTEM, earn, booking_id=booking(reference).id, instructor_id=market.teacher.user_id or 0)
    if stars:
        perform(market.learner, write_review, reference=reference, stars=stars, text="So clear!")


def ends_as(status: str, *, reference: str) -> None:
    """The session was three weeks earlier and ended like this."""
    row, back = live_session(reference), timedelta(weeks=3)
    change(
        LiveSession, row.id, starts_at=row.starts_at - back, ends_at=row.ends_at - back, status="completed"
    )
    change(BookingRequest, booking(reference).id, status=status, ended_at=datetime.now(UTC))


def runs_now(market: Market, *, reference: str) -> None:
    perform(market.teacher, accept, reference=reference)
    perform(SYSTEM, begin, live_session_id=live_session(reference).id)


def bell(who: Actor) -> None:
    """Two lines under this person's bell."""
    for event, title in enumerate(("Tara Quinn accepted", "Your session was moved"), 1):
        words = {"title": title, "body": "Rust lifetimes by example", "path": "/student/sessions"}
        keep(
            Notification(
                user_id=who.user_id or 0, audit_event_id=event, created_at=datetime.now(UTC), **words
            )
        )
