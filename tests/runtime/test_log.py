"""What is logged of a refused row: which rule refused it, and nothing of what was in it."""

from collections.abc import Callable
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from livesessions.models import User
from livesessions.runtime.hot import new_row
from livesessions.runtime.log import set_up_logging, without_values
from livesessions.runtime.work import SYSTEM, Door, Work, perform

ANN = {
    "email": "ann@secret.example",
    "name": "Ann",
    "password_hash": "hash-of-ann",
    "time_zone": "UTC",
    "locale": "en_GB",
    "currency": "EUR",
}


def by_entity(work: Work) -> None:
    work.db.add(User(**ANN, created_at=work.now))
    work.db.flush()


def by_columns(work: Work) -> None:
    new_row(User).first(work.db, **ANN, created_at=work.now)


@pytest.fixture(params=[by_entity, by_columns])
def refusal(request: pytest.FixtureRequest, door: Door) -> IntegrityError:
    """Ann signs up for the second time."""
    write: Callable[[Work], None] = request.param
    perform(SYSTEM, write)
    with pytest.raises(IntegrityError) as refused:
        perform(SYSTEM, write)
    return refused.value


def test_an_error_of_the_database_is_told_without_values(refusal: IntegrityError) -> None:
    told = without_values(repr(refusal))
    assert "email" in told
    assert not any(secret in told for secret in ("ann@secret", "hash-of-ann"))


def test_a_logged_exception_has_its_traceback_and_no_values(
    refusal: IntegrityError, capsys: pytest.CaptureFixture[str]
) -> None:
    kept: dict[str, Any] = structlog.get_config()
    try:
        set_up_logging("info", as_json=True)
        structlog.get_logger().error("it_broke", exc_info=refusal)
    finally:
        structlog.configure(**kept)
    logged = capsys.readouterr().err
    assert "Traceback" in logged
    assert "test_log.py" in logged
    assert "ann@secret" not in logged
