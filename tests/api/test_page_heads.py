"""What readers without JavaScript, search engines and link previews see of the public pages."""

import pytest

from livesessions.api.head import HeadParts
from livesessions.api.page_heads import page_heads
from livesessions.components.first_screens import FirstScreens
from livesessions.models import Instructor, User
from tests.shelves import a_review, a_shelf, change, stands_in
from tests.teaching import NOON, Teacher

ORIGIN = "https://live.example"
head = page_heads(ORIGIN, FirstScreens())


@pytest.fixture
def teacher(door) -> Teacher:
    teacher = Teacher()
    teacher.opens(*range(7))
    change(User, teacher.id, name="Tara <Quinn>")
    return teacher


def head_of(offering) -> HeadParts:
    parts = head(f"/sessions/{offering.slug}")
    assert parts
    return parts


def test_an_offering_says_its_title_and_where_it_is_at_home(teacher):
    offering = teacher.offers(title="Rust & lifetimes", summary="Read the\n compiler’s mind.")
    parts = head_of(offering)
    assert parts.title == "Rust & lifetimes · Live Sessions"
    assert parts.description == "Read the compiler’s mind."
    assert parts.canonical == f"{ORIGIN}/sessions/{offering.slug}"


def test_an_offering_can_be_read_without_scripts(teacher):
    offering = teacher.offers(description="First.\n\nSecond <b>.", requirements="A laptop", price=3000)
    body = head_of(offering).body
    assert "<h1>Rust lifetimes</h1>" in body
    assert "<p>First.</p>\n<p>Second &lt;b&gt;.</p>" in body
    assert "Tara &lt;Quinn&gt;, 1 h, €30.00" in body
    assert "<h2>What you get</h2>" not in body


def test_the_numbers_of_the_data_are_those_of_the_reviews(teacher):
    offering = teacher.offers()
    a_review(teacher, offering, 5), a_review(teacher, offering, 4)
    course = head_of(offering).data[0]
    assert (course["aggregateRating"]["ratingValue"], course["aggregateRating"]["reviewCount"]) == (4.5, 2)
    assert "aggregateRating" not in head_of(teacher.offers()).data[0]


def test_the_price_is_written_in_the_digits_of_its_currency(teacher):
    yen, euro = teacher.offers(price=500, currency="JPY"), teacher.offers(price=3050)
    assert [head_of(each).data[0]["offers"]["price"] for each in (yen, euro)] == ["500", "30.50"]


def test_what_has_no_free_time_is_sold_out(teacher):
    assert head_of(teacher.offers()).data[0]["offers"]["availability"].endswith("InStock")
    idle = Teacher().offers()
    assert head_of(idle).data[0]["offers"]["availability"].endswith("SoldOut")


def test_reviews_are_quoted_without_the_learners_name(teacher):
    offering = teacher.offers()
    a_review(teacher, offering, 5, "So clear!", name="wilhelmina")
    body = head_of(offering).body
    assert "<p>5 of 5: So clear!</p>" in body
    assert "Wilhelmina" not in body


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_is_not_published_is_a_404(teacher, status):
    parts = head_of(teacher.offers(status=status))
    assert (parts.status, parts.index) == (404, False)


def test_a_suspended_instructor_is_a_404(teacher):
    change(Instructor, teacher.id, suspended_at=NOON)
    parts = head(f"/instructors/teacher-{teacher.id}")
    assert parts
    assert parts.status == 404


def test_an_instructor_says_who_they_are_and_what_they_offer(teacher):
    offering = teacher.offers()
    change(Instructor, teacher.id, headline="Rust for poets", bio="Twenty years.")
    parts = head(f"/instructors/teacher-{teacher.id}")
    assert parts
    assert (parts.title, parts.description) == ("Tara <Quinn> · Live Sessions", "Rust for poets")
    assert f'<a href="/sessions/{offering.slug}">Rust lifetimes</a>' in parts.body


def test_home_and_results_lead_to_offerings_and_subjects(teacher):
    offering = stands_in(teacher.offers(), a_shelf("music"))
    for path in ("/", "/sessions"):
        parts = head(path)
        assert parts
        assert parts.body.count("<h1>") == 1
        assert f'href="/sessions/{offering.slug}"' in parts.body
        assert 'href="/sessions?domain=music"' in parts.body


def test_the_first_screen_of_an_offering_shows_what_it_is(teacher):
    offering = teacher.offers(title="Rust & <you>", summary="Read the compiler’s mind.")
    screen = head_of(offering).screen
    assert '<h1 class="text-title text-balance break-words">Rust &amp; &lt;you&gt;</h1>' in screen
    assert f'fetchpriority="high" height="400" src="/art/cover/{offering.slug}.svg' in screen
    assert "Read the compiler’s mind." in screen
    assert "<button" not in screen


def test_the_first_screens_of_lists_show_their_cards(teacher):
    offering = teacher.offers()
    for path in ("/", "/sessions", f"/instructors/teacher-{teacher.id}"):
        screen = head(path).screen
        assert screen.count("<article") == 1, path
        assert f'href="/sessions/{offering.slug}">Rust lifetimes</a>' in screen


def test_a_search_begins_with_no_cards_but_its_own(teacher):
    teacher.offers()
    assert head("/sessions", "q=cello").screen == ""


def test_no_title_breaks_a_first_screen(teacher):
    mark = "<reflex.Var>1</reflex.Var>{x}"
    offering = teacher.offers(title=mark, summary=mark)
    change(User, teacher.id, name=mark)
    for path in ("/", "/sessions", f"/sessions/{offering.slug}", f"/instructors/teacher-{teacher.id}"):
        assert "&lt;reflex.Var&gt;1&lt;/reflex.Var&gt;{x}" in head(path).screen, path


def test_without_anything_to_show_there_is_no_first_screen(door):
    assert [head(path).screen for path in ("/", "/sessions", "/log-in", "/settings")] == [""] * 4


@pytest.mark.parametrize("path", ["/log-in", "/sign-up", "/forgot-password"])
def test_forms_for_everybody_may_be_found(path):
    parts = head(path)
    assert (parts.index, parts.canonical) == (True, ORIGIN + path)
    assert parts.description in parts.body


@pytest.mark.parametrize("path", ["/settings", "/bookings/b1", "/instructor/dashboard", "/no/such", "/kit"])
def test_every_other_page_is_kept_out_of_search_engines(path):
    assert (head(path).index, head(path).canonical) == (False, "")


def test_a_long_description_is_cut_between_words(teacher):
    offering = teacher.offers(summary="word " * 39)
    assert head_of(offering).description == "word " * 31 + "word…"
