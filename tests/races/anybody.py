"""`python -m tests.races.anybody URL SEED` does this and that to bookings and says so, until it is killed."""

import random
import sys

from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine
from livesessions.runtime.work import Door, open_door
from tests.conftest import NOON
from tests.races.crowd import outcome
from tests.races.deeds import NAMES, Deeds

FREE = [name for name in NAMES if name != "pay"]


def main(url: str, seed: str) -> None:
    open_door(Door(make_engine(url), SettableClock(NOON)))
    deeds, chance = Deeds(), random.Random(seed)
    while True:
        call = deeds.call(chance.choice(FREE), chance.randrange(4), chance.randrange(5))
        sys.stdout.write(f"{outcome(call)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
