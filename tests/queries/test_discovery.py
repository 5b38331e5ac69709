"""What everybody may see is found, whole and counted right, by a constant number of statements."""

from datetime import date, timedelta

import pytest

from livesessions.domain.discovery import Narrowing, Sort, Wish
from livesessions.models import Domain, Instructor, User
from livesessions.queries.availability import load_calendar, load_calendars
from livesessions.queries.discovery import PAGE_SIZE, find_offerings, home_page
from livesessions.runtime.work import GUEST, View, ask
from tests.shelves import a_review, a_shelf, change, stands_in
from tests.teaching import MONDAY, NOON, Teacher, a_booking, at, statements

TODAY = NOON.date()


@pytest.fixture
def music(door) -> Domain:
    return a_shelf("music")


@pytest.fixture
def teacher(door) -> Teacher:
    """Open every day, nine to five UTC."""
    teacher = Teacher()
    teacher.opens(*range(7))
    return teacher


def search(zone: str = "UTC", **wish):
    return ask(GUEST, find_offerings, wish=Wish(**wish), zone=zone)


def titles(found) -> list[str]:
    return [each.offering.title for each in found.shown]


def test_drafts_archived_and_suspended_offerings_are_not_found(teacher):
    teacher.offers(title="Shown")
    teacher.offers(title="Draft", status="draft")
    teacher.offers(title="Archived", status="archived")
    suspended, locked_out = Teacher(), Teacher()
    suspended.offers(), locked_out.offers()
    change(Instructor, suspended.id, suspended_at=NOON)
    change(User, locked_out.id, suspended_at=NOON)
    assert titles(search()) == ["Shown"]


@pytest.mark.parametrize("words", ["déjà", "DEJA vu", "guit", "music", "blue notes", "slowly", "teacher"])
def test_words_are_found_in_every_text(teacher, music, words):
    offering = teacher.offers(title="Déjà vu", summary="Blue notes", description="Slowly at first")
    stands_in(offering, music, "Guitar chords")
    change(User, teacher.id, name="The Teacher")
    teacher.offers(title="Something else")
    assert "Déjà vu" in titles(search(words=words))


def test_a_rating_is_that_of_the_reviews(teacher):
    offering = teacher.offers()
    a_review(teacher, offering, 5), a_review(teacher, offering, 4)
    (shown,) = search().shown
    assert (shown.offering.rating.count, shown.offering.rating.stars) == (2, 9)


def test_the_next_free_time_stands_on_the_card(teacher):
    teacher.offers()
    (shown,) = search().shown
    assert shown.next_slot.start == at(9, day=date(2026, 8, 13))


def test_a_day_off_is_no_day_to_be_found_on(teacher):
    teacher.offers()
    teacher.overrides(MONDAY)
    assert search(first_day=MONDAY).total == 0
    assert search(first_day=MONDAY, last_day=MONDAY + timedelta(days=1)).total == 1


def test_a_booked_out_day_is_no_day_to_be_found_on(teacher):
    offering = teacher.offers()
    for hour in range(9, 17):
        a_booking(teacher.runs(offering, at(hour)))
    assert search(first_day=MONDAY).total == 0


def test_a_full_group_is_not_free_and_one_with_a_seat_is(teacher):
    group = teacher.offers(session_type="group", capacity=2, schedule_mode="fixed_dates")
    live_session = teacher.runs(group, at(20), is_fixed_date=True)
    a_booking(live_session)
    assert search(first_day=MONDAY).total == 1
    a_booking(live_session, name="bob")
    assert search(first_day=MONDAY).total == 0


def test_a_day_is_one_of_the_persons_own_zone(teacher):
    teacher.offers()
    for day in range(1, 70):
        if (off := TODAY + timedelta(days=day)) != MONDAY:
            teacher.overrides(off)
    assert search(first_day=MONDAY - timedelta(days=1), zone="Pacific/Pago_Pago").total == 1
    assert search(first_day=MONDAY - timedelta(days=1), zone="UTC").total == 0


def test_twelve_stand_on_a_page_and_each_on_one(teacher):
    for number in range(PAGE_SIZE + 3):
        teacher.offers(title=f"Number {number}")
    first, second = search(), search(page=2)
    assert (first.total, first.pages, len(first.shown), len(second.shown)) == (15, 2, 12, 3)
    assert len({*titles(first), *titles(second)}) == 15


