"""Every cell of the booking table, and the clocks around it."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from livesessions.domain import bookings
from livesessions.domain.bookings import ENDED, LIVE, CannotMove, Effect, Event, NotNow, Party, Status, move
from livesessions.domain.errors import NotAllowed

NOW = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# (from, event) → (to, who), written down a second time: L earner, I nstructor, A dmin, S ystem.
EXPECTED = {
    (None, "held"): ("held", "L"),
    ("held", "requested"): ("pending", "LS"),
    ("held", "booked"): ("accepted", "LS"),
    ("held", "hold_ended"): ("expired", "S"),
    ("held", "cancelled"): ("cancelled", "LIAS"),
    ("pending", "accepted"): ("accepted", "IA"),
    ("pending", "rejected"): ("rejected", "IA"),
    ("pending", "unanswered"): ("expired", "S"),
    ("pending", "moved"): ("pending", "LIA"),
    ("pending", "cancelled"): ("cancelled", "LIAS"),
    ("accepted", "moved"): ("accepted", "LIA"),
    ("accepted", "cancelled"): ("cancelled", "LIAS"),
    ("accepted", "unpaid"): ("expired", "S"),
    ("accepted", "completed"): ("completed", "IAS"),
    ("accepted", "missed"): ("no_show", "IAS"),
    ("expired", "requested_late"): ("pending", "S"),
    ("expired", "booked_late"): ("accepted", "S"),
}
CELLS = list(product([None, *Status], Event))
PARTIES = {
    "L": Party.LEARNER,
    "I": Party.INSTRUCTOR,
    "A": Party.ADMIN,
    "S": Party.SYSTEM,
}


@pytest.mark.parametrize(("status", "event"), [cell for cell in CELLS if cell in EXPECTED])
def test_an_allowed_event_leads_to_its_next_status(status, event):
    assert move(status, event).status == EXPECTED[status, event][0]


@pytest.mark.parametrize(("status", "event"), [cell for cell in CELLS if cell not in EXPECTED])
def test_a_forbidden_event_is_refused(status, event):
    with pytest.raises(NotNow):
        move(status, event)


def test_the_refusal_says_how_things_stand():
    with pytest.raises(NotNow, match="the booking was cancelled"):
        move(Status.CANCELLED, Event.ACCEPTED)
    with pytest.raises(NotNow, match="choose a time first"):
        move(None, Event.ACCEPTED)


@pytest.mark.parametrize(("cell", "letter"), list(product(EXPECTED, PARTIES)))
def test_every_step_is_open_to_its_parties_alone(cell, letter):
    assert (PARTIES[letter] in bookings.TABLE[cell].by) == (letter in EXPECTED[cell][1])


def test_another_partys_step_is_refused():
    assert move(Status.PENDING, Event.ACCEPTED, Party.INSTRUCTOR).status == Status.ACCEPTED
    with pytest.raises(NotAllowed):
        move(Status.PENDING, Event.ACCEPTED, Party.LEARNER)


@pytest.mark.parametrize(("status", "event"), EXPECTED)
def test_every_step_keeps_slot_and_money_in_order(status, event):
    step = bookings.TABLE[status, event]
    was_live = status in LIVE
    frees, takes = Effect.FREE_SLOT in step.effects, Effect.TAKE_SLOT in step.effects
    finished = step.status in {Status.COMPLETED, Status.NO_SHOW}
    assert frees == (was_live and step.status in ENDED and not finished)
    assert takes == (not was_live)
    assert (Effect.EARN in step.effects) == finished


@pytest.mark.parametrize(
    ("status", "event", "effects"),
    [
        (None, Event.HELD, {Effect.TAKE_SLOT, Effect.COPY_TERMS, Effect.START_HOLD}),
        (Status.HELD, Event.REQUESTED, {Effect.SET_RESPOND_BY}),
        (Status.PENDING, Event.ACCEPTED, {"capture", "finalise_topic", "make_room", "invite"}),
        (Status.HELD, Event.BOOKED, {"capture", "finalise_topic", "make_room", "invite"}),
        (Status.HELD, Event.HOLD_ENDED, {"expire_checkout", "free_slot", "offer_waitlist"}),
        (Status.PENDING, Event.REJECTED, {"void", "free_slot", "offer_waitlist", "show_similar"}),
        (Status.PENDING, Event.UNANSWERED, {"void", "free_slot", "offer_waitlist", "show_similar"}),
        (Status.PENDING, Event.CANCELLED, {"void", "free_slot", "offer_waitlist"}),
        (
            Status.ACCEPTED,
            Event.CANCELLED,
            {"refund", "withdraw_invitation", "free_slot", "offer_waitlist"},
        ),
        (Status.ACCEPTED, Event.MOVED, {"move_slot", "invite"}),
        (Status.ACCEPTED, Event.COMPLETED, {"earn", "open_reports", "ask_review"}),
        (Status.ACCEPTED, Event.MISSED, {"earn", "open_reports"}),
        (
            Status.EXPIRED,
            Event.BOOKED_LATE,
            {"take_slot", "capture", "finalise_topic", "make_room", "invite"},
        ),
    ],
)
def test_a_step_entails_exactly_its_effects(status, event, effects):
    assert set(move(status, event).effects) == effects


def test_nothing_is_charged_and_then_refunded_before_acceptance():
    before = [step for (status, _), step in bookings.TABLE.items() if status in {Status.HELD, Status.PENDING}]
    assert [step for step in before if Effect.REFUND in step.effects] == []


def test_a_status_is_live_or_ended():
    assert set(LIVE) == {"held", "pending", "accepted"}
    assert set(Status) == LIVE | ENDED


def test_the_choices_are_the_buttons_of_each_side():
    assert bookings.choices(Status.PENDING, Party.INSTRUCTOR) == {
        "accepted",
        "rejected",
        "moved",
        "cancelled",
    }
    assert bookings.choices(Status.PENDING, Party.LEARNER) == {"moved", "cancelled"}
    assert bookings.choices(Status.CANCELLED, Party.ADMIN) == frozenset()


def test_only_an_expired_hold_is_revived_by_a_late_payment():
    assert bookings.was_held_only(Status.EXPIRED, None)
    assert not bookings.was_held_only(Status.EXPIRED, NOW)
    assert not bookings.was_held_only(Status.CANCELLED, None)


@pytest.mark.parametrize(
    ("start_in", "lead", "authorised_for", "expected"),
    [
        ({"days": 10}, 0, {"days": 7}, {"hours": 24}),
        ({"hours": 20}, 0, {"days": 7}, {"hours": 20}),
        ({"hours": 20}, 12, {"days": 7}, {"hours": 8}),
        ({"days": 10}, 12, {"hours": 30}, {"hours": 18}),
        ({"days": 10}, 12, None, {"hours": 24}),
        ({"hours": 12, "minutes": 5}, 12, {"days": 7}, {"minutes": 30}),
        ({"minutes": 10}, 0, {"days": 7}, {"minutes": 10}),
        ({"days": 10}, 0, {"minutes": 20}, {"minutes": 20}),
    ],
)
def test_an_answer_is_due_at_the_earliest_of_three_ends(start_in, lead, authorised_for, expected):
    start = NOW + timedelta(**start_in)
    authorised_until = NOW + timedelta(**authorised_for) if authorised_for else None
    due = bookings.respond_by(NOW, start, timedelta(hours=lead), authorised_until)
    assert due == NOW + timedelta(**expected)


@pytest.mark.parametrize(
    ("within", "start_in", "authorised_for", "lasts"),
    [
        (24, {"days": 60}, {"days": 7}, True),
        (156, {"days": 60}, {"days": 7}, True),
        (157, {"days": 60}, {"days": 7}, False),
        (240, {"days": 6}, {"days": 7}, True),
        (240, {"days": 7}, {"days": 7}, False),
        (24, {"days": 60}, {"hours": 36}, True),
        (24, {"days": 60}, {"hours": 35}, False),
        (24, {"days": 60}, {}, False),
    ],
)
def test_a_hold_lasts_if_it_ends_half_a_day_after_the_last_answer(within, start_in, authorised_for, lasts):
    rules, start = bookings.answering(within), NOW + timedelta(**start_in)
    assert bookings.hold_lasts(NOW, start, timedelta(0), timedelta(**authorised_for), rules) == lasts


@pytest.mark.parametrize(
    ("start_in", "kept_for"), [({"days": 3}, {"hours": 24}), ({"hours": 5}, {"hours": 5})]
)
def test_what_is_owed_is_owed_for_a_day_and_never_past_the_start(start_in, kept_for):
    assert bookings.owed_until(NOW, NOW + timedelta(**start_in)) == NOW + timedelta(**kept_for)


@pytest.mark.parametrize(
    ("by", "start", "to", "consent"),
    [
        (Party.LEARNER, timedelta(hours=24), timedelta(hours=1), False),
        (Party.LEARNER, timedelta(hours=24) - MICROSECOND, timedelta(hours=99), True),
        (Party.INSTRUCTOR, timedelta(hours=1), timedelta(hours=24), False),
        (Party.INSTRUCTOR, timedelta(hours=99), timedelta(hours=24) - MICROSECOND, True),
    ],
)
def test_nobody_moves_alone_what_the_other_side_counts_on_or_may_miss(by, start, to, consent):
    asked = {"start": NOW + start, "to": NOW + to, "now": NOW}
    assert bookings.needs_consent(by, **asked, free_hours=24) == consent


@pytest.mark.parametrize(
    ("by", "start", "to", "moves"),
    [
        (Party.LEARNER, NOW, NOW + timedelta(days=1), 0),
        (Party.INSTRUCTOR, NOW - MICROSECOND, NOW + timedelta(days=1), 0),
        (Party.INSTRUCTOR, NOW + timedelta(days=1), NOW, 0),
        (Party.INSTRUCTOR, NOW + timedelta(days=1), NOW + timedelta(days=1), 0),
        (Party.LEARNER, NOW + timedelta(days=1), NOW + timedelta(days=2), 2),
    ],
)
def test_some_moves_are_refused(by, start, to, moves):
    with pytest.raises(CannotMove):
        bookings.check_move(by, NOW, start=start, to=to, moves=moves)


@pytest.mark.parametrize(("by", "moves"), [(Party.LEARNER, 1), (Party.INSTRUCTOR, 9)])
def test_two_moves_are_the_learners_and_any_number_the_instructors(by, moves):
    start = NOW + timedelta(microseconds=1)
    bookings.check_move(by, NOW, start=start, to=start + timedelta(days=1), moves=moves)


@pytest.mark.parametrize(
    ("after_start", "is_open"),
    [
        (timedelta(minutes=-10) - MICROSECOND, False),
        (timedelta(minutes=-10), True),
        (timedelta(minutes=75) - MICROSECOND, True),
        (timedelta(minutes=75), False),
    ],
)
def test_the_doors_open_ten_minutes_before_and_close_fifteen_after(after_start, is_open):
    start, end = NOW, NOW + timedelta(hours=1)
    assert bookings.doors_are_open(start + after_start, start, end) == is_open
