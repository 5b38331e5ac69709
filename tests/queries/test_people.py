"""The admins' list of people: found by words, a page at a time, with what is suspended and why."""

from typing import Any

import pytest

from livesessions.domain.errors import NotAllowed
from livesessions.models import User
from livesessions.queries.people import PAGE_SIZE, People, Show, people
from livesessions.queries.suspensions import Ending, would_end
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Actor, Door, Work, ask, perform
from livesessions.services.bookings import accept
from livesessions.services.offerings import add_date
from livesessions.services.suspensions import restore, suspend_person, suspend_teaching
from tests.services.market import Market, actor, live_session, open_market, person
from tests.teaching import statements

WHY = "Learners told us of rude words."


@pytest.fixture
def market(door: Door, clock: SettableClock) -> Market:
    return open_market(clock())


@pytest.fixture
def admin(market: Market) -> Actor:
    return perform(SYSTEM, appoint)


def appoint(work: Work) -> Actor:
    user = person(work, "Root")
    user.is_admin = True
    return actor(user, "admin")


def crowd(work: Work, *, many: int) -> None:
    for number in range(many):
        person(work, f"Extra{number:03}")


def names(found: People) -> list[str]:
    return [row.name for row in found.rows]


def look(admin: Actor, **wanted: Any) -> list[str]:
    return names(ask(admin, people, **wanted))


def test_nobody_but_admins_looks_people_up(market: Market) -> None:
    for who in (GUEST, market.learner, market.teacher):
        with pytest.raises(NotAllowed):
            ask(who, people)
        with pytest.raises(NotAllowed):
            ask(who, would_end, user_id=1, whole=True)


def test_the_newest_are_first(admin: Actor) -> None:
    assert look(admin) == ["Root", "Mia", "Omar", "Lena", "Tara"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tar", ["Tara"]),
        ("OMAR@EXAMPLE", ["Omar"]),
        (" lena ", ["Lena"]),
        ("rust-and-more", ["Tara"]),
        ("%", []),
        ("nobody", []),
    ],
)
def test_words_find_names_addresses_and_public_pages(
    market: Market, admin: Actor, words: str, found: list[str]
) -> None:
    market.change_hours(slug="rust-and-more")
    assert look(admin, words=words) == found


def test_instructors_and_suspended_people_are_found_alone(market: Market, admin: Actor) -> None:
    perform(admin, suspend_person, user_id=market.learner.user_id or 0, reason=WHY)
    assert look(admin, show=Show.INSTRUCTORS) == ["Tara"]
    assert look(admin, show=Show.SUSPENDED) == ["Lena"]
    perform(admin, suspend_teaching, user_id=market.teacher.user_id or 0, reason=WHY)
    assert look(admin, show=Show.SUSPENDED) == ["Lena", "Tara"]


def test_the_reason_is_that_of_the_suspension_in_force(
    market: Market, admin: Actor, clock: SettableClock
) -> None:
    teacher = market.teacher.user_id or 0
    perform(admin, suspend_teaching, user_id=teacher, reason="First")
    perform(admin, restore, user_id=teacher, reason="Sorry")
    assert ask(admin, people, words="tara").rows[0].reason == ""
    perform(admin, suspend_teaching, user_id=teacher, reason="Second")
    [tara] = ask(admin, people, words="tara").rows
    assert (tara.reason, tara.suspended_at, tara.teaching_suspended_at) == ("Second", None, clock())
    perform(admin, suspend_person, user_id=teacher, reason="Third")
    assert ask(admin, people, words="tara").rows[0].reason == "Third"


def test_a_page_goes_on_where_the_one_before_ended(admin: Actor) -> None:
    perform(SYSTEM, crowd, many=2 * PAGE_SIZE - 5)
    first = ask(admin, people)
    second = ask(admin, people, before=first.next)
    together = names(first) + names(second)
    assert (len(first.rows), len(second.rows), second.next) == (PAGE_SIZE, PAGE_SIZE, None)
    assert (len(set(together)), together[-1]) == (2 * PAGE_SIZE, "Tara")


def test_more_people_are_no_more_statements(door: Door, market: Market, admin: Actor) -> None:
    few = statements(door.engine, lambda: ask(admin, people))
    perform(SYSTEM, crowd, many=20)
    for user_id in (market.learner.user_id, market.other.user_id):
        perform(admin, suspend_person, user_id=user_id or 0, reason=WHY)
    assert statements(door.engine, lambda: ask(admin, people)) == few == 2


def test_a_preview_counts_what_would_end(door: Door, market: Market, admin: Actor) -> None:
    market.change(session_type="group", capacity=4, schedule_mode="fixed_dates")
    for day in (0, 1):
        at = market.start.replace(day=market.start.day + day)
        perform(market.teacher, add_date, offering_id=market.offering_id, starts_at=at)
    perform(market.teacher, accept, reference=market.request())
    market.request(market.other, key="k2")
    assert live_session(market.hold(market.third, key="k3").reference).is_fixed_date

    def preview() -> Ending:
        return ask(admin, would_end, user_id=market.teacher.user_id or 0, whole=False)

    assert preview() == Ending("Tara", 1, 1, 2, 0, 3, {}, 0)
    assert statements(door.engine, preview) == 4 - 1  # nothing of their own is looked at


def test_a_preview_of_a_whole_person_counts_their_own_places(market: Market, admin: Actor) -> None:
    perform(market.teacher, accept, reference=market.request())
    learner = market.learner.user_id or 0
    assert ask(admin, would_end, user_id=learner, whole=True) == Ending("Lena", 0, 0, 0, 1, 1, {}, 0)
    assert ask(admin, would_end, user_id=learner, whole=False) == Ending("Lena", 0, 0, 0, 0, 0, {}, 0)


def test_a_preview_changes_nothing(market: Market, admin: Actor) -> None:
    ask(admin, would_end, user_id=market.teacher.user_id or 0, whole=True)
    user = ask(GUEST, lambda view: view.db.get_one(User, market.teacher.user_id))
    assert user.suspended_at is None
