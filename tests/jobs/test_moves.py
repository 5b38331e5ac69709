"""People hear of proposed and changed times, and their calendars follow."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlmodel import select

from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.models import BookingRequest
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Door, Work, perform
from livesessions.services.bookings import accept, cancel
from livesessions.services.moves import agree, decline_time, move_booking, propose_time, withdraw_time
from livesessions.services.topics import set_topic
from tests.jobs.letterbox import Letters
from tests.jobs.test_announce import titles
from tests.services.market import Market, booking, open_market

LATER = timedelta(hours=3)


@pytest.fixture
def market(door: Door, clock: SettableClock, letters: Letters) -> Market:
    door.announced = ANNOUNCED
    return open_market(clock())


@pytest.fixture
def booked(market: Market, letters: Letters) -> str:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    return reference


def invitation(letters: Letters, to: str = "lena@example.org") -> tuple[str, int, str]:
    """UID, SEQUENCE and METHOD of the newest invitation somebody got."""
    newest = [letter.calendars[0] for letter in letters.sent if letter.to == to and letter.calendars][-1]
    calendar = Calendar.from_ical(newest)
    (event,) = calendar.walk("VEVENT")
    return str(event["UID"]), int(event["SEQUENCE"]), str(calendar["METHOD"])


def test_a_move_keeps_the_uid_and_raises_the_number_until_it_is_withdrawn(
    market: Market, booked: str, letters: Letters
) -> None:
    uid, *first = invitation(letters)
    perform(market.teacher, move_booking, reference=booked, starts_at=market.start + LATER)
    worker.run_until_idle()
    second = invitation(letters)
    perform(market.teacher, cancel, reference=booked)
    worker.run_until_idle()
    assert (first, second, invitation(letters)) == (
        [0, "REQUEST"],
        (uid, 1, "REQUEST"),
        (uid, 2, "CANCEL"),
    )


def test_both_hear_of_a_move(market: Market, booked: str) -> None:
    perform(market.teacher, move_booking, reference=booked, starts_at=market.start + LATER)
    worker.run_until_idle()
    assert (titles(market.learner)[0], titles(market.teacher)[0]) == (
        "“Rust” was moved by Tara",
        "You moved “Rust”",
    )


def test_a_letter_about_a_move_is_not_sent_after_another_one(
    market: Market, booked: str, letters: Letters
) -> None:
    for hours in (1, 2):
        at = market.start + timedelta(hours=hours)
        perform(market.teacher, move_booking, reference=booked, starts_at=at)
    letters.sent.clear()
    worker.run_until_idle()
    assert sorted(letter.subject for letter in letters.sent) == ["New time: “Rust”, Fri 14 Aug, 12:00"] * 2


def test_the_asked_side_hears_of_a_proposal_with_its_message(
    market: Market, booked: str, letters: Letters
) -> None:
    at = market.start + LATER
    perform(market.learner, propose_time, reference=booked, starts_at=at, message="My train is late")
    worker.run_until_idle()
    assert titles(market.teacher)[0] == "Lena proposes another time"
    assert "Lena writes: “My train is late”" in letters.sent[-1].text


def test_a_proposal_taken_back_sends_no_letter(market: Market, booked: str, letters: Letters) -> None:
    letters.sent.clear()
    perform(market.teacher, propose_time, reference=booked, starts_at=market.start + LATER)
    perform(market.teacher, withdraw_time, reference=booked)
    worker.run_until_idle()
    assert (letters.sent, titles(market.learner)[0]) == ([], "Tara took back the proposed time")


def test_whoever_agrees_to_their_instructors_time_reads_that_they_may_cancel_free(
    market: Market, booked: str, letters: Letters
) -> None:
    perform(SYSTEM, has_price, reference=booked)
    perform(market.teacher, propose_time, reference=booked, starts_at=market.start + LATER)
    perform(market.learner, agree, reference=booked)
    worker.run_until_idle()
    (letter,) = [
        each for each in letters.sent if each.to == "lena@example.org" and "New time" in each.subject
    ]
    assert "you can cancel free of charge until it starts" in letter.text


def has_price(work: Work, *, reference: str) -> None:
    row = work.db.exec(select(BookingRequest).where(BookingRequest.reference == reference)).one()
    row.price = 3000


def test_a_topic_that_changes_brings_the_invitation_up_to_date(
    market: Market, booked: str, letters: Letters
) -> None:
    uid, *_ = invitation(letters)
    letters.sent.clear()
    perform(market.teacher, set_topic, reference=booked, topic="Borrowing")
    worker.run_until_idle()
    (letter,) = letters.sent
    (event,) = Calendar.from_ical(letter.calendars[0]).walk("VEVENT")
    assert (str(event["UID"]), str(event["DESCRIPTION"])) == (uid, "Borrowing")
    assert letter.subject == "The topic of “Rust”: Borrowing"


def test_before_the_answer_a_topic_sends_no_invitation(market: Market, letters: Letters) -> None:
    reference = market.request()
    worker.run_until_idle()
    letters.sent.clear()
    perform(market.teacher, set_topic, reference=reference, topic="Borrowing")
    worker.run_until_idle()
    assert letters.sent == []


def test_who_proposed_hears_that_it_does_not_suit(market: Market, booked: str, letters: Letters) -> None:
    perform(market.teacher, propose_time, reference=booked, starts_at=market.start + LATER)
    perform(market.learner, decline_time, reference=booked, message="I work then")
    worker.run_until_idle()
    assert titles(market.teacher)[0] == "Lena can’t make the time you proposed"
    assert "I work then" in letters.sent[-1].text


def test_an_agreed_counter_proposal_is_told_as_an_acceptance(market: Market, letters: Letters) -> None:
    reference = market.request()
    perform(market.teacher, propose_time, reference=reference, starts_at=market.start + LATER)
    perform(market.learner, agree, reference=reference)
    worker.run_until_idle()
    assert titles(market.learner)[0] == "Tara accepted “Rust”"
    assert invitation(letters)[1:] == (0, "REQUEST")


def test_a_learner_who_leaves_a_counter_proposal_unanswered_reads_that(
    market: Market, clock: SettableClock
) -> None:
    reference = market.request()
    perform(market.teacher, propose_time, reference=reference, starts_at=market.start + LATER)
    worker.run_until_idle()
    clock.now = booking(reference).respond_by
    worker.run_until_idle()
    assert titles(market.teacher)[0] == "Lena did not answer in time"
    assert titles(market.learner)[0] == "Your request for “Rust” has ended"


def test_a_request_for_another_time_tells_its_instructor(market: Market) -> None:
    reference = market.request()
    perform(market.learner, move_booking, reference=reference, starts_at=market.start + LATER)
    worker.run_until_idle()
    assert titles(market.teacher)[0] == "Lena asks for another time"


def test_an_unanswered_proposal_for_a_booked_session_is_told_to_who_asked(
    market: Market, booked: str, clock: SettableClock
) -> None:
    perform(market.learner, propose_time, reference=booked, starts_at=market.start + LATER)
    clock.advance(timedelta(hours=24))
    worker.run_until_idle()
    assert titles(market.learner)[0] == "Tara did not answer the time you proposed"


def test_a_withdrawn_request_that_nobody_was_invited_to_withdraws_no_invitation(
    market: Market, letters: Letters
) -> None:
    perform(market.learner, cancel, reference=market.request())
    worker.run_until_idle()
    assert letters.calendars() == {}
