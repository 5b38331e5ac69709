"""Hot statements: what SQLAlchemy says of a statement, only sooner."""

from datetime import UTC

import pytest
from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, col

from livesessions.models import OutboxJob, Topic
from livesessions.runtime.database import make_engine
from livesessions.runtime.hot import Hot, new_row
from livesessions.runtime.work import GUEST, SYSTEM, Door, Work, ask, perform
from tests.conftest import NOON
from tests.postgres import SharedDatabase
from tests.teaching import statements

JOB = new_row(OutboxJob)
JOBS = Hot(
    select(col(OutboxJob.job), col(OutboxJob.payload), col(OutboxJob.due_at), col(OutboxJob.attempts))
    .where(col(OutboxJob.id) == bindparam("job_id"))
    .where(col(OutboxJob.attempts) == bindparam("attempts")),
    attempts=0,
)


def promise(work: Work) -> int:
    asked = {"payload": {"to": ["Ada"]}, "due_at": work.now, "created_at": work.now}
    return int(JOB.first(work.db, job="ring", **asked).id)


def test_a_row_is_written_with_the_defaults_of_its_model_and_read_as_python_knows_it(door: Door) -> None:
    number = perform(SYSTEM, promise)
    found = ask(GUEST, lambda view: JOBS.all(view.db, job_id=number))
    assert [tuple(row) for row in found] == [("ring", {"to": ["Ada"]}, NOON, 0)]
    assert found[0].due_at.tzinfo is UTC


def test_nothing_is_the_first_of_no_rows(door: Door) -> None:
    assert ask(GUEST, lambda view: JOBS.first(view.db, job_id=4711)) is None


def test_what_entities_have_changed_is_seen(door: Door) -> None:
    def change(work: Work) -> object:
        job = work.db.get_one(OutboxJob, promise(work))
        job.attempts = 7
        return JOBS.first(work.db, job_id=job.id, attempts=7).job

    assert perform(SYSTEM, change) == "ring"


def test_an_error_is_the_one_that_sqlalchemy_raises(door: Door) -> None:
    lost = new_row(Topic)
    with pytest.raises(IntegrityError):
        perform(SYSTEM, lambda work: lost.first(work.db, domain_id=None, slug="x", name="X"))


def test_who_counts_statements_sees_them(door: Door) -> None:
    assert statements(door.engine, lambda: ask(GUEST, lambda view: JOBS.all(view.db, job_id=1))) == 1


@pytest.mark.postgresql
def test_a_connection_that_dies_is_replaced(shared_database: SharedDatabase) -> None:
    engine = make_engine(shared_database.url)
    pid, kill = select(func.pg_backend_pid()), select(func.pg_terminate_backend(bindparam("pid")))
    with Session(engine) as db, Session(engine) as other:
        other.execute(kill, {"pid": db.execute(pid).scalar_one()})
        with pytest.raises(OperationalError) as died:
            JOBS.all(db, job_id=1)
    with Session(engine) as db, Session(engine) as other:
        assert (died.value.connection_invalidated, JOBS.all(db, job_id=1), JOBS.all(other, job_id=1)) == (
            True,
            [],
            [],
        )
    engine.dispose()
