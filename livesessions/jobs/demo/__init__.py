"""Demo data: a living marketplace, made by the app's own services on a clock that walks through a season.

The same seed plays the same season; only its dates follow today's.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.delivery import DeliveryMode
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.demo import cast, stage
from livesessions.jobs.demo.backstage import HalfPlayed, Place, backstage, refuse_half
from livesessions.jobs.demo.history import Season
from livesessions.jobs.demo.stage import PASSWORD, Offer
from livesessions.jobs.desk import Desk, lay
from livesessions.queries.demo import has_account, is_empty
from livesessions.runtime.clock import SettableClock, make_clock, system_clock
from livesessions.runtime.database import make_engine
from livesessions.runtime.passwords import hash_now
from livesessions.runtime.settings import Settings
from livesessions.runtime.work import GUEST, Actor, Door, ask, open_door, the_door
from livesessions.services.taking import Terms

SEED = 2026
DAYS = 90
WISHES_A_DAY = 4
FRESH_NEWS = timedelta(days=4)  # what lies longer back is under nobody's bell
LOGINS = (("a learner", "lena"), ("an instructor", "tara"))
__all__ = ["HalfPlayed", "fill_if_empty", "logins"]
Tell = Callable[[str], None]


class NoPost:
    """Fits `Post`: letters to people who don't exist stay unwritten."""

    def send_letter(self, payload: Mapping[str, Any], *, key: str) -> None:
        """Lets it go."""


def fill_if_empty(settings: Settings, tell: Tell, *, days: int = DAYS) -> None:
    """Plays a season of so many days if nobody has an account yet; 90 take about two minutes.

    Interrupted at any moment it leaves nothing (SQLite), or a note by which the next call raises HalfPlayed.
    """
    refuse_half(settings)
    if not _nobody_is_there(settings):
        return
    tell("Filling an empty database with a season of demo data (a few minutes, once)")
    with backstage(settings) as place:
        _fill(settings, place, tell, days)


def _nobody_is_there(settings: Settings) -> bool:
    engine = make_engine(settings.database)
    try:
        open_door(Door(engine, system_clock))
        return ask(GUEST, is_empty)
    finally:
        engine.dispose()


def logins(settings: Settings) -> list[str]:
    """The lines that tell how to log in to the demo; none where there is no demo."""
    engine = make_engine(settings.database)
    try:
        open_door(Door(engine, system_clock))
        mails = [(who, f"{name}@{cast.DOMAIN_NAME}") for who, name in LOGINS]
        return [f"{who}: {mail} / {PASSWORD}" for who, mail in mails if ask(GUEST, has_account, email=mail)]
    finally:
        engine.dispose()


def _fill(settings: Settings, place: Place, tell: Tell, days: int) -> None:
    now = make_clock(settings.clock_offset_file)()
    clock = SettableClock(now - timedelta(days=days + 10))
    engine = make_engine(place.database)
    sandbox = _sandbox(settings, place, clock)
    try:
        open_door(Door(engine, clock))
        lay(Desk(settings=settings, payments=sandbox, post=NoPost()))
        season = _prepare(settings, clock, sandbox, tell, now)
        season.play(now, _progress(tell))
    finally:
        sandbox.set_delivery(DeliveryMode.NORMAL)
        sandbox.close()
        engine.dispose()


def _sandbox(settings: Settings, place: Place, clock: SettableClock) -> SandboxGateway:
    sandbox = SandboxGateway(
        place.sandbox,
        base_url=settings.origin,
        webhook_secret="demo",  # noqa: S106 (its letters are lost on purpose)
        now=clock,
        environment=settings.environment,
    )
    sandbox.set_delivery(DeliveryMode.LOST)
    return sandbox


def _prepare(
    settings: Settings, clock: SettableClock, sandbox: SandboxGateway, tell: Tell, now: datetime
) -> Season:
    chance = Random(SEED)  # noqa: S311 (a story, not a secret)
    tell("  people and offerings")
    offers, learners = _cast(chance)
    clock.advance(timedelta(days=10))
    season = Season(clock, sandbox, offers, learners, terms_of(settings), chance)
    days = (now - clock()).days
    for _ in range(days * WISHES_A_DAY):
        season.at(clock() + timedelta(days=chance.uniform(0, days)), season.wish)
    _favour_logins(season, now, days)
    season.at(now - FRESH_NEWS, lambda: setattr(the_door(), "announced", ANNOUNCED))
    return season


def _progress(tell: Tell) -> Callable[[datetime], None]:
    months: set[str] = set()

    def progress(moment: datetime) -> None:
        if (month := f"{moment:%B}") not in months:
            months.add(month)
            tell(f"  sessions in {month}")

    return progress


def _favour_logins(season: Season, now: datetime, season_days: int) -> None:
    """The two people one can log in as have something to do: sessions ahead, requests that wait."""
    lena, tara = season.learners[0], season.offers[0].instructor
    hers = [offer for offer in season.offers if offer.instructor == tara]
    others = [learner for learner in season.learners if learner != lena]
    for days in range(2, season_days, 3):
        season.at(now - timedelta(days=days), partial(season.wish, offer=season.chance.choice(hers)))
    for days in range(1, min(40, season_days), 4):
        season.at(now - timedelta(days=days), partial(season.wish, learner=lena))
    for minutes in (3, 6, 9, 12):
        asked = partial(season.wish, learner=season.chance.choice(others), offer=season.chance.choice(hers))
        season.at(now - timedelta(minutes=minutes), asked)


def _cast(chance: Random) -> tuple[list[Offer], list[Actor]]:
    password = hash_now(PASSWORD)
    shelves, roles = stage.shelves(), cast.instructors()
    teachers = {role: stage.teacher(role, password, chance) for role in roles}
    learners = [stage.person(role, password) for role in cast.learners()]
    offers = [
        stage.publish(teachers[role], role, piece, shelves, chance) for role, piece in cast.parts(roles)
    ]
    return offers, learners


def terms_of(settings: Settings) -> Terms:
    """What the settings say today."""
    return Terms(
        fee_basis_points=settings.fee_basis_points,
        free_cancellation_hours=settings.free_cancellation_hours,
        partial_refund_hours=settings.partial_refund_hours,
        no_refund_hours=settings.no_refund_hours,
        gateway="sandbox",
        answer_within_hours=settings.answer_within_hours,
        authorisation_hours=settings.authorisation_hours,
    )