def test_a_page_after_the_last_is_the_last(teacher):
    teacher.offers()
    found = search(page=99)
    assert (found.page, len(found.shown)) == (1, 1)


def test_the_soonest_come_first_over_all_pages(teacher):
    late = Teacher()
    late.opens(*range(7), min_lead_time_hours=72)
    late.offers(title="Late")
    Teacher().offers(title="Never")
    teacher.offers(title="Soon")
    assert titles(search(sort=Sort.SOONEST)) == ["Soon", "Late", "Never"]


def test_facets_are_called_by_their_names(teacher, music):
    stands_in(teacher.offers(), music, "Guitar chords")
    found = search(domain="music")
    assert found.facets[Narrowing.DOMAIN] == {"music": 1}
    assert (found.domains["music"], found.topics["guitar-chords"]) == ("Music", "Guitar chords")


def test_a_typing_error_gets_a_suggestion_that_finds_something(teacher):
    teacher.offers(title="Jazz guitar")
    assert search(words="jaz gutar").corrected == "jaz guitar"
    assert search(words="gibberish").corrected == ""
    assert search(words="guitar").corrected == ""


def test_ten_times_the_offerings_cost_no_statement_more(door):
    def add(times: int) -> int:
        for _ in range(times):
            teacher = Teacher()
            teacher.opens(*range(7))
            a_review(teacher, teacher.offers())
        wish = Wish(words="rust", first_day=MONDAY, sort=Sort.SOONEST)
        return statements(door.engine, lambda: ask(GUEST, find_offerings, wish=wish))

    assert add(1) == add(9) == 3


def test_many_calendars_say_what_each_alone_says(teacher):
    offering = teacher.offers(session_type="group", capacity=3)
    live_session = teacher.runs(offering, at(10), buffer_minutes=15)
    a_booking(live_session), a_booking(live_session, status="cancelled", name="bob")
    teacher.overrides(MONDAY, [600, 700]), teacher.is_busy(at(13), at(14))
    other = Teacher(zone="Asia/Kathmandu")
    other.opens(0, 3, buffer_minutes=10, max_sessions_per_day=2)
    span = (NOON, NOON, NOON + timedelta(days=30))

    def both(view: View):
        return [load_calendar(view.db, each.id, *span) for each in (teacher, other)]

    alone = ask(GUEST, both)
    together = ask(GUEST, lambda view: load_calendars(view.db, [teacher.id, other.id, 999], *span))
    assert [together[teacher.id], together[other.id]] == alone


def test_home_shows_what_is_free_today_one_of_each_instructor(door):
    early = Teacher()
    early.opens(*range(7), end=1200, min_lead_time_hours=1)
    early.offers(title="First"), early.offers(title="Second")
    home = ask(GUEST, home_page)
    assert [each.offering.title for each in home.free] in (["First"], ["Second"])
    assert (home.is_today, home.free[0].next_slot.start) == (True, at(13, day=TODAY))


def test_home_goes_on_to_the_next_days_when_little_is_left_of_today(teacher):
    teacher.offers(title="Tomorrow")
    late = Teacher()
    late.opens(*range(7), end=1200, min_lead_time_hours=1)
    late.offers(title="Tonight")
    home = ask(GUEST, home_page)
    assert [each.offering.title for each in home.free] == ["Tonight", "Tomorrow"]
    assert not home.is_today


def test_home_counts_what_stands_on_each_shelf(teacher, music):
    stands_in(teacher.offers(), music)
    stands_in(teacher.offers(), music)
    stands_in(teacher.offers(status="draft"), music)
    home = ask(GUEST, home_page)
    assert [(each.name, each.offerings) for each in home.shelves] == [("Music", 2)]
    assert home.instructors == 1


def test_home_quotes_good_reviews_that_say_something(teacher):
    offering = teacher.offers()
    said = "I finally understand who owns what, and why the compiler cares."
    a_review(teacher, offering, 5, said, name="mia")
    a_review(teacher, offering, 5, said, name="bob")
    a_review(teacher, offering, 5, "Great"), a_review(teacher, offering, 1, said)
    (voice,) = ask(GUEST, home_page).voices
    assert (voice.text, voice.learner) == (said, "Mia")


def test_an_empty_market_has_an_empty_home(door):
    home = ask(GUEST, home_page)
    assert (home.free, home.shelves, home.voices) == ((), (), ())
