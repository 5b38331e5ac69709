"""What was paid before there were invoices gets its own, once and without a gap."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from livesessions.jobs import nightly, worker
from livesessions.models import Invoice
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.database import downgrade, drift, make_engine, migrate
from livesessions.runtime.work import GUEST, Door, View, ask, open_door, perform
from livesessions.services.bookings import accept, cancel
from tests.jobs.till import DISPUTED, GOOD, completed, open_till, pay, sound
from tests.services.market import open_market

BEFORE_INVOICES = "0011"
Row: TypeAlias = tuple[str, str, int, str, str]


@pytest.fixture
def season(own_database_url: str, clock: SettableClock, tmp_path: Path) -> Iterator[Engine]:
    """A database with a refunded, a disputed and an earned booking."""
    engine = make_engine(own_database_url)
    open_door(Door(engine, clock))
    with open_till(tmp_path, clock) as gateway:
        market = open_market(clock(), price=3000)
        for days, card in ((1, GOOD), (2, DISPUTED)):
            later = replace(market, start=market.start + timedelta(days=days))
            reference = pay(later, gateway, card, key=f"k{days}")
            perform(market.teacher, accept, reference=reference)
            worker.run_until_idle()
            perform(market.learner, cancel, reference=reference)
        gateway.close_dispute(gateway.open_disputes()[0].id, won=False)
        completed(market, gateway, clock, key="k0")
        yield engine
    engine.dispose()


def issued() -> list[Row]:
    def rows(view: View) -> list[Row]:
        found = view.db.exec(select(Invoice).order_by(col(Invoice.id)))
        return [(row.code, row.kind, row.price, row.buyer_name, row.refers_to) for row in found]

    return ask(GUEST, rows)


def test_old_payments_get_their_invoices_once_and_without_a_gap(season: Engine) -> None:
    before = issued()
    assert sorted(code for code, *_ in before) == [*(f"I1-{n:05d}" for n in range(1, 6)), "LS-00001"]
    downgrade(season, BEFORE_INVOICES)
    migrate(season)
    assert issued() == []
    for _ in range(2):
        nightly.issue_invoices()
    assert issued() == before
    assert (drift(season), sound()) == ([], True)
