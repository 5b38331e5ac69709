"""`python -m tests.races.booker URL` books one slot after the other and says so, until it is killed."""

import sys
from datetime import timedelta

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine
from livesessions.runtime.work import Door, open_door
from tests.conftest import NOON
from tests.races.crowd import everybody, first_slot, hold

LEARNERS, INSTRUCTORS = 400, 20


def main(url: str) -> None:
    open_door(Door(make_engine(url), SettableClock(NOON)))
    for number, learner in enumerate(everybody(LEARNERS, INSTRUCTORS)):
        start = first_slot(NOON) + timedelta(hours=number // INSTRUCTORS)
        held = hold(learner, start, offering_id=1 + number % INSTRUCTORS)
        sys.stdout.write(f"{held.reference}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
