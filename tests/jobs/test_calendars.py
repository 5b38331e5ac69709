"""An instructor's calendar elsewhere, from a real server to the slot that is gone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select
from structlog.testing import capture_logs

from livesessions.domain.errors import NotAllowed, NotFound
from livesessions.domain.imports import WrongCalendar
from livesessions.domain.slots import Reason, SlotNotFree
from livesessions.gateways.calendars.trouble import CalendarTooLarge, CalendarUnreadable
from livesessions.jobs.announce import ANNOUNCED, announce
from livesessions.jobs.calendars import LOST, look_at, look_at_calendars, read_file
from livesessions.jobs.desk import lay, the_desk
from livesessions.jobs.letters import WRITERS
from livesessions.models import AuditEvent, BusyBlock, CalendarImport, Instructor, Notification
from livesessions.queries.availability import load_timetable, troubleshoot
from livesessions.queries.calendars import FAILING, ImportedCalendar, my_calendars
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.seal import Seal, the_seal, use_seal
from livesessions.runtime.settings import Settings
from livesessions.runtime.work import SYSTEM, Door, View, Work, ask, perform
from livesessions.services.availability import save_hours
from livesessions.services.calendar_looks import take_due
from livesessions.services.calendars import add_address, look_soon, remove, rename
from tests.icalendars import Answer, CalendarServer, calendar, event
from tests.jobs.till import open_till
from tests.services.market import Market, open_market

# The market's free slot is two days after noon of Wednesday 12 August 2026, at 10:00 UTC.
TAKEN = calendar(event("20260814T093000Z", "20260814T101500Z"))
PRIVATE = "This address leads into a private network."
SECRET = "/private-s3cret.ics"


@pytest.fixture
def elsewhere() -> Iterator[CalendarServer]:
    with CalendarServer() as server:
        server.say(TAKEN)
        yield server


@pytest.fixture
def market(door: Door, clock: SettableClock, tmp_path: Path, elsewhere: CalendarServer) -> Iterator[Market]:
    with open_till(tmp_path, clock):
        desk = the_desk()
        settings = Settings(_env_file=None, calendar_private_hosts=(elsewhere.host,))
        lay(type(desk)(settings=settings, payments=desk.payments, post=desk.post))
        yield open_market(clock())


@pytest.fixture
def added(market: Market, elsewhere: CalendarServer) -> Market:
    """The instructor's calendar is added and was looked at once."""
    add(market, elsewhere.url())
    assert look_at_calendars() == 1
    return market


def add(market: Market, address: str, name: str = "Work") -> None:
    perform(market.teacher, add_address, name=name, address=address)


def mine(market: Market) -> ImportedCalendar:
    (found,) = ask(market.teacher, my_calendars).calendars
    return found


def busy() -> list[tuple[str, str]]:
    def times(view: View) -> list[tuple[str, str]]:
        rows = view.db.exec(select(BusyBlock).order_by(col(BusyBlock.starts_at))).all()
        return [(f"{row.starts_at:%d %H:%M}", f"{row.ends_at:%d %H:%M}") for row in rows]

    return ask(SYSTEM, times)


def row() -> CalendarImport:
    return ask(SYSTEM, lambda view: view.db.exec(select(CalendarImport)).one())


def audit() -> list[AuditEvent]:
    told = select(AuditEvent).where(col(AuditEvent.event).like("calendar.%")).order_by(col(AuditEvent.id))
    return list(ask(SYSTEM, lambda view: view.db.exec(told).all()))


def later(clock: SettableClock, **time: Any) -> int:
    clock.advance(timedelta(**time))
    return look_at_calendars()


def test_an_event_elsewhere_takes_the_slot(added: Market) -> None:
    with pytest.raises(SlotNotFree) as no:
        added.hold()
    assert (no.value.reason, busy()) == (Reason.BUSY, [("14 09:30", "14 10:15")])


