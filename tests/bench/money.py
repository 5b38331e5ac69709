"""How many bookings can be settled in a second, and how many letters of the gateway kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.applications import Starlette
from starlette.testclient import TestClient

from livesessions.api.stripe_webhook import webhook_route
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.webhooks import sign
from livesessions.jobs import worker
from livesessions.jobs.settle import settle
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import make_engine, migrate
from livesessions.runtime.work import Door, open_door, perform
from livesessions.services.bookings import accept
from tests.bench.registry import Figure, benchmark
from tests.jobs.till import open_till, pay
from tests.services.market import Market, booking, open_market

BOOKINGS, LETTERS = 20, 500
SECRET = "whsec_test"
NOON = datetime(2026, 8, 12, 12, 0, tzinfo=UTC)


@benchmark
def money(share: float) -> Iterator[Figure]:
    with marketplace() as (market, gateway, clock):
        settled = settled_per_second(market, gateway, ceil(BOOKINGS * share))
        yield Figure("money.settled", settled, "bookings/s")
        kept = kept_per_second(gateway, clock, ceil(LETTERS * share))
        yield Figure("money.webhooks", kept, "letters/s")


@contextmanager
def marketplace() -> Iterator[tuple[Market, SandboxGateway, SettableClock]]:
    """An empty SQLite file with one instructor, and a till."""
    with TemporaryDirectory() as folder:
        clock = SettableClock(NOON)
        engine = make_engine(f"sqlite:///{folder}/bench.db")
        migrate(engine)
        open_door(Door(engine, clock))
        with open_till(Path(folder), clock) as gateway:
            yield open_market(clock(), price=3000), gateway, clock
        engine.dispose()


def settled_per_second(market: Market, gateway: SandboxGateway, bookings: int) -> float:
    """From an authorised payment to a captured one in the ledger: two looks and a call each."""
    references = []
    for number in range(bookings):
        start = market.start.replace(hour=9 + number % 8, day=market.start.day + number // 8)
        reference = pay(Market(**(vars(market) | {"start": start})), gateway, key=f"k{number}")
        perform(market.teacher, accept, reference=reference)
        references.append(booking(reference).id)
    began = time.perf_counter()
    for booking_id in references:
        settle(booking_id)
    taken = time.perf_counter() - began
    worker.run_until_idle()
    return bookings / taken


def kept_per_second(gateway: SandboxGateway, clock: SettableClock, letters: int) -> float:
    """Seal checked, stored once, answered, through the real route; every tenth is a repetition."""
    door = TestClient(Starlette(routes=[webhook_route(gateway, [SECRET], "sandbox")]))
    bodies = [_letter(number - number % 10 // 9) for number in range(letters)]
    sealed = [(body, sign(body, SECRET, clock())) for body in bodies]
    began = time.perf_counter()
    for body, seal in sealed:
        assert door.post("/webhooks/stripe", content=body, headers={"Stripe-Signature": seal}).is_success
    return letters / (time.perf_counter() - began)


def _letter(number: int) -> bytes:
    thing = f'{{"id":"pi_{number}","object":"payment_intent"}}'
    return f'{{"id":"evt_{number}","type":"payment_intent.succeeded","data":{{"object":{thing}}}}}'.encode()
