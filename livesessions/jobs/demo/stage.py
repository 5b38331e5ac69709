"""Builds the demo's stage: people sign up, confirm their address, set their hours, publish what they teach."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from sqlmodel import select

from livesessions.domain.availability import Timetable, WeekDay
from livesessions.domain.money import minor_digits
from livesessions.domain.offerings import BookingMode, Bounds, Draft, SessionType
from livesessions.domain.slots import CalendarRules, Hours
from livesessions.domain.topics import TopicType
from livesessions.jobs.demo.cast import Piece, Role
from livesessions.models import TokenPurpose, User
from livesessions.runtime.work import GUEST, SYSTEM, Actor, View, ask, perform
from livesessions.services.accounts import NewAccount, make_link, sign_up, verify_email
from livesessions.services.availability import save_hours
from livesessions.services.catalogue import DOMAINS, stock_shelves
from livesessions.services.coupons import CouponDraft, create_coupon
from livesessions.services.instructors import Profile, become_instructor
from livesessions.services.offerings import create_offering, publish_offering
from livesessions.services.packages import offer_package

PASSWORD = "demo-sessions"  # noqa: S105  (printed at every start with the demo: it protects nothing)
WEEKS = (
    ((9, 17),) * 5 + ((), ()),
    ((8, 12),) * 5 + ((10, 14), ()),
    ((17, 21),) * 4 + ((), (9, 15), (9, 13)),
    ((13, 20), (13, 20), (), (13, 20), (13, 20), (), ()),
)
PRICES = (0, 1200, 1800, 2500, 3000, 3500, 4500, 6000)
PACKED, TRIED = (3000, 6000), (2500, 3500, 4500)  # prices with packages, and with trial lessons
DURATIONS = (30, 45, 60, 60, 60, 90)


@dataclass(frozen=True, slots=True)
class Offer:
    """A published offering of the demo."""

    id: int
    instructor: Actor
    title: str
    topics: tuple[str, ...]
    popularity: float


def person(role: Role, password_hash: str) -> Actor:
    """Signs somebody up and confirms their address, the way a person would."""
    account = NewAccount(
        name=role.name,
        email=role.email,
        password_hash=password_hash,
        time_zone=role.zone,
        locale=role.locale,
    )
    perform(GUEST, sign_up, account, visitor="demo")
    user_id = ask(SYSTEM, _user_id, email=role.email)
    secret = perform(SYSTEM, make_link, user_id=user_id, purpose=TokenPurpose.VERIFY_EMAIL)
    perform(GUEST, verify_email, secret=secret)
    return Actor(user_id, frozenset({"learner", *(["instructor"] if role.teaches else [])}))


def teacher(role: Role, password_hash: str, chance: Random) -> Actor:
    """Somebody who signs up, tells about themselves and sets their weekly hours."""
    actor = person(role, password_hash)
    perform(actor, become_instructor, _profile(role, chance), time_zone=role.zone)
    perform(actor, save_hours, timetable=_timetable(role, chance))
    welcome = CouponDraft(code="WELCOME", currency=role.currency, percent=10)
    perform(actor, create_coupon, draft=welcome)
    return actor


def publish(actor: Actor, role: Role, piece: Piece, shelves: dict[str, int], chance: Random) -> Offer:
    """Writes one offering and publishes it."""
    bounds = Bounds(shortest=30, longest=240)
    draft = _draft(role, piece, chance)
    offering_id = perform(actor, create_offering, draft=draft, domain_id=shelves[piece.domain], bounds=bounds)
    perform(actor, publish_offering, offering_id=offering_id, bounds=bounds)
    if draft.price in PACKED and draft.session_type == SessionType.INDIVIDUAL:
        perform(actor, offer_package, offering_id=offering_id, sessions=5, each=draft.price * 9 // 10)
    return Offer(offering_id, actor, piece.title, piece.topics, chance.random() ** 2)


def shelves() -> dict[str, int]:
    """The id of each domain by its slug."""
    return perform(SYSTEM, stock_shelves)


def _draft(role: Role, piece: Piece, chance: Random) -> Draft:
    is_group = chance.random() < 0.25
    draft = _usual_draft(role, piece, chance, is_group=is_group)
    has_trial = draft.price in TRIED and not is_group
    return replace(draft, trial_price=draft.price * 2 // 5) if has_trial else draft


def _usual_draft(role: Role, piece: Piece, chance: Random, *, is_group: bool) -> Draft:
    return Draft(
        title=piece.title,
        summary=piece.summary,
        description=" ".join(_description(role, piece)),
        topics=piece.topics,
        topic_type=TopicType.FIXED if is_group else chance.choice(list(TopicType)),
        session_type=SessionType.GROUP if is_group else SessionType.INDIVIDUAL,
        booking_mode=BookingMode.INSTANT if is_group else chance.choice(list(BookingMode)),
        duration_minutes=chance.choice(DURATIONS),
        capacity=chance.choice((4, 6, 8, 12)) if is_group else 1,
        price=_price(role.currency, chance),
        currency=role.currency,
        level=piece.level,
        materials="A short summary and links after the session.",
        requirements="A quiet place, a camera and curiosity.",
    )


def _price(currency: str, chance: Random) -> int:
    cents = chance.choice(PRICES)
    return cents if minor_digits(currency) else cents * 150 // 100


def _description(role: Role, piece: Piece) -> Iterator[str]:
    yield f"{piece.summary} We start from where you are and work on what you bring."
    yield f"You will leave with notes, one thing to practise and a clear next step in {piece.topics[0]}."
    yield f"I am {role.name.split()[0]}, and I keep sessions small, calm and practical."


def _profile(role: Role, chance: Random) -> Profile:
    years = chance.randint(4, 22)
    field = DOMAINS[role.teaches]
    return Profile(
        headline=f"{field} teacher with {years} years of practice",
        bio=f"I have been teaching {field.lower()} for {years} years, online and in person. My sessions are "
        "friendly and hands-on: bring a question, and we will find the answer together.",
    )


def _timetable(role: Role, chance: Random) -> Timetable:
    rules = CalendarRules(
        timezone=role.zone,
        buffer_minutes=chance.choice((0, 10, 15)),
        min_lead_minutes=chance.choice((2, 6, 12)) * 60,
        max_per_day=chance.choice((None, 4, 6)),
    )
    week = chance.choice(WEEKS)
    return Timetable(rules=rules, week=tuple(_day(span) for span in week))


def _day(span: tuple[int, ...]) -> WeekDay:
    return WeekDay((Hours(span[0] * 60, span[1] * 60),)) if span else WeekDay()


def _user_id(view: View, *, email: str) -> int:
    return view.db.exec(select(User.id).where(User.email == email)).one()