def test_the_troubleshooter_names_the_calendar(added: Market, clock: SettableClock) -> None:
    timetable = ask(SYSTEM, lambda view: load_timetable(view.db, added.teacher.user_id or 0, view.now))
    found = ask(added.teacher, troubleshoot, timetable=timetable, starts_at=added.start)
    assert (found.reasons, found.calendars) == ((Reason.BUSY,), ("Work",))


def test_its_owner_sees_how_the_last_look_went(added: Market, clock: SettableClock) -> None:
    found = mine(added)
    assert (found.name, found.busy_times, found.problem, found.read_at) == ("Work", 1, "", clock())
    assert found.next_look_at == clock() + timedelta(minutes=30)


def test_nobody_sees_the_address_again(added: Market, elsewhere: CalendarServer) -> None:
    written = [str((each.before, each.after, each.reason)) for each in audit()]
    seen = f"{ask(added.teacher, my_calendars)} {row()!r} {written} {row().address}"
    assert (SECRET in seen, "s3cret" in seen) == (False, False)
    assert the_seal().open(row().address or "") == elsewhere.url()


def test_a_new_secret_key_reads_on_and_seals_anew(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    use_seal(Seal(["a new one", "a secret of the tests"]))
    later(clock, minutes=30)
    assert (mine(added).problem, mine(added).looked_at) == ("", clock())
    assert Seal(["a new one"]).open(row().address or "") == elsewhere.url()


def test_what_no_secret_key_opens_is_said_and_changes_nothing(added: Market, clock: SettableClock) -> None:
    use_seal(Seal(["another one"]))
    with capture_logs() as told:
        later(clock, minutes=30)
    assert (mine(added).problem, busy()) == (LOST, [("14 09:30", "14 10:15")])
    assert [line["event"] for line in told] == ["calendar.seal_broken"]


def test_a_calendar_is_looked_at_again_after_half_an_hour(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    elsewhere.say(calendar(event("20260815T093000Z", "20260815T101500Z")))
    assert (later(clock, minutes=29), later(clock, minutes=1)) == (0, 1)
    assert busy() == [("15 09:30", "15 10:15")]
    added.hold()


def test_what_the_server_says_is_unchanged_is_not_read_again(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    elsewhere.say(TAKEN, headers={"ETag": '"1"'})
    later(clock, minutes=30)
    later(clock, minutes=30)
    assert [each.get("if-none-match") for each in elsewhere.asked] == [None, None, '"1"']
    assert (mine(added).looked_at, len(busy())) == (clock(), 1)


def test_once_a_day_the_times_are_worked_out_anew(
    market: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    daily = calendar(event("20260814T093000Z", "20260814T101500Z", "RRULE:FREQ=DAILY"))
    add(market, elsewhere.say(daily, headers={"ETag": '"1"'}))
    look_at_calendars()
    before = len(busy())
    later(clock, days=2)
    assert (len(busy()) - before, elsewhere.asked[-1].get("if-none-match")) == (2, None)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<html>Log in</html>"), "That is not an iCalendar file (.ics)."),
        (Answer(TAKEN[:-30]), "That is not an iCalendar file (.ics), or only a part of one."),
        (Answer(b"x" * 5_000_001), "The calendar is larger than 5 MB."),
        (Answer(status=404), "There is no calendar at that address (any more)."),
        (Answer(status=302, headers={"Location": "http://10.0.0.1/"}), PRIVATE),
    ],
    ids=["page", "cut", "huge", "gone", "private"],
)
def test_a_bad_answer_is_said_and_changes_nothing(
    added: Market, elsewhere: CalendarServer, clock: SettableClock, answer: Answer, said: str
) -> None:
    elsewhere.answers[SECRET] = answer
    later(clock, minutes=30)
    assert (mine(added).problem, busy()) == (said, [("14 09:30", "14 10:15")])
    assert mine(added).next_look_at == clock() + timedelta(minutes=5)


def test_a_problem_that_is_over_is_forgotten(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    elsewhere.answers[SECRET] = Answer(status=500)
    later(clock, minutes=30)
    elsewhere.say(TAKEN)
    later(clock, minutes=5)
    assert (mine(added).problem, mine(added).next_look_at) == ("", clock() + timedelta(minutes=30))


def warnings() -> list[tuple[str, str]]:
    """The lines under the owner's bell, and the letters promised with them."""
    for told in audit():
        if told.event in ANNOUNCED:
            announce(told.id)
    lines = select(Notification.title, Notification.body).order_by(col(Notification.id))
    return list(ask(SYSTEM, lambda view: [(title, body) for title, body in view.db.exec(lines)]))


def fails(elsewhere: CalendarServer, clock: SettableClock, days: int) -> None:
    elsewhere.answers[SECRET] = Answer(status=404)
    for _ in range(days * 4 + 1):
        later(clock, hours=6)


def test_the_owner_hears_once_that_a_calendar_has_failed_for_days(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    fails(elsewhere, clock, days=5)
    assert warnings() == [
        (
            "We can’t read your calendar “Work”",
            "For 5 days: There is no calendar at that address (any more). What is new in it is not kept free.",
        )
    ]


def test_a_calendar_that_recovers_in_time_is_not_worth_a_word(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    fails(elsewhere, clock, days=2)
    elsewhere.say(TAKEN)
    later(clock, hours=6)
    fails(elsewhere, clock, days=2)
    assert warnings() == []


def test_the_next_time_it_fails_for_days_is_another_warning(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    for _ in range(2):
        fails(elsewhere, clock, days=4)
        assert warnings()
        elsewhere.say(TAKEN)
        later(clock, hours=6)
    assert len(warnings()) == 2


def test_the_letter_names_the_calendar_and_what_to_do(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    fails(elsewhere, clock, days=3)
    (told,) = [each for each in audit() if each.event == FAILING]
    draft = WRITERS["calendar_failing"]({"event": told.id})
    assert draft
    assert (draft.to.email, draft.subject) == ("tara@example.org", "We can’t read your calendar “Work”")
    assert "remove the calendar and add it again" in " ".join(draft.paragraphs)


def test_no_letter_leaves_once_the_calendar_is_read_again(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    fails(elsewhere, clock, days=3)
    (told,) = [each for each in audit() if each.event == FAILING]
    elsewhere.say(TAKEN)
    later(clock, hours=6)
    assert WRITERS["calendar_failing"]({"event": told.id}) is None


def test_an_address_in_a_private_network_is_not_visited(market: Market) -> None:
    with CalendarServer() as inside:
        add(market, inside.say(TAKEN))
        look_at_calendars()
        assert (inside.asked, mine(market).problem) == ([], PRIVATE)


def test_it_can_be_looked_at_now(added: Market, elsewhere: CalendarServer) -> None:
    elsewhere.say(calendar())
    perform(added.teacher, look_soon, calendar_id=mine(added).id)
    look_at_calendars()
    assert busy() == []


def test_whoever_waits_for_a_look_hears_of_it_whatever_comes_of_it(
    added: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    for answer in (Answer(TAKEN), Answer(status=404), Answer(status=404)):
        elsewhere.answers[SECRET] = answer
        perform(added.teacher, look_soon, calendar_id=mine(added).id)
        look_at_calendars()
    assert [each.event for each in audit()[3:]] == [
        *("calendar.asked_for", "calendar.looked_at"),
        *("calendar.asked_for", "calendar.not_read") * 2,
    ]


def test_nobody_is_told_that_nothing_happened(added: Market, clock: SettableClock) -> None:
    later(clock, minutes=30)
    later(clock, minutes=30)
    assert [each.event for each in audit()] == ["calendar.added", "calendar.looked_at", "calendar.read"]


def test_a_removed_calendar_gives_its_times_back(added: Market) -> None:
    perform(added.teacher, remove, calendar_id=mine(added).id)
    assert (busy(), ask(added.teacher, my_calendars).calendars) == ([], ())
    added.hold()


def test_a_calendar_can_be_called_something_else(added: Market) -> None:
    perform(added.teacher, rename, calendar_id=mine(added).id, name="Private")
    assert mine(added).name == "Private"


@pytest.mark.parametrize("use_case", [look_soon, remove, rename])
def test_nobody_touches_another_persons_calendar(added: Market, use_case: Any) -> None:
    more = {"name": "x"} if use_case is rename else {}
    with pytest.raises(NotFound):
        perform(added.other, use_case, calendar_id=mine(added).id, **more)


def test_learners_have_no_calendars(market: Market, elsewhere: CalendarServer) -> None:
    with pytest.raises(NotAllowed):
        perform(market.learner, add_address, name="", address=elsewhere.url())


def test_every_change_is_in_the_audit_trail(added: Market) -> None:
    perform(added.teacher, remove, calendar_id=mine(added).id)
    assert [each.event for each in audit()] == [
        "calendar.added",
        "calendar.looked_at",
        "calendar.read",
        "calendar.removed",
    ]


def test_two_workers_do_not_read_one_calendar_at_once(
    market: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    add(market, elsewhere.url())
    assert [len(perform(SYSTEM, take_due)) for _ in range(2)] == [1, 0]
    clock.advance(timedelta(minutes=3))
    assert len(perform(SYSTEM, take_due)) == 1


def test_what_is_asked_for_during_a_look_is_looked_at_again(
    market: Market, elsewhere: CalendarServer, clock: SettableClock
) -> None:
    add(market, elsewhere.url())
    (look,) = perform(SYSTEM, take_due)
    clock.advance(timedelta(seconds=5))
    perform(market.teacher, look_soon, calendar_id=look.calendar_id)
    look_at(look)
    assert look_at_calendars() == 1


def test_a_suspended_instructors_calendar_is_left_alone(added: Market, clock: SettableClock) -> None:
    def suspend(work: Work) -> None:
        work.db.get_one(Instructor, added.teacher.user_id).suspended_at = work.now

    perform(SYSTEM, suspend)
    assert later(clock, minutes=30) == 0


def test_all_day_events_follow_the_instructor_into_another_zone(
    market: Market, elsewhere: CalendarServer
) -> None:
    add(market, elsewhere.say(calendar(event(";VALUE=DATE:20260814")), headers={"ETag": '"1"'}))
    look_at_calendars()
    timetable = ask(SYSTEM, lambda view: load_timetable(view.db, market.teacher.user_id or 0, view.now))
    moved = type(timetable)(type(timetable.rules)("Asia/Kathmandu"), timetable.week)
    perform(market.teacher, save_hours, timetable=moved)
    look_at_calendars()
    assert busy() == [("13 18:15", "14 18:15")]


def test_a_file_is_read_at_once_and_kept_for_the_days_to_come(market: Market, clock: SettableClock) -> None:
    daily = calendar(event("20260814T093000Z", "20260814T101500Z", "RRULE:FREQ=DAILY"))
    read_file(market.teacher, name="", file_name="C:\\Users\\me\\work.ics", body=daily)
    before = len(busy())
    assert (mine(market).name, mine(market).shown, mine(market).is_file) == ("work.ics", "work.ics", True)
    assert (later(clock, days=1), len(busy()) - before) == (1, 1)


@pytest.mark.parametrize(
    ("body", "no"), [(b"no", CalendarUnreadable), (b"x" * 5_000_001, CalendarTooLarge)], ids=["no", "huge"]
)
def test_a_bad_file_is_refused_and_leaves_nothing(market: Market, body: bytes, no: type[Exception]) -> None:
    with pytest.raises(no):
        read_file(market.teacher, name="", file_name="a.ics", body=body)
    assert ask(market.teacher, my_calendars).calendars == ()


def test_a_sixth_calendar_is_refused(market: Market, elsewhere: CalendarServer) -> None:
    for _ in range(5):
        add(market, elsewhere.url())
    with pytest.raises(WrongCalendar):
        add(market, elsewhere.url())
    with pytest.raises(WrongCalendar):
        read_file(market.teacher, name="", file_name="a.ics", body=TAKEN)
