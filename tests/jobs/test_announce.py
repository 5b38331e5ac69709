"""Those whom an event concerns hear of it once, under the bell and by letter."""

from datetime import timedelta

import pytest
from sqlmodel import select

from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED, announce
from livesessions.models import AuditEvent
from livesessions.queries.notifications import bell
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Actor, Door, View, ask, perform
from livesessions.services import notifications
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.notifications import mark_all_read
from livesessions.services.reviews import write_review
from livesessions.services.waitlist import join_line
from tests.jobs.letterbox import Letters
from tests.jobs.till import meet
from tests.services.market import TERMS, Market, open_market


@pytest.fixture
def market(door: Door, clock: SettableClock, letters: Letters) -> Market:
    door.announced = ANNOUNCED
    return open_market(clock())


def titles(who: Actor) -> list[str]:
    return [line.title for line in ask(who, bell).lines]


def test_a_request_rings_at_both_ends(market: Market) -> None:
    market.request()
    worker.run_until_idle()
    assert (titles(market.teacher), titles(market.learner)) == (
        ["Lena asks for “Rust”"],
        ["Request sent to Tara"],
    )


def test_strangers_hear_nothing(market: Market) -> None:
    market.request()
    worker.run_until_idle()
    assert titles(market.other) == []


def test_who_has_caused_many_letters_in_a_day_rings_the_bell_alone(
    market: Market, letters: Letters, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks_and_withdraws(time: int) -> tuple[int, int]:
        """How often the instructor's bell has rung, and how many letters they have."""
        reference = market.request(key=f"request {time}")
        worker.run_until_idle()
        perform(market.learner, cancel, reference=reference)
        worker.run_until_idle()
        mine = [letter for letter in letters.sent if "tara" in letter.to]
        return len(titles(market.teacher)), len(mine)

    monkeypatch.setattr(notifications, "MOST_LETTERS", 3)
    assert [asks_and_withdraws(time) for time in range(3)] == [(2, 2), (4, 3), (6, 3)]
    clock.advance(timedelta(days=1))
    assert asks_and_withdraws(3) == (8, 5)


def test_an_event_announced_twice_is_heard_once(market: Market) -> None:
    market.request()
    worker.run_until_idle()
    announce(ask(SYSTEM, requested))
    assert len(titles(market.learner)) == 1


def requested(view: View) -> int:
    return view.db.exec(select(AuditEvent.id).where(AuditEvent.event == "booking.requested")).one() or 0


def test_acceptance_sends_each_an_invitation_of_their_own(market: Market, letters: Letters) -> None:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    calendars = letters.calendars()
    assert sorted(calendars) == ["lena@example.org", "tara@example.org"]
    assert b"METHOD:REQUEST" in calendars["lena@example.org"]
    assert b"tara@example.org" not in calendars["lena@example.org"]


def test_a_cancellation_withdraws_the_invitation(market: Market, letters: Letters) -> None:
    reference = market.request()
    perform(market.teacher, accept, reference=reference)
    worker.run_until_idle()
    letters.sent.clear()
    perform(market.teacher, cancel, reference=reference, reason="Ill")
    worker.run_until_idle()
    assert b"METHOD:CANCEL" in letters.calendars()["lena@example.org"]


def test_an_edited_review_is_no_news(market: Market, clock: SettableClock) -> None:
    reference = market.request()
    meet(market, clock, reference)
    for stars in (4, 5):
        perform(market.learner, write_review, reference=reference, stars=stars, text="")
    worker.run_until_idle()
    assert [title for title in titles(market.teacher) if "stars" in title] == ["Lena gave 4 of 5 stars"]


def test_a_rejection_tells_the_reason(market: Market, letters: Letters) -> None:
    reference = market.request()
    perform(market.teacher, reject, reference=reference, reason="I am away that week")
    worker.run_until_idle()
    assert "I am away that week" in letters.sent[-1].text


def test_who_was_declined_is_written_three_free_times(market: Market, letters: Letters) -> None:
    reference = market.request()
    perform(market.teacher, reject, reference=reference, reason="Away")
    worker.run_until_idle()
    assert letters.sent[-1].text.count("/sessions/rust?book=1@") == 3
    assert "Free Fri 14 Aug, 09:00: Rust with Tara" in letters.sent[-1].text


def test_a_request_that_was_answered_at_once_is_not_said_to_be_on_its_way(
    market: Market, letters: Letters
) -> None:
    reference = market.request()
    perform(market.teacher, reject, reference=reference, reason="Away")
    worker.run_until_idle()
    assert [each.subject for each in letters.sent] == ["Tara can’t take “Rust”"]


def test_a_released_hold_is_nobodys_news(market: Market) -> None:
    held = market.hold()
    perform(market.learner, cancel, reference=held.reference)
    worker.run_until_idle()
    assert (titles(market.learner), titles(market.teacher)) == ([], [])


def test_opening_the_bell_reads_it(market: Market) -> None:
    market.request()
    worker.run_until_idle()
    assert ask(market.learner, bell).unread == 1
    perform(market.learner, mark_all_read)
    assert ask(market.learner, bell).unread == 0


def test_whoever_is_next_in_line_hears_that_a_place_is_theirs(market: Market, letters: Letters) -> None:
    reference = market.request()
    perform(market.other, join_line, offering_id=market.offering_id, starts_at=market.start, terms=TERMS)
    perform(market.learner, cancel, reference=reference)
    worker.run_until_idle()
    assert titles(market.other) == ["A place in “Rust” is free for you"]
    assert [each.subject for each in letters.sent if each.to == "omar@example.org"] == [
        "A place is free: “Rust”, Fri 14 Aug, 10:00"
    ]


def test_everybody_hears_that_a_session_takes_place(market: Market, clock: SettableClock) -> None:
    market.change(
        session_type="group", capacity=4, booking_mode="instant", min_participants=2, decide_hours_before=24
    )
    market.request()
    market.request(market.other, key="k2")
    clock.now = market.start - timedelta(hours=24)
    worker.run_until_idle()
    assert [titles(who)[0] for who in (market.learner, market.other)] == ["“Rust” takes place"] * 2


def test_everybody_hears_that_too_few_have_booked(market: Market, clock: SettableClock) -> None:
    market.change(
        session_type="group", capacity=4, booking_mode="instant", min_participants=2, decide_hours_before=24
    )
    market.request()
    clock.now = market.start - timedelta(hours=24)
    worker.run_until_idle()
    told = [titles(who)[0] for who in (market.learner, market.teacher)]
    assert told == ["Live Sessions cancelled “Rust”"] * 2
