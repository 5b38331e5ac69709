"""The room of a live session: its doors, who is in it, how much time is left."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from livesessions.domain.times import minute
from livesessions.queries.rooms import Participant, RoomPage, room_page
from livesessions.runtime import routes
from livesessions.runtime.locales import length, whole_minutes
from livesessions.services.live_sessions import finish, give_up_waiting
from livesessions.services.rooms import DoorsClosed, be_present, enter_room, leave_room, room_topic
from livesessions.state.base import SIGNED_IN, AppState, event
from livesessions.state.bookings.reader import Reader, reader
from livesessions.state.gate.caller import caller

Reference = Annotated[str, Field(max_length=16)]


@dataclass(frozen=True)
class RoomRow:
    """What stays the same while people come and go. The ISO instants are for ticking in the browser."""

    reference: str = ""
    title: str = ""
    when: str = ""
    starts_at: str = ""
    ends_at: str = ""
    opens_at: str = ""
    opens: str = ""
    closes: str = ""
    lasts: str = ""
    materials: str = ""
    instructor: str = ""
    is_instructor: bool = False
    booking: str = ""
    back: str = ""  # what comes back to a learner who gives up waiting


@dataclass(frozen=True)
class PersonRow:
    """Somebody who belongs here."""

    key: str = ""
    name: str = ""
    part: str = ""
    topic: str = ""
    is_here: bool = False
    is_you: bool = False


@dataclass(frozen=True)
class HourRow:
    """Where in its hour the session stands; `mark` is the next instant at which something changes."""

    phase: str = ""  # early, door, inside, after
    now: str = ""
    mark: str = ""
    has_begun: bool = False
    is_over: bool = False
    is_finished: bool = False
    can_finish: bool = False
    can_review: bool = False
    can_give_up: bool = False
    may_leave: bool = False


class RoomState(AppState):
    """The room's page. Who is in the room stays in it when the page is loaded again."""

    room: RoomRow = RoomRow()
    hour: HourRow = HourRow()
    people: list[PersonRow] = []
    said: str = ""  # who came or went last
    _reference: str = ""
    _inside: str = ""  # the room this tab is in

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """Shows the room, and goes back into it if this tab was inside."""
        reference = self.param("reference")
        if self._inside and self._inside != reference:
            await self._go_out()
        self.hour, self.people, self.said = HourRow(), [], ""
        page = await self.ask(room_page, reference=reference)
        self._reference = page.reference
        self.watch(room_topic(reference), RoomState.refresh)
        self.watch(f"person:{caller().actor.must_be_signed_in()}", RoomState.refresh)
        await self._stay()
        await self._look()

    @event(SIGNED_IN, loads=True)
    async def refresh(self) -> None:
        """Somebody came or went, or a door opened or closed."""
        if self._reference:
            await self._look()

    @event(SIGNED_IN)
    async def enter(self) -> None:
        """Through the door."""
        await self.perform(enter_room, reference=self._reference)
        self._inside = self._reference
        await self._look()

    @event(SIGNED_IN)
    async def beat(self, reference: Reference) -> None:
        """The browser's sign of life."""
        if reference == self._inside == self._reference:
            await self._stay()
            await self._look()

    @event(SIGNED_IN)
    async def leave(self) -> None:
        """Out, by the button."""
        if self._inside:
            await self._go_out()
        await self._look()

    @event(SIGNED_IN)
    async def slip_out(self, reference: Reference) -> None:
        """Out, because the page closed or another one was opened; coming back is being inside again."""
        if reference == self._inside:
            await self.perform(leave_room, reference=reference)

    @event(SIGNED_IN)
    async def mark_completed(self) -> None:
        """The instructor's word that the session took place."""
        await self.perform(finish, reference=self._reference)
        self.say("The session is marked as completed.")
        await self._look()

    @event(SIGNED_IN)
    async def give_up(self, rebooks: bool) -> Any:
        """The learner waited long enough: the booking ends with all money back, and another time may be chosen."""
        page = await self.ask(room_page, reference=self._reference)
        await self.perform(give_up_waiting, reference=page.own_booking)
        self._inside = ""
        self.say(f"It has ended. {_comes_back(page, reader())}")
        there = routes.offering_at(page.offering_slug, page.offering_id, minute(page.now))
        return rx.redirect(there if rebooks else routes.booking(page.own_booking))

    async def _stay(self) -> None:
        if self._inside != self._reference:
            return
        try:
            await self.perform(be_present, reference=self._reference)
        except DoorsClosed:
            self._inside = ""

    async def _go_out(self) -> None:
        reference, self._inside = self._inside, ""
        await self.perform(leave_room, reference=reference)

    async def _look(self) -> None:
        page = await self.ask(room_page, reference=self._reference)
        who, you = reader(), caller().actor.user_id
        people = [_person_row(each, you, page.is_instructor) for each in page.people]
        self.said = _news(self.people, people) or self.said
        self.people = people
        self.room = _room_row(page, who)
        self.hour = _hour_row(page, is_inside=self._inside == page.reference)


