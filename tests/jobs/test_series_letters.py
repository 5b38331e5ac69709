"""A step that is taken with a whole series is told once: one line under the bell, and one letter."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from icalendar import Calendar

from livesessions.gateways.mail.smtp import Encryption, SmtpMail, SmtpServer
from livesessions.jobs import worker
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.desk import Desk, lay, the_desk
from livesessions.jobs.letters import PostRoom
from livesessions.models import User
from livesessions.queries.notifications import bell
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import SYSTEM, Actor, Door, Work, ask, perform
from livesessions.services import life
from livesessions.services.bookings import accept, cancel, reject
from livesessions.services.moves import move_booking
from livesessions.services.offerings import archive_offering
from livesessions.services.series import accept_series, release_series, request_series
from tests.gateways.post_office import PostOffice
from tests.jobs.letterbox import Letters
from tests.jobs.test_series import WEEKS, Series, series_of
from tests.services.market import Market, open_market, payment

LENA, TARA = "lena@example.org", "tara@example.org"
DATES = ["Fri 14 Aug, 06:00", "Fri 21 Aug, 06:00", "Fri 28 Aug, 06:00"]


@pytest.fixture
def market(door: Door, clock: SettableClock, letters: Letters) -> Market:
    door.announced = ANNOUNCED
    market = open_market(clock(), price=3000)
    perform(SYSTEM, live_in, user_id=market.learner.user_id, zone="America/New_York")
    return market


def live_in(work: Work, *, user_id: int, zone: str) -> None:
    work.db.get_one(User, user_id).time_zone = zone


@pytest.fixture
def series(market: Market) -> Series:
    return series_of(market, the_desk().payments)


@pytest.fixture
def requested(series: Series) -> Series:
    series.pay()
    worker.run_until_idle()
    return series


def accept_all(series: Series) -> None:
    perform(series.market.teacher, accept_series, reference=series.references[0])


def titles(who: Actor) -> list[str]:
    return [line.title for line in ask(who, bell).lines]


def subjects(letters: Letters, to: str) -> list[str]:
    return [letter.subject for letter in letters.sent if letter.to == to]


def newest(letters: Letters, to: str) -> str:
    return [letter.text for letter in letters.sent if letter.to == to][-1]


def test_a_requested_series_is_one_line_and_one_letter_to_each(requested: Series, letters: Letters) -> None:
    market = requested.market
    assert titles(market.teacher) == ["Lena asks for 3 sessions of “Rust”"]
    assert titles(market.learner) == ["Request for 3 sessions of “Rust” sent to Tara"]
    assert subjects(letters, TARA) == ["Lena asks for 3 sessions of “Rust”"]
    assert subjects(letters, LENA) == ["Your request to Tara: 3 sessions of “Rust”"]


def test_it_lists_every_date_in_the_readers_zone_with_topic_price_and_sum(
    requested: Series, letters: Letters
) -> None:
    text = newest(letters, LENA)
    for number, date in enumerate(DATES, 1):
        assert f"Session {number}: {date} (GMT−4) · €30.00\n" in text
    for fact in ("Topic: Lifetimes", "Time zone: America/New_York", "In all: €90.00"):
        assert fact in text
    assert "€90.00 is reserved on your card. Once all sessions are answered" in text
    assert "Fri 28 Aug, 10:00 (GMT)" in newest(letters, TARA)


def test_the_bell_shows_every_date(requested: Series) -> None:
    line = ask(requested.market.learner, bell).lines[0]
    assert line.body.startswith("Fri 14 Aug, 06:00 · Fri 21 Aug, 06:00 · Fri 28 Aug, 06:00.")


def test_all_accepted_at_once_is_one_letter_with_an_invitation_for_each(
    requested: Series, letters: Letters
) -> None:
    accept_all(requested)
    worker.run_until_idle()
    assert titles(requested.market.learner)[0] == "Tara accepted 3 sessions of “Rust”"
    assert subjects(letters, LENA)[1:] == ["Booked: 3 sessions of “Rust”, from Fri 14 Aug, 06:00"]
    assert subjects(letters, TARA)[1:] == ["Booked: 3 sessions of “Rust”, from Fri 14 Aug, 10:00"]
    assert "You have paid €90.00 for them." in newest(letters, LENA)
    assert invited(letters.sent[-1].calendars) == [("REQUEST", each) for each in uids(requested, letters)]


def invited(calendars: Iterable[bytes]) -> list[tuple[str, str]]:
    found = [Calendar.from_ical(each) for each in calendars]
    return [(str(each["METHOD"]), str(event["UID"])) for each in found for event in each.walk("VEVENT")]


def uids(series: Series, letters: Letters) -> list[str]:
    market = series.market
    reader = market.teacher if letters.sent[-1].to == TARA else market.learner
    return [f"{each}-{reader.user_id}@livesessions" for each in series.references]


def test_a_series_booked_at_once_is_told_as_booked(market: Market, letters: Letters) -> None:
    market.change(booking_mode="instant")
    series_of(market, the_desk().payments).pay()
    worker.run_until_idle()
    assert [len(titles(who)) for who in (market.learner, market.teacher)] == [1, 1]
    assert "You have paid €90.00 for them." in newest(letters, LENA)


def test_a_free_series_says_nothing_of_money(market: Market, letters: Letters) -> None:
    market.change(price=0)
    series = series_of(market, the_desk().payments)
    perform(market.learner, request_series, reference=series.references[0])
    worker.run_until_idle()
    assert ("In all: Free" in newest(letters, LENA), "card" in newest(letters, LENA)) == (True, False)


def test_one_that_is_accepted_by_itself_has_a_letter_of_its_own(requested: Series, letters: Letters) -> None:
    requested.accept(1)
    accept_all(requested)
    worker.run_until_idle()
    assert sorted(subjects(letters, LENA)[1:], reverse=True) == [
        "Booked: “Rust”, Fri 21 Aug, 06:00",
        "Booked: 2 sessions of “Rust”, from Fri 14 Aug, 06:00",
    ]


def test_clicks_one_after_the_other_are_letters_one_by_one(requested: Series, letters: Letters) -> None:
    for each in requested.references[:2]:
        perform(requested.market.teacher, accept, reference=each)
    perform(requested.market.teacher, reject, reference=requested.references[2], reason="Away")
    worker.run_until_idle()
    assert sorted(subjects(letters, LENA)[1:]) == [
        "Booked: “Rust”, Fri 14 Aug, 06:00",
        "Booked: “Rust”, Fri 21 Aug, 06:00",
        "Tara can’t take “Rust”",
    ]


def test_a_series_that_nobody_answers_ends_in_one_letter(
    requested: Series, letters: Letters, clock: SettableClock
) -> None:
    clock.advance(timedelta(hours=25))
    worker.run_until_idle()
    assert [len(titles(who)) for who in (requested.market.learner, requested.market.teacher)] == [2, 2]
    assert subjects(letters, LENA)[1:] == ["Tara did not answer in time"]
    assert "your request for 3 sessions of “Rust” has ended. You were not charged." in newest(letters, LENA)


def test_an_offering_that_is_withdrawn_cancels_a_series_in_one_letter(
    requested: Series, letters: Letters
) -> None:
    perform(requested.market.teacher, archive_offering, offering_id=requested.market.offering_id)
    worker.run_until_idle()
    for reader in (LENA, TARA):
        assert [each[:36] for each in subjects(letters, reader)[1:]] == [
            "Cancelled: 3 sessions of “Rust”, fro"
        ]
    assert "You were not charged." in newest(letters, LENA)


def test_a_series_let_go_of_is_nobodys_news(series: Series, letters: Letters) -> None:
    perform(series.market.learner, release_series, reference=series.references[0])
    worker.run_until_idle()
    assert (letters.sent, titles(series.market.teacher)) == ([], [])


def test_a_series_that_could_not_be_charged_is_told_once_and_its_end_once(
    requested: Series, letters: Letters, clock: SettableClock
) -> None:
    let_lapse(requested)
    accept_all(requested)
    worker.run_until_idle()
    assert subjects(letters, LENA)[2:] == ["Please pay 3 sessions of “Rust” by Thu 13 Aug, 08:00"]
    assert subjects(letters, TARA)[2:] == ["Lena’s payment for 3 sessions of “Rust”"]
    clock.advance(timedelta(hours=25))
    worker.run_until_idle()
    assert subjects(letters, LENA)[3:] == ["Not paid: 3 sessions of “Rust”, from Fri 14 Aug, 06:00"]
    assert [method for method, _ in invited(letters.sent[-1].calendars)] == ["CANCEL"] * WEEKS


def let_lapse(series: Series) -> None:
    """The bank lets the reserved money go before anybody asks for it."""
    reserved = payment(series.references[0]).gateway_reference or ""
    series.gateway.let_go(reserved)


def test_what_is_cancelled_before_the_letter_leaves_is_not_in_it(requested: Series, letters: Letters) -> None:
    accept_all(requested)
    perform(requested.market.learner, cancel, reference=requested.references[0])
    worker.run_until_idle()
    booked = next(each for each in letters.sent if each.to == LENA and each.subject.startswith("Booked"))
    assert (booked.subject[:31], len(booked.calendars)) == ("Booked: 2 sessions of “Rust”, f", 2)


def test_what_is_left_alone_has_the_letter_of_one(requested: Series, letters: Letters) -> None:
    accept_all(requested)
    for each in requested.references[:2]:
        perform(requested.market.learner, cancel, reference=each)
    worker.run_until_idle()
    assert "Booked: “Rust”, Fri 28 Aug, 06:00" in subjects(letters, LENA)


def test_of_all_cancelled_no_booking_is_told(requested: Series, letters: Letters) -> None:
    accept_all(requested)
    for each in requested.references:
        perform(requested.market.learner, cancel, reference=each)
    worker.run_until_idle()
    assert [each for each in subjects(letters, LENA) if each.startswith("Booked")] == []


def test_a_move_stays_a_letter_of_its_own_under_the_same_invitation(
    requested: Series, letters: Letters
) -> None:
    accept_all(requested)
    worker.run_until_idle()
    to = requested.market.start + timedelta(weeks=1, hours=2)
    perform(requested.market.teacher, move_booking, reference=requested.references[1], starts_at=to)
    worker.run_until_idle()
    assert subjects(letters, LENA)[-1] == "New time: “Rust”, Fri 21 Aug, 08:00"
    moved = [each for each in letters.sent if each.to == LENA][-1].calendars
    name = f"{requested.references[1]}-{requested.market.learner.user_id}@livesessions"
    assert invited(moved) == [("REQUEST", name)]


class Killed(BaseException):
    """What a process that is killed does next: nothing."""


class Deadly:
    """A ring at whose first bell the process dies, right after the row was committed."""

    def __init__(self) -> None:
        self.lives = 1

    def publish(self, topics: Iterable[str]) -> None:
        if self.lives and any(topic.startswith("bell:") for topic in topics):
            self.lives = 0
            raise Killed


def test_a_worker_killed_between_two_lines_tells_everybody_once(
    requested: Series, letters: Letters, door: Door, clock: SettableClock
) -> None:
    accept_all(requested)
    door.ring = Deadly()
    with pytest.raises(Killed):
        worker.run_until_idle()
    clock.advance(timedelta(minutes=3))
    moved_to = requested.market.start + timedelta(weeks=4)
    perform(requested.market.teacher, move_booking, reference=requested.references[0], starts_at=moved_to)
    worker.run_until_idle()
    for who, reader in ((requested.market.learner, LENA), (requested.market.teacher, TARA)):
        assert sum("accepted" in each or "are booked" in each for each in titles(who)) == 1
        assert sum(each.startswith("Booked") for each in subjects(letters, reader)) == 1


def test_a_batch_that_ends_inside_a_series_takes_all_of_it(
    requested: Series, letters: Letters, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life, "BATCH", 2)
    clock.advance(timedelta(hours=25))
    worker.run_until_idle()
    assert subjects(letters, LENA)[1:] == ["Tara did not answer in time"]


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


def test_the_letter_arrives_with_a_file_for_each_session(
    requested: Series, office: PostOffice, clock: SettableClock
) -> None:
    send_by(office, clock)
    accept_all(requested)
    worker.run_until_idle()
    letters = [message_from_bytes(each.content, policy=default) for each in office.letters]
    assert [each["To"] for each in letters] == [LENA, TARA]
    files = list(letters[0].iter_attachments())
    assert [each.get_filename() for each in files] == ["session-1.ics", "session-2.ics", "session-3.ics"]
    assert {str(each["Content-Type"]) for each in files} == {
        'text/calendar; method="REQUEST"; charset="utf-8"'
    }
    assert [name for _, name in invited(each.get_payload(decode=True) for each in files)] == [
        f"{each}-{requested.market.learner.user_id}@livesessions" for each in requested.references
    ]
    assert kinds(letters[0]) == ["text/plain", "text/html", *["text/calendar"] * WEEKS]


def kinds(letter: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in letter.walk() if not part.is_multipart()]


def send_by(office: PostOffice, clock: SettableClock) -> None:
    """Letters leave by SMTP from now on."""
    desk = the_desk()
    server = SmtpServer(host=office.host, port=office.port, encryption=Encryption.NONE)
    mail = SmtpMail(server, sender=desk.settings.mail_from, now=clock)
    post = PostRoom(mail, origin=desk.settings.origin, sender=desk.settings.mail_from)
    lay(Desk(settings=desk.settings, payments=desk.payments, post=post))
