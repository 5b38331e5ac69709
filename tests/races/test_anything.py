"""Whatever people do, at once and in any order: what must be true of bookings stays true."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import select

from livesessions.jobs import worker
from livesessions.models import BookingRequest
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine
from livesessions.runtime.work import GUEST, Door, View, ask, open_door
from tests.conftest import BOTH, NOON
from tests.jobs.till import open_till
from tests.races.crowd import at_once
from tests.races.deeds import NAMES, Deeds, open_up
from tests.races.truths import lies, unpaid

OFFERINGS = (
    {},
    {"price": 3000},
    {"price": 3000, "booking_mode": "instant"},
    {"session_type": "group", "capacity": 2, "price": 3000},
)
DEED = st.tuples(st.sampled_from(NAMES), st.integers(0, 3), st.integers(0, 4))


class Life(RuleBasedStateMachine):
    """A market in which several people act at the same instant, again and again."""

    def __init__(self, fresh: Callable[[], str]) -> None:
        super().__init__()
        self.things = ExitStack()
        self.clock = SettableClock(NOON)
        engine = make_engine(fresh())
        self.things.callback(engine.dispose)
        open_door(Door(engine, self.clock))
        folder = Path(self.things.enter_context(tempfile.TemporaryDirectory()))
        self.things.enter_context(open_till(folder, self.clock))
        self.deeds = Deeds()

    @initialize(offering=st.sampled_from(OFFERINGS))
    def open_the_market(self, offering: dict[str, object]) -> None:
        open_up(**offering)

    @rule(deeds=st.lists(DEED, min_size=2, max_size=6))
    def all_at_once(self, deeds: list[tuple[str, int, int]]) -> None:
        at_once([self.deeds.call(*deed) for deed in deeds])

    @rule(minutes=st.sampled_from([1, 10, 41, 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @invariant()
    def nothing_is_wrong(self) -> None:
        assert ask(GUEST, lies) == []
        assert set(self.deeds.told) <= set(ask(GUEST, _references))

    def teardown(self) -> None:
        """At the end every promise is kept, and the money agrees with the bookings."""
        for _ in range(3):
            worker.run_until_idle()
            self.clock.advance(timedelta(minutes=1))
        try:
            assert (ask(GUEST, unpaid), ask(GUEST, lies)) == ([], [])
        finally:
            self.things.close()


def _references(view: View) -> list[str]:
    return list(view.db.exec(select(BookingRequest.reference)))


@pytest.fixture(params=BOTH)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes an empty database for every life."""
    numbers = count()

    def file() -> str:
        copy = tmp_path / f"{next(numbers)}.db"
        shutil.copy(request.getfixturevalue("migrated_file"), copy)
        return f"sqlite:///{copy}"

    def wiped() -> str:
        shared = request.getfixturevalue("shared_database")
        shared.wipe()
        return str(shared.url)

    yield file if request.param == "sqlite" else wiped
    if request.param != "sqlite":
        wiped()


def test_whatever_people_do_at_once_nothing_goes_wrong(fresh: Callable[[], str]) -> None:
    lives = settings(
        max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(lambda: Life(fresh), settings=lives)
