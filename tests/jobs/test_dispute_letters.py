"""Letters about a package given back, and about what a bank does to its payment or to that of a booking."""

from dataclasses import replace
from typing import Any

import pytest

from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.desk import the_desk
from livesessions.jobs.packages import settle_package
from livesessions.jobs.settle import settle
from livesessions.runtime.work import Actor, Door, perform
from livesessions.services.bookings import accept
from livesessions.services.credits import refund_credit
from livesessions.services.series import accept_series
from tests.jobs.letterbox import Letters
from tests.jobs.package_shop import Shop, open_shop
from tests.jobs.test_series import series_of
from tests.jobs.till import DISPUTED, pay
from tests.services.market import Market, booking, open_market

LENA, TARA = "lena@example.org", "tara@example.org"


@pytest.fixture
def gateway(letters: Letters) -> Any:
    return the_desk().payments


@pytest.fixture
def market(door: Door, letters: Letters) -> Market:
    door.announced = ANNOUNCED
    return open_market(door.clock(), price=3000)


@pytest.fixture
def shop(market: Market, gateway: Any) -> Shop:
    return open_shop(market, gateway)


@pytest.fixture
def admin(shop: Shop) -> Actor:
    return replace(shop.market.third, roles=frozenset({"learner", "admin"}))


def letters_to(letters: Letters, to: str, about: str = "package") -> list[str]:
    worker.run_until_idle()
    return [each.subject for each in letters.sent if each.to == to and about in each.subject]


def test_whoever_gives_a_package_back_reads_how_much_and_what_stays(shop: Shop, letters: Letters) -> None:
    reference = shop.buy()
    shop.spend()
    perform(shop.market.learner, refund_credit, reference=reference)
    assert letters_to(letters, LENA) == ["€40.00 from your package “Rust”"]
    text = letters.sent[-1].text
    for words in (
        "You gave back the rest of your package “Rust”.",
        "You get back €40.00, to where you paid from.",
        "Nothing is left to book with it. 1 session booked with it stays.",
        f"Package: {reference}: 3 × Rust",
        "Asked for by: You",
    ):
        assert words in text
    assert letters_to(letters, TARA) == []


def test_an_admins_reason_for_giving_back_stays_in_the_trail(
    shop: Shop, letters: Letters, admin: Actor
) -> None:
    reference = shop.buy()
    perform(admin, refund_credit, reference=reference, reason="She begged for it.")
    assert letters_to(letters, LENA) == ["€60.00 from your package “Rust”"]
    text = letters.sent[-1].text
    assert ("Asked for by: Live Sessions" in text, "begged" in text) == (True, False)


def test_an_instructor_reads_of_a_dispute_about_a_package_and_how_it_ends(
    shop: Shop, letters: Letters
) -> None:
    for number, won in enumerate((True, False)):
        reference = shop.buy(DISPUTED, key=f"p{number}")
        worker.run_until_idle()
        shop.gateway.close_dispute(shop.gateway.open_disputes()[0].id, won=won)
        settle_package(reference)
        worker.run_until_idle()
    opened = "The payment of a package “Rust” is disputed"
    verdicts = [f"The dispute about a package “Rust” was {verdict}" for verdict in ("won", "lost")]
    assert letters_to(letters, TARA) == [opened, verdicts[0], opened, verdicts[1]]
    assert letters_to(letters, LENA) == []


def test_a_dispute_that_is_over_before_the_letter_leaves_is_told_by_its_end(
    shop: Shop, letters: Letters
) -> None:
    reference = shop.buy(DISPUTED)
    shop.gateway.close_dispute(shop.gateway.open_disputes()[0].id, won=True)
    settle_package(reference)
    assert letters_to(letters, TARA) == ["The dispute about a package “Rust” was won"]


def test_an_instructor_reads_of_a_dispute_about_a_booking_and_how_it_ends(
    market: Market, gateway: Any, letters: Letters
) -> None:
    reference = pay(market, gateway, DISPUTED)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    gateway.close_dispute(gateway.open_disputes()[0].id, won=False)
    settle(booking(reference).id)
    told = ["The payment of “Rust” is disputed", "The dispute about “Rust” was lost"]
    assert letters_to(letters, TARA, "disput") == told


def test_a_dispute_about_a_series_is_one_letter(market: Market, gateway: Any, letters: Letters) -> None:
    series = series_of(market, gateway)
    series.pay(DISPUTED)
    perform(market.teacher, accept_series, reference=series.references[0])
    assert letters_to(letters, TARA, "disput") == ["The payment of 3 sessions of “Rust” is disputed"]
    assert "Session 3: Fri 28 Aug, 10:00 (GMT) · €30.00" in letters.sent[-1].text