def _room_row(page: RoomPage, who: Reader) -> RoomRow:
    return RoomRow(
        reference=page.reference,
        title=page.title,
        when=who.span(page.starts_at, page.ends_at),
        starts_at=page.starts_at.isoformat(),
        ends_at=page.ends_at.isoformat(),
        opens_at=page.opens_at.isoformat(),
        opens=who.time(page.opens_at),
        closes=who.time(page.closes_at),
        lasts=length(whole_minutes(page.ends_at - page.starts_at)),
        materials=page.materials,
        instructor=page.instructor_name,
        is_instructor=page.is_instructor,
        booking=routes.booking(page.own_booking) if page.own_booking else "",
        back=_comes_back(page, who),
    )


def _comes_back(page: RoomPage, who: Reader) -> str:
    return (
        f"You get {who.money(page.price, page.currency)} back, all of it." if page.price else "It was free."
    )


def _hour_row(page: RoomPage, *, is_inside: bool) -> HourRow:
    marks = sorted((page.opens_at, page.starts_at, *page.waits_end, page.ends_at, page.closes_at))
    return HourRow(
        phase=_phase(page, page.now, is_inside),
        now=page.now.isoformat(),
        mark=next((mark.isoformat() for mark in marks if mark > page.now), ""),
        has_begun=page.starts_at <= page.now,
        is_over=page.ends_at <= page.now,
        is_finished=page.is_finished,
        can_finish=page.can_finish,
        can_review=page.can_review,
        can_give_up=page.can_give_up,
        may_leave=page.may_leave,
    )


def _phase(page: RoomPage, now: datetime, is_inside: bool) -> str:
    if now < page.opens_at:
        return "early"
    if now >= page.closes_at:
        return "after"
    if is_inside:
        return "inside"
    return "after" if page.is_finished else "door"


def _person_row(person: Participant, you: int | None, to_instructor: bool) -> PersonRow:
    """What a learner wants to learn, the others in a group are not told."""
    return PersonRow(
        key=f"person-{person.user_id}",
        name=person.name,
        part="Instructor" if person.is_instructor else "Learner",
        topic=person.topic if to_instructor or person.user_id == you else "",
        is_here=person.is_here,
        is_you=person.user_id == you,
    )


def _news(before: list[PersonRow], after: list[PersonRow]) -> str:
    """Who came or went since the last look, for people who can't see the list.

    Others in a group are in the list only while both are in the room: whom coming in oneself makes visible is
    no news.
    """
    came = [f"{each.name} came in." for each in _here_only_in(after, before)]
    left = [f"{each.name} left." for each in _here_only_in(before, after)]
    return " ".join(came + left)


def _here_only_in(these: list[PersonRow], those: list[PersonRow]) -> list[PersonRow]:
    there = {each.key: each.is_here for each in those}
    is_inside = any(each.is_you and each.is_here for each in those)
    return [
        each for each in these if each.is_here and not each.is_you and not there.get(each.key, not is_inside)
    ]
