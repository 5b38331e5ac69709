"""Addresses of calendars elsewhere, and when to look at them."""

from datetime import UTC, datetime, timedelta

import pytest

from livesessions.domain.imports import WrongCalendar, check_room, clean_address, clean_name, next_look, shown

NOW = datetime(2026, 8, 12, 12, 0, tzinfo=UTC)
SECRET = "https://calendar.example.com/ical/me/private-0123456789abcdef/basic.ics"


@pytest.mark.parametrize("typed", [f"  {SECRET} ", SECRET.replace("https:", "webcal:"), f"{SECRET}#today"])
def test_an_address_is_taken_however_it_is_pasted(typed: str) -> None:
    assert clean_address(typed) == SECRET


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "calendar",
        "ftp://example.com/a.ics",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://me:pass@example.com/a.ics",
        "https://example.com/a b.ics",
        "https://example.com/\r\nHost:x",
        "https://[::1/a.ics",
        "https://example.com:99999/a",
        "https://example.com:0/a",
        "https://exämple.com/a.ics",
        "https://example.com/" + "a" * 2000,
    ],
)
def test_what_is_no_address_on_the_web_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(WrongCalendar) as no:
        clean_address(typed)
    assert no.value.field == "address"


def test_an_address_is_shown_by_its_server_and_its_end_alone() -> None:
    assert shown(SECRET) == "calendar.example.com/….ics"
    assert shown(f"{SECRET}?token=topsecret") == "calendar.example.com/…cret"


def test_of_a_short_address_the_server_alone_is_shown() -> None:
    assert shown("https://example.com/a9x.ics") == "example.com/…"


def test_a_name_is_one_line_of_some_letters() -> None:
    assert (clean_name("  My \n work "), clean_name("", instead="a")) == ("My work", "a")


def test_a_name_may_hold_an_emoji_made_of_several() -> None:
    assert clean_name("Family 👨‍👩‍👧") == "Family 👨‍👩‍👧"


@pytest.mark.parametrize("typed", ["", " ", "a" * 61, "a\x00b"])
def test_other_names_are_refused(typed: str) -> None:
    with pytest.raises(WrongCalendar):
        clean_name(typed)


def test_calendars_are_looked_at_every_half_hour_and_after_failures_less_and_less() -> None:
    waits = [(next_look(NOW, failures) - NOW) // timedelta(minutes=1) for failures in (0, 1, 2, 3, 9, 999)]
    assert waits == [30, 5, 10, 20, 360, 360]


def test_a_file_is_worked_out_anew_once_a_day() -> None:
    assert next_look(NOW, 0, is_file=True) == NOW + timedelta(hours=20)


def test_there_is_room_for_five_calendars() -> None:
    check_room(4)
    with pytest.raises(WrongCalendar):
        check_room(5)
