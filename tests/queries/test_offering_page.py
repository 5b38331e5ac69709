"""The public pages of an offering and an instructor: what everybody may know, and nothing else."""

from datetime import date

import pytest

from livesessions.domain.errors import NotFound
from livesessions.models import BookingTopic, Instructor, User
from livesessions.queries.offering_page import instructor_page, offering_page
from livesessions.queries.reviews import received
from livesessions.runtime.work import GUEST, Actor, ask
from tests.shelves import a_review, a_shelf, change, stands_in
from tests.teaching import NOON, Teacher, a_booking, at, keep, statements


@pytest.fixture
def teacher(door) -> Teacher:
    teacher = Teacher()
    teacher.opens(*range(7))
    return teacher


def page_of(offering, **kw):
    return ask(GUEST, offering_page, slug=offering.slug, **kw)


def test_a_page_tells_what_and_who(teacher):
    offering = stands_in(teacher.offers(requirements="A laptop"), a_shelf("music"), "Guitar", "Banjo")
    page = page_of(offering)
    assert (page.requirements, page.instructor.id) == ("A laptop", teacher.id)
    assert [topic.name for topic in page.offering.about] == ["Banjo", "Guitar"]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_is_not_published_is_not_found(teacher, status):
    offering = teacher.offers(status=status)
    with pytest.raises(NotFound):
        page_of(offering)


@pytest.mark.parametrize("model", [Instructor, User])
def test_whoever_is_suspended_is_hidden_with_all_they_offer(teacher, model):
    offering = teacher.offers()
    change(model, teacher.id, suspended_at=NOON)
    with pytest.raises(NotFound):
        page_of(offering)
    with pytest.raises(NotFound):
        ask(GUEST, instructor_page, slug=f"teacher-{teacher.id}")


def test_the_next_days_are_those_of_the_reader(teacher):
    offering = teacher.offers()
    assert list(page_of(offering).days) == [date(2026, 8, day) for day in (13, 14, 15)]
    tokyo = page_of(offering, zone="Asia/Tokyo").days
    assert tokyo[date(2026, 8, 13)][0].start == at(9, day=date(2026, 8, 13))
    assert tokyo[date(2026, 8, 14)][0].start == at(15, day=date(2026, 8, 13))


def test_a_taken_time_is_not_previewed(teacher):
    offering = teacher.offers()
    taken = at(9, day=date(2026, 8, 13))
    a_booking(teacher.runs(offering, taken))
    assert page_of(offering).days[date(2026, 8, 13)][0].start == at(10, day=date(2026, 8, 13))


def test_sums_count_all_reviews_while_lines_are_few(teacher):
    offering, other = teacher.offers(), teacher.offers()
    for stars in (5, 4, 4, 1):
        a_review(teacher, offering, stars)
    a_review(teacher, other, 5)
    reviews = page_of(offering, reviews=2).reviews
    assert (reviews.rating.count, reviews.rating.stars) == (4, 14)
    assert reviews.by_stars == {5: 1, 4: 2, 3: 0, 2: 0, 1: 1}
    assert [each.stars for each in reviews.lines] == [5, 4]


def test_an_instructors_rating_is_that_of_all_they_offer(teacher):
    first, hidden = teacher.offers(title="First"), teacher.offers(status="archived")
    a_review(teacher, first, 5), a_review(teacher, hidden, 2)
    page = ask(GUEST, instructor_page, slug=f"teacher-{teacher.id}")
    assert (page.instructor.rating.count, page.instructor.rating.stars) == (2, 7)
    assert [each.offering.title for each in page.offerings] == ["First"]


def test_an_archived_offering_keeps_its_reviews_but_no_link(teacher):
    a_review(teacher, teacher.offers(status="archived", title="Old"), 5)
    (line,) = ask(GUEST, instructor_page, slug=f"teacher-{teacher.id}").reviews.lines
    assert (line.title, line.slug) == ("Old", "")


def test_an_instructor_who_offers_nothing_yet_has_a_page(teacher):
    assert ask(GUEST, instructor_page, slug=f"teacher-{teacher.id}").offerings == ()


def test_an_unknown_slug_is_not_found(door):
    for query in (offering_page, instructor_page):
        with pytest.raises(NotFound):
            ask(GUEST, query, slug="nobody")


@pytest.mark.parametrize(("kind", "shown"), [("flexible", "Lifetimes"), ("fixed", "")])
def test_a_review_says_what_the_session_was_about_in_the_final_words(teacher, kind, shown):
    offering = teacher.offers(topic_type=kind)
    booking_id = a_review(teacher, offering).booking_id
    for version, (topic, is_final) in enumerate([("Lifetimes?", True), ("Lifetimes", True), ("Oh", False)]):
        keep(
            BookingTopic(
                booking_id=booking_id, version=version, topic=topic, is_final=is_final, created_at=NOON
            )
        )
    (line,) = page_of(offering).reviews.lines
    (row,) = ask(Actor(teacher.id, frozenset({"instructor"})), received, count=3).rows
    assert (line.topic, row.topic) == (shown, shown)


def test_more_reviews_and_offerings_cost_no_statement_more(door, teacher):
    def add(times: int) -> tuple[int, int]:
        for _ in range(times):
            a_review(teacher, offering := teacher.offers())
        slug = f"teacher-{teacher.id}"
        return (
            statements(door.engine, lambda: page_of(offering)),
            statements(door.engine, lambda: ask(GUEST, instructor_page, slug=slug)),
        )

    assert add(1) == add(9)
