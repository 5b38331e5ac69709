"""The results page: its address is the search, and every choice is an address."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from livesessions.domain.discovery import Narrowing, Sort, Wish
from livesessions.state.discovery import DiscoveryState, RangeForm, SearchForm, search_address
from livesessions.state.discovery.addresses import address_of, wish_of
from livesessions.state.discovery.rows import FIELDS, TITLES
from tests.shelves import a_shelf, stands_in
from tests.state.screens import screen, seen_by
from tests.teaching import MONDAY, Teacher

WISH = Wish(
    words="jazz & blues",
    domain="music",
    topic="guitar",
    kind="group",
    price="paid",
    least=1050,
    most=2000,
    currency="EUR",
    first_day=MONDAY,
    last_day=date(2026, 8, 20),
    language="de",
    level="beginner",
    sort=Sort.RATING,
    page=3,
)


@pytest.fixture
def teacher(door) -> Teacher:
    teacher = Teacher()
    teacher.opens(*range(7))
    return teacher


async def results(**query: str) -> DiscoveryState:
    state = await screen(DiscoveryState, "/sessions", **query)
    with seen_by(zone="Europe/Berlin"):
        await DiscoveryState.load.fn(state)
    return state


async def led_to(state: DiscoveryState, handler, *given) -> dict[str, str]:
    """Where an event leads, as the parts of the address."""
    with seen_by(zone="Europe/Berlin"):
        sent = await handler.fn(state, *given)
    assert not state.errors
    return asked({key._js_expr: value._var_value for key, value in sent.args}["path"])


def asked(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_a_search_survives_its_address():
    query = asked(address_of(WISH))
    assert wish_of(lambda name: query.get(name, "")) == WISH


def test_an_address_says_only_what_is_unusual():
    assert address_of(Wish()) == "/sessions"
    assert address_of(Wish(words="c++")) == "/sessions?q=c%2B%2B"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q", "?!"),
        ("type", "crowd"),
        ("price", "cheap"),
        ("min", "-5"),
        ("max", "1e9"),
        ("currency", "XXX"),
        ("from", "2026-13-01"),
        ("to", "0001-01-01"),
        ("level", "guru"),
        ("sort", "random"),
        ("page", "-1"),
        ("page", "9" * 150),
    ],
)
def test_what_makes_no_sense_in_an_address_asks_for_nothing(name, value):
    assert wish_of(lambda asked: value if asked == name else "") == Wish()


def test_days_in_the_wrong_order_are_turned_round():
    query = {"from": "2026-08-20", "to": "2026-08-17"}
    assert wish_of(lambda name: query.get(name, "")).first_day == MONDAY


def test_the_home_page_leads_to_the_words_and_nothing_else():
    assert search_address("jazz") == "/sessions?q=jazz"
    assert search_address(" ") == "/sessions"


async def test_the_page_says_how_many_there_are(teacher):
    assert (await results()).summary == "0 sessions"
    teacher.offers()
    state = await results()
    assert (state.summary, state.is_ready, len(state.cards)) == ("1 session", True, 1)


async def test_a_card_is_in_the_words_of_whoever_looks(teacher):
    teacher.offers(price=0, duration_minutes=90, session_type="group", capacity=8)
    (card,) = (await results()).cards
    assert (card.amount, card.duration, card.tag) == ("Free", "1 h 30", "Group of 8")
    assert card.next_slot == "Tomorrow, 11:00"


async def test_an_offering_without_times_says_so(door):
    Teacher().offers()
    assert (await results()).cards[0].next_slot == "Booked out for now"


async def test_a_filter_leads_to_itself_and_back(teacher):
    for shelf in (a_shelf("music"), a_shelf("dance")):
        stands_in(teacher.offers(), shelf)
    (option,) = [each for row in (await results()).facets for each in row.options if each.label == "Music"]
    assert (option.count, option.is_chosen, asked(option.href)) == ("1", False, {"domain": "music"})
    (chosen,) = [
        each for row in (await results(domain="music")).facets for each in row.options if each.is_chosen
    ]
    assert (chosen.label, chosen.href) == ("Music", "/sessions")


async def test_another_subject_drops_the_topic_and_the_page(teacher):
    for shelf in (a_shelf("music"), a_shelf("dance")):
        stands_in(teacher.offers(), shelf, "Basics")
    state = await results(domain="music", topic="basics", page="2", level="beginner")
    (dance,) = [each for row in state.facets for each in row.options if each.label == "Dance"]
    assert asked(dance.href) == {"domain": "dance", "level": "beginner"}


async def test_what_is_in_force_can_be_taken_away_one_by_one(teacher):
    state = await results(q="rust", type="group", max="20", **{"from": "2026-08-17"})
    assert [each.label for each in state.chosen] == ["In a group", "Up to €20.00", "Monday, 17 August 2026"]
    assert asked(state.chosen[0].href) == {
        "q": "rust",
        "max": "20",
        "currency": "EUR",
        "from": "2026-08-17",
    }


async def test_today_is_today_where_the_person_is(teacher):
    (today, *_) = (await results()).days
    assert (today.label, asked(today.href)) == ("Today", {"from": "2026-08-12"})
    assert (await results(**{"from": "2026-08-12"})).days[0].is_chosen


async def test_nothing_found_says_what_to_try(teacher):
    teacher.offers(title="Jazz guitar")
    state = await results(q="jazz", type="group")
    assert [(each.label, each.detail) for each in state.ways] == [("Without In a group", "1 session")]
    (way, *_) = (await results(q="gutar")).ways
    assert (way.label, way.href) == ("Did you mean “guitar”?", "/sessions?q=guitar")


async def test_pages_lead_to_each_other(teacher):
    for _ in range(13):
        teacher.offers()
    state = await results(page="2")
    assert (state.place, state.before, state.after) == ("13–13 of 13", "/sessions", "")
    assert (await results()).after == "/sessions?page=2"


async def test_words_are_looked_for_within_the_filters_from_the_first_page(teacher):
    state = await results(type="group", page="2")
    assert await led_to(state, DiscoveryState.search, SearchForm(q="jazz")) == {"q": "jazz", "type": "group"}


async def test_another_order_keeps_the_search(teacher):
    state = await results(q="jazz", page="2")
    assert await led_to(state, DiscoveryState.sort_by, Sort.PRICE) == {"q": "jazz", "sort": "price"}


async def test_days_and_prices_are_taken_from_their_fields(teacher):
    state = await results(q="jazz")
    form = RangeForm(first=MONDAY, least="5", most="12,50", currency="USD")
    assert await led_to(state, DiscoveryState.narrow, form) == {
        "q": "jazz",
        "from": "2026-08-17",
        "min": "5",
        "max": "12.50",
        "currency": "USD",
    }


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (RangeForm(least="cheap"), "least"),
        (RangeForm(most="1.234"), "most"),
        (RangeForm(first=MONDAY, last=date(2026, 8, 1)), "last"),
        (RangeForm(currency="XXX"), "currency"),
    ],
)
async def test_what_cannot_be_meant_is_said_at_its_field(teacher, form, field):
    state = await results()
    with seen_by():
        await DiscoveryState.narrow.fn(state, form)
    assert list(state.errors) == [field]


async def test_prices_are_asked_in_a_currency_that_somebody_charges(teacher):
    teacher.offers(currency="JPY", price=500)
    state = await results()
    assert (state.currency, state.has_currencies) == ("JPY", False)
    state = await results(max="20", currency="EUR")
    assert (state.currency, state.currencies) == ("EUR", [("EUR", "EUR"), ("JPY", "JPY")])


def test_every_narrowing_but_words_and_days_has_a_title():
    assert {*TITLES} == {*FIELDS} == {*Narrowing} - {Narrowing.WORDS, Narrowing.DAYS}
