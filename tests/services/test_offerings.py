"""Offerings from the first draft to the archive, and the dates they run on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from livesessions.domain.errors import Invalid, NotAllowed, NotFound
from livesessions.domain.offerings import Bounds, Draft, WrongStatus
from livesessions.models import AuditEvent, BookingRequest, Domain, LiveSession, Topic, User
from livesessions.queries.availability import free_slots
from livesessions.queries.catalogue import catalogue
from livesessions.queries.offerings import OwnOffering, my_offerings, own_offering
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Actor, View, Work, ask, perform
from livesessions.services.offerings import (
    DateTaken,
    WrongOffering,
    add_date,
    archive_offering,
    create_offering,
    drafts,
    edit_offering,
    publish_offering,
    withdraw_date,
)
from livesessions.services.offerings.dates import DateBooked
from livesessions.services.offerings.publishing import NotVerified
from tests.teaching import MONDAY, NOON, Teacher, a_booking, a_person, at, keep

pytestmark = pytest.mark.usefixtures("door")

BOUNDS = Bounds()
DRAFT = Draft(
    title="Rust lifetimes for people who know Python",
    description="We read your code together until the borrow checker is your friend.",
    topics=("Rust", "Memory"),
    price=3000,
)
GROUP = replace(DRAFT, session_type="group", schedule_mode="fixed_dates", capacity=6)


@pytest.fixture
def shelf(door: Any) -> int:
    return keep(Domain(slug="programming", name="Programming")).id


@pytest.fixture
def teacher(door: Any) -> Teacher:
    made = Teacher()
    made.opens(0, 1, 2, 3, 4)
    return made


def create(teacher: Teacher, shelf: int, draft: Draft = DRAFT) -> int:
    return perform(teacher.actor, create_offering, draft=draft, domain_id=shelf, bounds=BOUNDS)


def edit(teacher: Teacher, offering_id: int, shelf: int, draft: Draft) -> None:
    perform(
        teacher.actor, edit_offering, offering_id=offering_id, draft=draft, domain_id=shelf, bounds=BOUNDS
    )


def publish(teacher: Teacher, offering_id: int) -> str:
    return perform(teacher.actor, publish_offering, offering_id=offering_id, bounds=BOUNDS)


def shown(teacher: Teacher, offering_id: int) -> OwnOffering:
    return ask(teacher.actor, own_offering, offering_id=offering_id)


def topic_names(view: View) -> list[str]:
    return sorted(view.db.exec(select(Topic.name)))


def topic_domains(view: View) -> set[int]:
    return set(view.db.exec(select(Topic.domain_id)))


def events(view: View) -> list[str]:
    return [event.event for event in view.db.exec(select(AuditEvent).order_by(AuditEvent.id))]  # type: ignore[arg-type]


def test_a_draft_comes_back_as_it_was_written(teacher: Teacher, shelf: int) -> None:
    own = shown(teacher, create(teacher, shelf))
    assert (own.draft, own.status, own.domain_id) == (
        replace(DRAFT, topics=("Memory", "Rust")),
        "draft",
        shelf,
    )


def test_a_draft_is_seen_by_nobody_else(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf)
    with pytest.raises(NotFound):
        ask(GUEST, free_slots, offering_id=offering_id, first_day=MONDAY, last_day=MONDAY)


def test_every_problem_is_told_with_its_field(teacher: Teacher, shelf: int) -> None:
    wrong = replace(DRAFT, title="x", capacity=3, price=10, duration_minutes=7, topics=("a" * 99,))
    with pytest.raises(WrongOffering) as refusal:
        create(teacher, shelf, wrong)
    assert sorted(refusal.value.problems) == ["capacity", "duration_minutes", "price", "title", "topics"]


def test_an_unknown_domain_is_told_at_its_field(teacher: Teacher) -> None:
    with pytest.raises(WrongOffering) as refusal:
        create(teacher, 4711)
    assert list(refusal.value.problems) == ["domain"]


def test_topics_of_the_domain_are_used_again_whatever_their_case(teacher: Teacher, shelf: int) -> None:
    create(teacher, shelf)
    create(teacher, shelf, replace(DRAFT, topics=("rust", " Rust  ", "C++", "C")))
    names = ask(SYSTEM, lambda view: sorted(view.db.exec(select(Topic.name))))
    assert names == ["C", "C++", "Memory", "Rust"]


def test_topics_of_other_scripts_have_addresses_of_their_own(teacher: Teacher, shelf: int) -> None:
    create(teacher, shelf, replace(DRAFT, topics=("日本語", "한국어")))
    slugs = ask(SYSTEM, lambda view: sorted(view.db.exec(select(Topic.slug))))
    assert slugs == ["topic", "topic-2"]


def test_the_same_title_gets_another_address(teacher: Teacher, shelf: int) -> None:
    first, second = (shown(teacher, create(teacher, shelf)).slug for _ in range(2))
    assert (first, second) == (
        "rust-lifetimes-for-people-who-know-python",
        "rust-lifetimes-for-people-who-know-python-2",
    )


def test_the_address_follows_the_title_until_it_is_published(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf)
    edit(teacher, offering_id, shelf, replace(DRAFT, title="Ownership in Rust"))
    publish(teacher, offering_id)
    edit(teacher, offering_id, shelf, replace(DRAFT, title="Borrowing in Rust"))
    assert shown(teacher, offering_id).slug == "ownership-in-rust"


def test_a_published_offering_can_be_booked(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf)
    publish(teacher, offering_id)
    found = ask(GUEST, free_slots, offering_id=offering_id, first_day=MONDAY, last_day=MONDAY)
    assert len(list(found.slots())) == 8


def test_publishing_tells_everything_that_is_missing(shelf: int) -> None:
    teacher = Teacher()
    offering_id = create(teacher, shelf, Draft(title="A first idea"))
    with pytest.raises(WrongOffering) as refusal:
        publish(teacher, offering_id)
    assert sorted(refusal.value.problems) == ["description", "times", "topics"]


def test_a_group_on_dates_needs_a_date_to_be_published(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf, GROUP)
    with pytest.raises(WrongOffering) as refusal:
        publish(teacher, offering_id)
    assert list(refusal.value.problems) == ["times"]


def test_publishing_needs_a_confirmed_address(teacher: Teacher, shelf: int) -> None:
    def forget(work: Work) -> None:
        work.db.get_one(User, teacher.id).email_verified_at = None

    offering_id = create(teacher, shelf)
    perform(SYSTEM, forget)
    with pytest.raises(NotVerified):
        publish(teacher, offering_id)


def test_publishing_twice_is_refused(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf)
    publish(teacher, offering_id)
    with pytest.raises(WrongStatus):
        publish(teacher, offering_id)


def test_a_published_offering_stays_complete(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf)
    publish(teacher, offering_id)
    with pytest.raises(WrongOffering) as refusal:
        edit(teacher, offering_id, shelf, replace(DRAFT, topics=()))
    assert list(refusal.value.problems) == ["topics"]


def test_an_archived_offering_can_be_published_again(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf)
    publish(teacher, offering_id)
    perform(teacher.actor, archive_offering, offering_id=offering_id)
    assert publish(teacher, offering_id) == shown(teacher, offering_id).slug
    assert ask(SYSTEM, events)[-3:] == ["offering.published", "offering.archived", "offering.published"]


def test_archiving_keeps_what_is_accepted_and_cancels_what_waits(teacher: Teacher) -> None:
    offering = teacher.offers(price=0)
    bookings = [
        a_booking(teacher.runs(offering, at(9 + hour)), status=status)
        for hour, status in enumerate(("held", "pending", "accepted"))
    ]
    perform(teacher.actor, archive_offering, offering_id=offering.id)
    rows = ask(SYSTEM, lambda view: [view.db.get_one(BookingRequest, each.id).status for each in bookings])
    assert rows == ["cancelled", "cancelled", "accepted"]


def test_archiving_takes_back_dates_without_bookings(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf, GROUP)
    for hour in (9, 12):
        perform(teacher.actor, add_date, offering_id=offering_id, starts_at=at(hour))
    first = ask(SYSTEM, lambda view: view.db.exec(select(LiveSession)).first())
    a_booking(first)
    perform(teacher.actor, archive_offering, offering_id=offering_id)
    assert [date.starts_at for date in shown(teacher, offering_id).dates] == [at(9)]


def test_dates_that_nobody_has_booked_follow_the_length_and_size_of_their_offering(
    teacher: Teacher, shelf: int
) -> None:
    offering_id = create(teacher, shelf, GROUP)
    for hour in (9, 12, 15):
        perform(teacher.actor, add_date, offering_id=offering_id, starts_at=at(hour))
    a_booking(ask(SYSTEM, lambda view: view.db.exec(select(LiveSession)).first()))
    teacher.runs(teacher.offers(), at(16))
    edit(teacher, offering_id, shelf, replace(GROUP, duration_minutes=90, capacity=8))
    dates = shown(teacher, offering_id).dates
    assert [((date.ends_at - date.starts_at) // timedelta(minutes=1), date.capacity) for date in dates] == [
        (60, 6),
        (90, 8),
        (60, 6),
    ]


def test_other_peoples_offerings_are_not_found(teacher: Teacher, shelf: int) -> None:
    offering_id, other = create(teacher, shelf), Teacher()
    for attempt in (
        lambda: edit(other, offering_id, shelf, DRAFT),
        lambda: publish(other, offering_id),
        lambda: shown(other, offering_id),
        lambda: perform(other.actor, archive_offering, offering_id=offering_id),
        lambda: perform(other.actor, add_date, offering_id=offering_id, starts_at=at(9)),
    ):
        with pytest.raises(NotFound):
            attempt()


@pytest.mark.parametrize("roles", [{"learner"}, {"learner", "instructor"}])
def test_somebody_who_is_no_instructor_has_no_offerings(shelf: int, roles: set[str]) -> None:
    person = Actor(a_person().id, frozenset(roles))
    with pytest.raises(NotAllowed):
        perform(person, create_offering, draft=DRAFT, domain_id=shelf, bounds=BOUNDS)


def test_nobody_has_more_offerings_than_anybody_needs(
    teacher: Teacher, shelf: int, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_OFFERINGS", 2)
    first, _ = create(teacher, shelf), create(teacher, shelf)
    with pytest.raises(WrongOffering) as no:
        create(teacher, shelf)
    assert no.value.problems == {"title": "You have 2 offerings. Archive one that you don’t need."}
    create(Teacher(), shelf)
    publish(teacher, first)
    perform(teacher.actor, archive_offering, offering_id=first)
    with pytest.raises(WrongOffering):
        create(teacher, shelf)
    clock.advance(timedelta(days=2))
    create(teacher, shelf)


def test_a_published_date_has_the_offerings_seats(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf, GROUP)
    perform(teacher.actor, add_date, offering_id=offering_id, starts_at=at(20))
    (date,) = shown(teacher, offering_id).dates
    assert (date.starts_at, date.ends_at, date.capacity, date.places) == (at(20), at(21), 6, 0)


def test_a_date_over_another_session_is_refused(teacher: Teacher, shelf: int) -> None:
    a_booking(teacher.runs(teacher.offers(), at(10)))
    offering_id = create(teacher, shelf, GROUP)
    with pytest.raises(DateTaken):
        perform(teacher.actor, add_date, offering_id=offering_id, starts_at=at(10, 30))


@pytest.mark.parametrize("starts_at", [NOON, NOON - timedelta(days=1), NOON + timedelta(days=366)])
def test_a_date_is_within_the_next_year(teacher: Teacher, shelf: int, starts_at: Any) -> None:
    offering_id = create(teacher, shelf, GROUP)
    with pytest.raises(Invalid):
        perform(teacher.actor, add_date, offering_id=offering_id, starts_at=starts_at)


def test_an_offering_in_weekly_hours_has_no_dates(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf)
    with pytest.raises(Invalid):
        perform(teacher.actor, add_date, offering_id=offering_id, starts_at=at(9))


def test_a_date_can_be_withdrawn_until_it_is_booked(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf, GROUP)
    free, booked = (
        perform(teacher.actor, add_date, offering_id=offering_id, starts_at=at(hour)) for hour in (9, 12)
    )
    by_name = select(LiveSession).where(LiveSession.reference == booked)
    a_booking(ask(SYSTEM, lambda view: view.db.exec(by_name).one()))
    perform(teacher.actor, withdraw_date, reference=free)
    with pytest.raises(DateBooked):
        perform(teacher.actor, withdraw_date, reference=booked)
    assert [date.reference for date in shown(teacher, offering_id).dates] == [booked]


def test_other_peoples_dates_are_not_found(teacher: Teacher, shelf: int) -> None:
    offering_id = create(teacher, shelf, GROUP)
    reference = perform(teacher.actor, add_date, offering_id=offering_id, starts_at=at(9))
    with pytest.raises(NotFound):
        perform(Teacher().actor, withdraw_date, reference=reference)


def test_the_list_shows_places_still_to_come(teacher: Teacher) -> None:
    offering = teacher.offers()
    a_booking(teacher.runs(offering, at(9)))
    a_booking(teacher.runs(offering, at(11)), status="cancelled")
    (line,) = ask(teacher.actor, my_offerings)
    assert (line.title, line.domain, line.places) == ("Rust lifetimes", "Programming", 1)


def test_the_catalogue_has_every_domain_with_its_topics(teacher: Teacher, shelf: int) -> None:
    keep(Domain(slug="music", name="Music", position=-1))
    publish(teacher, create(teacher, shelf))
    found = [(each.name, each.topics) for each in ask(GUEST, catalogue)]
    assert found == [("Music", ()), ("Programming", ("Memory", "Rust"))]


def test_topics_of_a_draft_are_shown_to_its_author_alone(teacher: Teacher, shelf: int) -> None:
    create(teacher, shelf)
    shown = [[shelf.topics for shelf in ask(who, catalogue)] for who in (teacher.actor, Teacher().actor)]
    assert shown == [[("Memory", "Rust")], [()]]


def test_topics_that_nobody_has_any_more_are_gone(teacher: Teacher, shelf: int) -> None:
    offering_id, _ = create(teacher, shelf), create(teacher, shelf, replace(DRAFT, topics=("Rust",)))
    edit(teacher, offering_id, shelf, replace(DRAFT, topics=("Ownership",)))
    assert ask(GUEST, topic_names) == ["Ownership", "Rust"]


def test_topics_are_gone_from_the_shelf_that_an_offering_leaves(teacher: Teacher, shelf: int) -> None:
    music = keep(Domain(slug="music", name="Music")).id
    edit(teacher, create(teacher, shelf), music, DRAFT)
    assert ask(GUEST, topic_domains) == {music}
