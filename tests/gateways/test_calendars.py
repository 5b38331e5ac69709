"""Invitations as another program reads them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from livesessions.gateways.calendars import Invitation, Method, Person, feed, invitation
from livesessions.gateways.mail.message import method_of

START = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
LESSON = Invitation(
    uid="booking-7@live.example",
    sequence=2,
    method=Method.REQUEST,
    starts_at=START,
    ends_at=START + timedelta(hours=1),
    stamp=START - timedelta(days=3),
    title="Rust, lifetimes; and more",
    description="Bring:\n- a laptop",
    location="https://live.example/room/42",
    url="https://live.example/bookings/7",
    organizer=Person("Jürgen Groß", "post@live.example"),
    attendee=Person('Anna "A" Lee', "anna@example.org"),
)


def read(content: bytes) -> Event:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_an_invitation_says_who_when_and_which_version() -> None:
    event = read(invitation(LESSON))
    assert (event.uid, event.sequence, event.start, event.end) == (
        "booking-7@live.example",
        2,
        START,
        START + timedelta(hours=1),
    )
    assert event["organizer"] == "mailto:post@live.example"
    assert event.stamp == START - timedelta(days=3)


def test_an_invitation_has_its_recipient_as_the_only_attendee() -> None:
    attendee = read(invitation(LESSON))["attendee"]
    assert attendee == "mailto:anna@example.org"
    assert (attendee.params["PARTSTAT"], attendee.params["RSVP"]) == ("ACCEPTED", "FALSE")


@pytest.mark.parametrize(
    ("method", "status"),
    [(Method.REQUEST, "CONFIRMED"), (Method.CANCEL, "CANCELLED"), (Method.PUBLISH, "CONFIRMED")],
)
def test_the_method_is_the_calendars_and_a_cancellation_is_also_a_status(method: Method, status: str) -> None:
    content = invitation(replace(LESSON, method=method))
    assert method_of(content) == method.value
    assert read(content)["status"] == status


def test_times_are_written_in_utc_whatever_their_zone() -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    moved = replace(LESSON, starts_at=START.astimezone(kathmandu))
    assert b"DTSTART:20260309T140000Z" in invitation(moved)


def test_the_same_invitation_is_the_same_bytes() -> None:
    assert invitation(LESSON) == invitation(LESSON)


def test_no_line_is_longer_than_seventy_five_bytes_and_all_end_in_crlf() -> None:
    content = invitation(replace(LESSON, description="ü" * 500))
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)


def test_a_feed_holds_many_and_names_no_attendee() -> None:
    content = feed("My lessons", [LESSON, replace(LESSON, uid="booking-8@live.example")])
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [event["uid"] for event in events] == ["booking-7@live.example", "booking-8@live.example"]
    assert b"ATTENDEE" not in content


def test_a_feed_shows_a_cancelled_session_as_cancelled() -> None:
    assert read(feed("My lessons", [replace(LESSON, method=Method.CANCEL)]))["status"] == "CANCELLED"


def test_an_empty_feed_is_a_calendar() -> None:
    assert Calendar.from_ical(feed("My lessons", [])).walk("VEVENT") == []


@given(title=st.text(), description=st.text(), name=st.text())
def test_any_words_give_one_readable_event(title: str, description: str, name: str) -> None:
    asked = replace(LESSON, title=title, description=description, attendee=Person(name, "a@b.example"))
    event = read(invitation(asked))
    assert (event.uid, event["attendee"]) == (LESSON.uid, "mailto:a@b.example")


@pytest.mark.parametrize("text", ["a\\nb", "a;b,c", 'say "x"', "a\nb", "tab\there", "^n ^' ^^"])
def test_words_come_back_as_they_were_written(text: str) -> None:
    event = read(invitation(replace(LESSON, title=text)))
    assert str(event["summary"]) == text
