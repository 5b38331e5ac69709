"""An admin suspends somebody, or their teaching alone: what is refused from then on, and what ends."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.domain.suspensions import INSTRUCTOR_GONE, LEARNER_GONE
from livesessions.jobs import timers, worker
from livesessions.models import AuditEvent, Instructor, Login, User
from livesessions.queries.accounts import identify
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Actor, Door, View, Work, ask, perform
from livesessions.services.accounts import start_login
from livesessions.services.accounts.logins import issue_ticket
from livesessions.services.bookings import accept, cancel
from livesessions.services.offerings import add_date
from livesessions.services.suspensions import restore, suspend_person, suspend_teaching
from tests.people import entered
from tests.services.market import Market, actor, booking, live_session, person

GROUP = {"session_type": "group", "capacity": 4, "booking_mode": "instant"}
WHY = "Learners told us of rude words."


@pytest.fixture
def admin(market: Market) -> Actor:
    return perform(SYSTEM, appoint)


def appoint(work: Work, name: str = "Root") -> Actor:
    user = person(work, name)
    user.is_admin = True
    return actor(user, "admin")


def teaching_ends(admin: Actor, market: Market) -> None:
    perform(admin, suspend_teaching, user_id=market.teacher.user_id or 0, reason=WHY)


def learning_ends(admin: Actor, market: Market) -> None:
    perform(admin, suspend_person, user_id=market.learner.user_id or 0, reason=WHY)


def standing(user_id: int | None) -> tuple[bool, bool]:
    """Whether the person is suspended, and whether their teaching is."""

    def look(view: View) -> tuple[bool, bool]:
        teaches = view.db.get(Instructor, user_id)
        user = view.db.get_one(User, user_id)
        return user.suspended_at is not None, bool(teaches and teaches.suspended_at)

    return ask(GUEST, look)


def ending(reference: str) -> tuple[str, str, str]:
    row = booking(reference)
    return row.status, row.ended_by, row.reason


def events(view: View, *names: str) -> list[tuple[str, str]]:
    """What the trail says of these, each with its reason."""
    told = select(AuditEvent.event, AuditEvent.reason).where(col(AuditEvent.event).in_(names))
    return [tuple(row) for row in view.db.exec(told.order_by(col(AuditEvent.id)))]


# ── Who may ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("use_case", [suspend_teaching, suspend_person, restore])
def test_only_admins_suspend_and_restore(market: Market, use_case: object) -> None:
    for who in (market.learner, market.teacher, GUEST, SYSTEM):
        with pytest.raises(NotAllowed):
            perform(who, use_case, user_id=market.teacher.user_id or 0, reason=WHY)
    assert standing(market.teacher.user_id) == (False, False)


def test_nobody_suspends_themselves_or_another_admin(market: Market, admin: Actor) -> None:
    colleague = perform(SYSTEM, appoint, "Ada")
    for user_id in (admin.user_id, colleague.user_id):
        with pytest.raises(NotAllowed):
            perform(admin, suspend_person, user_id=user_id or 0, reason=WHY)
    with pytest.raises(NotFound):
        perform(admin, suspend_person, user_id=999, reason=WHY)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_a_reason_of_up_to_500_characters_is_needed(market: Market, admin: Actor, reason: str) -> None:
    with pytest.raises(Invalid) as no:
        perform(admin, suspend_teaching, user_id=market.teacher.user_id or 0, reason=reason)
    assert (no.value.field, standing(market.teacher.user_id)) == ("reason", (False, False))


def test_who_does_not_teach_has_no_teaching_to_suspend(market: Market, admin: Actor) -> None:
    with pytest.raises(NotFound):
        perform(admin, suspend_teaching, user_id=market.learner.user_id or 0, reason=WHY)


# ── Standing ─────────────────────────────────────────────────────────────────


def test_teaching_alone_leaves_the_person_a_learner(market: Market, admin: Actor) -> None:
    teaching_ends(admin, market)
    teaching_ends(admin, market)  # a second click
    assert standing(market.teacher.user_id) == (False, True)
    assert ask(GUEST, events, "teaching.suspended") == [("teaching.suspended", WHY)]


def test_a_suspended_person_does_not_teach_either_and_is_restored_wholly(
    market: Market, admin: Actor
) -> None:
    teacher = market.teacher.user_id or 0
    perform(admin, suspend_person, user_id=teacher, reason=WHY)
    assert standing(teacher) == (True, True)
    perform(admin, restore, user_id=teacher, reason="It was somebody else.")
    perform(admin, restore, user_id=teacher, reason="It was somebody else.")
    assert standing(teacher) == (False, False)
    assert ask(GUEST, events, "person.suspended", "person.restored", "teaching.restored") == [
        ("person.suspended", WHY),
        ("person.restored", "It was somebody else."),
    ]


def test_a_suspended_person_is_logged_out_everywhere_and_stays_outside(market: Market, admin: Actor) -> None:
    def ticket(work: Work) -> str:
        return issue_ticket(work, work.db.get_one(User, market.learner.user_id), "visitor-of-one-browser")

    def running(view: View) -> int:
        return len(view.db.exec(select(Login).where(col(Login.ended_at).is_(None))).all())

    mine = entered(perform(SYSTEM, ticket))
    perform(SYSTEM, ticket)  # another browser that has not come in yet
    learning_ends(admin, market)
    assert (ask(GUEST, identify, cookie=mine.cookie), ask(GUEST, running)) == (None, 0)
    with pytest.raises(NotAllowed):
        perform(GUEST, start_login, user_id=market.learner.user_id or 0, matched_hash="", visitor="another")


def test_pages_that_show_the_person_hear_of_it(market: Market, admin: Actor, door: Door) -> None:
    class Heard(list[str]):
        def publish(self, topics: object) -> None:
            self.extend(topics)  # type: ignore[call-overload]

    door.ring = heard = Heard()
    teaching_ends(admin, market)
    teacher = market.teacher.user_id
    shown = {"people", "offerings", f"calendar:{teacher}", f"session_offering:{market.offering_id}"}
    assert {*shown, f"person:{teacher}", f"bell:{teacher}"} <= set(heard)


# ── What ends ────────────────────────────────────────────────────────────────


def test_everything_with_a_suspended_instructor_that_is_still_to_come_ends(
    market: Market, admin: Actor
) -> None:
    accepted = market.request()
    perform(market.teacher, accept, reference=accepted)
    pending = market.request(market.other, at=market.start + timedelta(hours=2), key="k2")
    held = market.hold(market.third, at=market.start + timedelta(hours=4), key="k3").reference
    teaching_ends(admin, market)
    worker.run_until_idle()
    assert [ending(each) for each in (accepted, pending, held)] == [
        ("cancelled", "system", INSTRUCTOR_GONE)
    ] * 3
    assert live_session(accepted).status == "cancelled"


def test_dates_that_nobody_has_booked_are_called_off_as_well(market: Market, admin: Actor) -> None:
    market.change(**GROUP, schedule_mode="fixed_dates")
    for day in range(12):  # more than one batch
        starts_at = market.start + timedelta(days=day)
        perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=starts_at)
    reference = market.request()
    teaching_ends(admin, market)
    worker.run_until_idle()
    called_off = ask(GUEST, events, "live_session.called_off")
    assert (len(called_off), booking(reference).status) == (12, "cancelled")


def test_a_suspended_learner_loses_their_places_and_a_group_keeps_its_session(
    market: Market, admin: Actor
) -> None:
    market.change(**GROUP)
    mine, theirs = market.request(), market.request(market.other, key="k2")
    held = market.hold(at=market.start + timedelta(hours=3), key="k3").reference
    learning_ends(admin, market)
    worker.run_until_idle()
    assert [ending(each) for each in (mine, held)] == [("cancelled", "system", LEARNER_GONE)] * 2
    assert (booking(theirs).status, live_session(theirs).status) == ("accepted", "scheduled")


def test_sessions_under_way_and_over_are_left_alone(
    market: Market, admin: Actor, clock: SettableClock
) -> None:
    market.change(booking_mode="instant")
    reference = market.request()
    clock.now = market.start
    teaching_ends(admin, market)
    learning_ends(admin, market)
    worker.run_until_idle()
    assert (booking(reference).status, live_session(reference).status) == ("accepted", "scheduled")


def test_the_timer_ends_what_no_promise_did(market: Market, admin: Actor) -> None:
    reference = market.request()
    market.change_hours(suspended_at=booking(reference).created_at)
    timers.run_timers()
    assert ending(reference) == ("cancelled", "system", INSTRUCTOR_GONE)


def test_nothing_comes_back_by_restoring(market: Market, admin: Actor) -> None:
    reference = market.request()
    teaching_ends(admin, market)
    worker.run_until_idle()
    perform(admin, restore, user_id=market.teacher.user_id or 0, reason="All clear.")
    worker.run_until_idle()
    assert booking(reference).status == "cancelled"
    assert market.hold(market.other, key="k2")


def test_before_the_worker_has_come_the_learner_need_not_cancel(market: Market, admin: Actor) -> None:
    reference = market.request()
    teaching_ends(admin, market)
    with pytest.raises(NotAllowed, match=INSTRUCTOR_GONE):
        perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert ending(reference) == ("cancelled", "system", INSTRUCTOR_GONE)
