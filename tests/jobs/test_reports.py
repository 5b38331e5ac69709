"""A learner reports a problem: the share waits, people are told, an admin decides, the books balance."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from livesessions.domain.errors import DomainError, Invalid, NotAllowed, NotFound
from livesessions.domain.reports import NotReportable
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.operator import appoint
from livesessions.models import AuditEvent, Transfer
from livesessions.queries.notifications import bell
from livesessions.queries.payouts import payouts
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, Actor, Door, View, ask, perform
from livesessions.services.reports import refund_report, release_report, report_problem
from tests.jobs.letterbox import Letters
from tests.jobs.package_shop import open_shop
from tests.jobs.till import DISPUTED, REFUND_FAILS, books, completed, meet, onboard, pass_days, sound
from tests.services.market import Market, booking, payment

FEES = {"gateway_fees": 117}


@pytest.fixture
def over(market: Market, gateway: SandboxGateway, clock: SettableClock) -> str:
    """A paid session that took place, with an account to pay its instructor to."""
    reference = completed(market, gateway, clock)
    onboard(market, gateway)
    return reference


@pytest.fixture
def admin(market: Market) -> Actor:
    return replace(market.third, roles=frozenset({"learner", "admin"}))


def report(market: Market, reference: str, reason: str = "Nobody spoke English.") -> None:
    perform(market.learner, report_problem, reference=reference, reason=reason)


def sent(view: View) -> list[int]:
    return [row.price for row in view.db.exec(select(Transfer))]


def trail(view: View) -> list[tuple[str, int | None, str]]:
    found = select(AuditEvent).where(col(AuditEvent.event).like("booking.problem%"))
    return [
        (row.event, row.actor_id, row.reason) for row in view.db.exec(found.order_by(col(AuditEvent.number)))
    ]


def refused(
    market: Market, reference: str, reason: str = "It was bad.", who: Actor | None = None
) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        perform(who or market.learner, report_problem, reference=reference, reason=reason)
    assert refusal.value.field == "problem"
    return refusal.value


def test_a_reported_share_waits_however_long_it_takes(
    market: Market, over: str, clock: SettableClock
) -> None:
    report(market, over)
    pass_days(clock, 30)
    (waiting,) = ask(market.teacher, payouts).waiting
    assert (waiting.why, ask(GUEST, sent), sound()) == ("reported", [], True)


def test_a_share_nobody_complains_of_is_sent(over: str, clock: SettableClock) -> None:
    pass_days(clock, 8)
    assert ask(GUEST, sent) == [2700]


def test_a_released_share_goes_on_its_way(
    market: Market, over: str, clock: SettableClock, admin: Actor
) -> None:
    report(market, over)
    pass_days(clock, 10)
    perform(admin, release_report, reference=over)
    pass_days(clock, 0.1)
    assert (ask(GUEST, sent), payment(over).refunded, sound()) == ([2700], 0, True)


def test_a_share_released_early_keeps_its_usual_day(
    market: Market, over: str, clock: SettableClock, admin: Actor
) -> None:
    report(market, over)
    perform(admin, release_report, reference=over)
    pass_days(clock, 1)
    assert ask(GUEST, sent) == []


@pytest.mark.parametrize(
    ("amount", "left"),
    [(3000, {}), (1000, {"instructor:1": -1800, "revenue": -200})],
    ids=["full", "part"],
)
def test_a_refund_takes_fee_and_share_in_proportion(
    market: Market, over: str, admin: Actor, amount: int, left: dict[str, int]
) -> None:
    report(market, over)
    perform(admin, refund_report, reference=over, amount=amount)
    worker.run_until_idle()
    assert books() == {"gateway": 2883 - amount, **FEES, **left}
    assert (payment(over).refunded, sound()) == (amount, True)


def test_what_a_part_leaves_of_the_share_is_sent(
    market: Market, over: str, clock: SettableClock, admin: Actor
) -> None:
    report(market, over)
    perform(admin, refund_report, reference=over, amount=1000)
    pass_days(clock, 8)
    assert (ask(GUEST, sent), sound()) == ([1800], True)


def test_a_refund_that_fails_is_tried_again_as_usual(
    market: Market, gateway: SandboxGateway, clock: SettableClock, admin: Actor
) -> None:
    reference = completed(market, gateway, clock, REFUND_FAILS)
    report(market, reference)
    perform(admin, refund_report, reference=reference, amount=3000)
    for _ in range(8):
        worker.run_until_idle()
        pass_days(clock, 0.5)
    assert (payment(reference).blocked, books()["escrow"], sound()) == ("refund_failed", -3000, True)


def test_a_disputed_payment_is_given_back_by_the_bank_alone(
    market: Market, gateway: SandboxGateway, clock: SettableClock, admin: Actor
) -> None:
    reference = completed(market, gateway, clock, DISPUTED)
    report(market, reference)
    perform(admin, refund_report, reference=reference, amount=3000)
    gateway.close_dispute(gateway.open_disputes()[0].id, won=False)
    pass_days(clock, 1.1)
    assert (books(), sound()) == ({"gateway": -1617, "gateway_fees": 1617}, True)


def test_a_session_paid_with_credit_goes_back_to_its_package(
    market: Market, gateway: SandboxGateway, clock: SettableClock, admin: Actor
) -> None:
    shop = open_shop(market, gateway)
    shop.buy()
    reference = shop.spend()
    meet(market, clock, reference)
    report(market, reference)
    perform(admin, refund_report, reference=reference, amount=2000)
    worker.run_until_idle()
    assert (shop.left(), sound()) == ([3], True)


def test_seventy_two_hours_are_open_and_not_a_second_more(
    market: Market, over: str, clock: SettableClock
) -> None:
    ended_at = booking(over).ended_at
    assert ended_at
    clock.now = ended_at + timedelta(hours=72)
    assert isinstance(refused(market, over), NotReportable)
    clock.now -= timedelta(seconds=1)
    report(market, over)


def test_a_session_that_is_to_come_has_no_problem_yet(market: Market, paid: str) -> None:
    assert isinstance(refused(market, paid), NotReportable)


def test_a_second_click_reports_nothing(market: Market, over: str) -> None:
    report(market, over)
    assert isinstance(refused(market, over), NotReportable)
    assert len(ask(GUEST, trail)) == 1


@pytest.mark.parametrize("reason", ["", "   ", "x" * 2001], ids=["empty", "blank", "too long"])
def test_a_report_says_something_and_not_too_much(market: Market, over: str, reason: str) -> None:
    assert isinstance(refused(market, over, reason), Invalid)


@pytest.mark.parametrize("who", ["other", "teacher"])
def test_nobody_reports_for_somebody_else(market: Market, over: str, who: str) -> None:
    assert isinstance(refused(market, over, who=getattr(market, who)), NotFound)


@pytest.mark.parametrize("amount", [0, -5, 3001])
def test_no_more_is_given_back_than_is_left(market: Market, over: str, admin: Actor, amount: int) -> None:
    report(market, over)
    with pytest.raises(Invalid) as refusal:
        perform(admin, refund_report, reference=over, amount=amount)
    assert refusal.value.field == "amount"


def test_a_problem_is_decided_once(market: Market, over: str, admin: Actor) -> None:
    report(market, over)
    perform(admin, refund_report, reference=over, amount=1000)
    for again in (
        lambda: perform(admin, refund_report, reference=over, amount=1000),
        lambda: perform(admin, release_report, reference=over),
    ):
        with pytest.raises(NotFound):
            again()
    worker.run_until_idle()
    assert payment(over).refunded == 1000


def test_nobody_but_an_admin_decides(market: Market, over: str) -> None:
    report(market, over)
    for who in (GUEST, market.learner, market.teacher):
        with pytest.raises(NotAllowed):
            perform(who, release_report, reference=over)


def test_the_trail_says_who_and_why(market: Market, over: str, admin: Actor) -> None:
    report(market, over)
    perform(admin, refund_report, reference=over, amount=1000, note="Half of it was fine.")
    assert ask(GUEST, trail) == [
        ("booking.problem_reported", market.learner.user_id, "Nobody spoke English."),
        ("booking.problem_refunded", admin.user_id, "Half of it was fine."),
    ]


@pytest.fixture
def heard(door: Door) -> None:
    door.announced = ANNOUNCED


def titles(who: Actor) -> list[str]:
    return [
        line.title for line in ask(who, bell).lines if "problem" in line.title or "gets back" in line.title
    ]


def test_both_sides_and_the_admins_hear_of_it_by_bell_and_letter(
    heard: None, market: Market, over: str, admin: Actor, letters: Letters
) -> None:
    appoint("mia@example.org")
    report(market, over)
    worker.run_until_idle()
    said = "Lena reports a problem with “Rust”"
    assert (titles(market.teacher), titles(admin), titles(market.learner)) == ([said], [said], [])
    assert {(letter.to, letter.subject) for letter in letters.sent} >= {
        ("tara@example.org", said),
        ("mia@example.org", f"To decide: {said}"),
    }


def test_both_sides_hear_what_was_decided(
    heard: None, market: Market, over: str, admin: Actor, letters: Letters
) -> None:
    report(market, over)
    perform(admin, refund_report, reference=over, amount=1000)
    worker.run_until_idle()
    assert titles(market.learner) == ["We have looked at your problem with “Rust”"]
    assert titles(market.teacher)[0] == "Lena gets back €10.00 for “Rust”"
    assert [letter.to for letter in letters.sent if letter.subject == "About the problem with “Rust”"] == [
        "lena@example.org",
        "tara@example.org",
    ]
