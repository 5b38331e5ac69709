"""Both people of a booking that could not be charged are told, under the bell and by letter, and how it ended."""

from datetime import timedelta

import pytest

from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.desk import the_desk
from livesessions.jobs.settle import settle
from livesessions.queries.notifications import bell
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import Actor, Door, ask, perform
from livesessions.services.bookings import accept
from tests.jobs.letterbox import Letters
from tests.jobs.test_pay_links import A_DAY, ASKS
from tests.jobs.test_saved_methods import saved
from tests.jobs.till import enter
from tests.services.market import Market, booking, open_market

LENA, TARA = "lena@example.org", "tara@example.org"


@pytest.fixture
def market(door: Door, clock: SettableClock, letters: Letters) -> Market:
    door.announced = ANNOUNCED
    return open_market(clock(), price=3000)


@pytest.fixture
def owed(market: Market) -> str:
    reference = saved(market, the_desk().payments, ASKS)
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    return reference


def newest(who: Actor) -> tuple[str, str]:
    line = ask(who, bell).lines[0]
    return line.title, line.body


def subjects(letters: Letters, to: str) -> list[str]:
    return [letter.subject for letter in letters.sent if letter.to == to]


def test_the_request_says_that_the_card_is_saved_and_until_when_an_answer_comes(
    market: Market, letters: Letters
) -> None:
    reference = saved(market, the_desk().payments)
    worker.run_until_idle()
    (told,) = (letter.text for letter in letters.sent if letter.to == LENA)
    assert "Your card is saved, and charged when they accept. If they can’t, it is forgotten." in told
    assert f"You will hear from us by {booking(reference).respond_by:%a} " in told


def test_both_are_told_that_it_is_owed_and_until_when(market: Market, letters: Letters, owed: str) -> None:
    assert newest(market.learner)[0] == "Your card could not be charged"
    assert "your place is kept so long" in newest(market.learner)[1]
    assert newest(market.teacher)[0] == "Lena’s card could not be charged"
    assert subjects(letters, LENA)[-1].startswith("Please pay “Rust” by ")
    assert subjects(letters, TARA)[-1] == "Lena’s payment for “Rust”"
    assert "Your bank wants to ask you first." in letters.sent[-2].text + letters.sent[-1].text


def test_both_hear_that_it_was_paid_after_all(market: Market, letters: Letters, owed: str) -> None:
    open_checkout(market.learner, reference=owed)
    enter(the_desk().payments, owed)
    settle(booking(owed).id)
    worker.run_until_idle()
    assert newest(market.learner)[0] == "You have paid “Rust”"
    assert newest(market.teacher)[0] == "Lena has paid"


def test_both_hear_that_it_has_expired_and_the_invitation_is_withdrawn(
    market: Market, letters: Letters, clock: SettableClock, owed: str
) -> None:
    clock.advance(A_DAY + timedelta(seconds=1))
    worker.run_until_idle()
    assert newest(market.learner)[0] == newest(market.teacher)[0] == "“Rust” was not paid and has expired"
    for who in (LENA, TARA):
        assert subjects(letters, who)[-1].startswith("Not paid: “Rust”, ")
        assert b"METHOD:CANCEL" in letters.calendars()[who]


def test_nobody_gets_a_letter_about_a_debt_that_is_paid_by_then(market: Market, letters: Letters) -> None:
    gateway = the_desk().payments
    reference = saved(market, gateway, ASKS)
    perform(market.teacher, accept, reference=reference)
    settle(booking(reference).id)
    open_checkout(market.learner, reference=reference)
    enter(gateway, reference)
    settle(booking(reference).id)
    worker.run_until_idle()
    assert not [told for told in subjects(letters, LENA) if told.startswith("Please pay")]
