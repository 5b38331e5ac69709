"""A market of very many instructors and bookings, written by a few statements.

Every instructor teaches Monday to Friday, 9 to 12 and 13 to 18 on the clock of one of five zones, has a day
off, twenty appointments elsewhere and one offering. Bookings reach from half a year ago to 50 days ahead,
one an hour at most. One instructor in a hundred has 1,090 of them, the others have 90 each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, text

from livesessions.models import BookingRequest, LiveSession
from livesessions.models.guards import drop_all_statements
from livesessions.runtime.database import WRITES

FEW, MANY = 90, 1_090
PAST_DAYS, DAYS = 180, 230
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Sydney", "UTC")

_ZONE = "CASE n % 5 " + " ".join(f"WHEN {at} THEN '{zone}'" for at, zone in enumerate(ZONES)) + " END"


@dataclass(frozen=True)
class Multitude:
    """How many there are of whom. Busy are the first of the instructors, by number."""

    instructors: int

    @property
    def busy(self) -> int:
        return self.instructors // 100

    @property
    def learners(self) -> int:
        return self.instructors // 2

    @property
    def bookings(self) -> int:
        return self.busy * MANY + (self.instructors - self.busy) * FEW


def fill(engine: Engine, now: datetime, multitude: Multitude) -> None:
    """Fills a migrated, empty database: guards and foreign keys look away, indexes are made afterwards."""
    dialect = engine.dialect.name
    indexes = [index for model in (LiveSession, BookingRequest) for index in model.__table__.indexes]
    with engine.connect().execution_options(**{WRITES: True}) as db:
        db.connection.cursor().execute(_TRUSTING[dialect])
        for statement in drop_all_statements(dialect):
            db.exec_driver_sql(statement)
        for index in indexes:
            index.drop(db)
        for statement in _statements(multitude):
            db.execute(text(_spoken(statement, dialect)), {"now": _told(now, dialect)})
        for index in indexes:
            index.create(db)
        db.commit()
    engine.dispose()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql("ANALYZE")


_TRUSTING = {"sqlite": "PRAGMA foreign_keys=OFF", "postgresql": "SET session_replication_role = replica"}


def _told(now: datetime, dialect: str) -> object:
    return now.replace(tzinfo=None).isoformat(" ") if dialect == "sqlite" else now


def _spoken(statement: str, dialect: str) -> str:
    """The statement with this database's words for moments, so many minutes after today's midnight."""
    if dialect == "sqlite":
        moment = r"strftime('%Y-%m-%d %H:%M:%S.000000', date(:now), (\1) || ' minutes')"
        now, day = "strftime('%Y-%m-%d %H:%M:%S.000000', :now)", "date(:now, '+9 days')"
    else:
        moment = r"date_trunc('day', CAST(:now AS timestamptz), 'UTC') + (\1) * interval '1 minute'"
        now, day = "CAST(:now AS timestamptz)", "CAST(CAST(:now AS timestamptz) AS date) + 9"
    return re.sub(r"AT\[(.*?)\]", moment, statement).replace("NOW[]", now).replace("DAY[]", day)


def _numbers(count: int) -> str:
    return f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})"


def _statements(multitude: Multitude) -> Iterator[str]:
    everybody = _numbers(multitude.instructors + multitude.learners)
    teaching = _numbers(multitude.instructors)
    yield f"""INSERT INTO app_user (id, email, name, password_hash, time_zone, locale, currency, is_admin,
            email_verified_at, created_at)
        {everybody} SELECT n, 'p' || n || '@example.org', 'Person ' || n, '', {_ZONE}, 'en_GB', 'EUR', false,
            NOW[], NOW[] FROM numbers"""
    yield f"""INSERT INTO instructor (user_id, slug, headline, bio, time_zone, booking_window_days, created_at)
        {teaching} SELECT n, 'p' || n, '', '', {_ZONE}, 60, NOW[] FROM numbers"""
    for day in range(5):
        for start, end in ((540, 720), (780, 1080)):
            yield f"""INSERT INTO instructor_availability (instructor_id, day_of_week, start_time, end_time,
                    timezone, is_active, max_sessions_per_day, min_lead_time_hours, buffer_minutes)
                {teaching} SELECT n, {day}, {start}, {end}, {_ZONE}, true, 6, 12, 10 FROM numbers"""
    yield f"""INSERT INTO availability_override (instructor_id, date, windows, note)
        {teaching} SELECT n, DAY[], '[]', '' FROM numbers"""
    yield f"""INSERT INTO busy_block (instructor_id, starts_at, ends_at, source)
        {_numbers(multitude.instructors * 20)}
        SELECT 1 + (n - 1) / 20, AT[(n % 20) * 4320 + 600], AT[(n % 20) * 4320 + 645], '' FROM numbers"""
    yield "INSERT INTO domain (id, slug, name, position) VALUES (1, 'programming', 'Programming', 1)"
    yield f"""INSERT INTO session_offering (id, instructor_id, domain_id, slug, title, summary, description,
            topic_type, session_type, schedule_mode, booking_mode, status, duration_minutes, capacity, price,
            currency, materials, requirements, language, level, created_at, updated_at)
        {teaching} SELECT n, n, 1, 'o' || n, 'Rust', '', '', 'flexible', 'individual', 'availability',
            'request', 'active', 60, 1, 3000, 'EUR', '', '', 'en', 'all', NOW[], NOW[] FROM numbers"""
    yield from _bookings(multitude, range(multitude.busy), MANY)
    yield from _bookings(multitude, range(multitude.busy, multitude.instructors), FEW)


def _bookings(multitude: Multitude, instructors: range, each: int) -> Iterator[str]:
    """So many sessions with a booking for each of these instructors, counted from 0."""
    after = instructors.start
    numbers, who = _numbers(len(instructors) * each), f"{after} + 1 + (n - 1) / {each}"
    # Evenly over the days; several on one day are an hour apart.
    place = f"((n - 1) % {each})"
    minute = f"({place} * {DAYS} / {each} - {PAST_DAYS}) * 1440 + 300 + 60 * ({place} % 9) * 2"
    first = after * (MANY if after else 0)
    learner = f"{multitude.instructors} + 1 + n % {multitude.learners}"
    status = f"CASE WHEN {place} * {DAYS} / {each} < {PAST_DAYS} THEN 'completed' ELSE "
    yield f"""INSERT INTO live_session (id, reference, offering_id, instructor_id, starts_at, ends_at,
            buffer_minutes, capacity, is_fixed_date, status, created_at)
        {numbers} SELECT {first} + n, 's' || ({first} + n), {who}, {who}, AT[{minute}], AT[{minute} + 60], 10, 1,
            false, {status}'scheduled' END, NOW[] FROM numbers"""
    yield f"""INSERT INTO booking_request (id, reference, request_key, live_session_id, learner_id, status,
            hold_extended, message, reason, ended_by, price, currency, fee_basis_points, free_cancellation_hours,
            partial_refund_hours, no_refund_hours, partial_refund_percent, booking_mode, min_lead_time_hours,
            created_at)
        {numbers} SELECT {first} + n, 'b' || ({first} + n), 'k' || ({first} + n), {first} + n,
            {learner}, {status}'accepted' END, false, '', '', '', 3000, 'EUR', 1000,
            24, 12, 12, 50, 'request', 12, NOW[] FROM numbers"""
