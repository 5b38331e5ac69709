"""Plays a season of the demo: learners book, pay, meet, review; some cancel, some are turned down."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from livesessions.domain.errors import DomainError
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.demo.stage import Offer
from livesessions.jobs.settle import settle
from livesessions.queries.availability import free_slots
from livesessions.queries.bookings import booking_detail
from livesessions.queries.demo import booking_id, checkout_id
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.work import GUEST, SYSTEM, Actor, ask, perform
from livesessions.services.bookings import Proposal, accept, cancel, propose, reject, request_free
from livesessions.services.holds import hold_slot
from livesessions.services.live_sessions import finish
from livesessions.services.reviews import write_review
from livesessions.services.rooms import enter_room
from livesessions.services.taking import Terms

GOOD_CARD = CardEntry(number="4242424242424242", expiry="12/40", cvc="123", name="Demo")
STARS = (5, 5, 5, 5, 5, 4, 4, 4, 3, 2)
PRAISE = {
    5: (
        "Exactly what I needed. Clear, patient and well prepared.",
        "I learnt more in an hour than in a month on my own.",
        "Wonderful session! We worked on my own example the whole time.",
        "So friendly, and the notes afterwards are gold.",
    ),
    4: ("Very good session, a little fast at the end.", "Helpful and kind. I will book again."),
    3: ("Good content, but the sound was not great.",),
    2: ("Not quite what I had expected from the description.",),
}
GOALS = ("Get unstuck with my project", "Prepare for next week", "Understand the basics properly")


@dataclass(slots=True)
class Season:
    """Everything a season needs. Things to do wait in a queue and happen in order of time."""

    clock: SettableClock
    sandbox: SandboxGateway
    offers: list[Offer]
    learners: list[Actor]
    terms: Terms
    chance: Random
    queue: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)

    def play(self, until: datetime, tell: Callable[[datetime], None]) -> None:
        """Does everything that is due before `until`, each at its own time."""
        while self.queue and self.queue[0][0] < until:
            at, _, act = heappop(self.queue)
            self.clock.now = max(at, self.clock.now)
            with suppress(DomainError):  # too late, just taken, already over: as in life
                act()
            worker.run_until_idle()
            tell(self.clock.now)
        self.queue.clear()
        self.clock.now = until

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Puts something on the list."""
        heappush(self.queue, (moment, next(self.order), act))

    def wish(self, learner: Actor | None = None, offer: Offer | None = None) -> None:
        """A learner looks for a time of an offering and asks for it; nothing happens where none is free."""
        offer = offer or self.chance.choices(self.offers, [each.popularity for each in self.offers])[0]
        learner = learner or self.chance.choice(self.learners)
        start = self._free_time(offer)
        if start is None or learner.user_id == offer.instructor.user_id:
            return
        self._book(offer, learner, start)

    def _free_time(self, offer: Offer) -> datetime | None:
        today = self.clock.now.date()
        found = ask(
            GUEST,
            free_slots,
            offering_id=offer.id,
            first_day=today + timedelta(days=1),
            last_day=today + timedelta(days=12),
        )
        times = [slot.start for slot in found.slots()]
        return self.chance.choice(times) if times else None

    def _book(self, offer: Offer, learner: Actor, start: datetime) -> None:
        key = f"demo-{next(self.order)}"
        held = perform(
            learner, hold_slot, offering_id=offer.id, starts_at=start, request_key=key, terms=self.terms
        )
        reference = held.reference
        wish = Proposal(
            topic=self.chance.choice(offer.topics),
            goal=self.chance.choice(GOALS),
            message="Looking forward to it!",
            accepts_terms=True,
        )
        perform(learner, propose, reference=reference, proposal=wish)
        status = self._pay(learner, reference)
        if status == "pending":
            answer = self.clock.now + timedelta(hours=self.chance.uniform(0.2, 9))
            self.at(answer, lambda: self._answer(offer, learner, reference))
        elif status == "accepted":
            self._expect(offer, learner, reference)

    def _pay(self, learner: Actor, reference: str) -> str:
        """The booking's status once it is paid, or asked for where it is free."""
        if ask(learner, booking_detail, reference=reference).row.price:
            open_checkout(learner, reference=reference)
            self.sandbox.pay(ask(SYSTEM, checkout_id, reference=reference), GOOD_CARD)
            settle(ask(SYSTEM, booking_id, reference=reference))
        else:
            perform(learner, request_free, reference=reference)
        return ask(learner, booking_detail, reference=reference).row.status

    def _answer(self, offer: Offer, learner: Actor, reference: str) -> None:
        if self.chance.random() < 0.07:
            perform(offer.instructor, reject, reference=reference, reason="I am travelling that day, sorry!")
            return
        perform(offer.instructor, accept, reference=reference)
        self._expect(offer, learner, reference)

    def _expect(self, offer: Offer, learner: Actor, reference: str) -> None:
        row = ask(learner, booking_detail, reference=reference).row
        fate = self.chance.random()
        if fate < 0.06:
            early = row.starts_at - timedelta(hours=self.chance.choice((50, 30, 14)))
            self.at(early, lambda: self._cancel(learner, reference))
            return
        self.at(row.starts_at, lambda: self._meet(offer, learner, row.room))
        self.at(row.ends_at + timedelta(minutes=2), lambda: self._finish(offer, row.room))
        if fate < 0.75:
            later = row.ends_at + timedelta(hours=self.chance.uniform(1, 40))
            self.at(later, lambda: self._review(learner, reference))

    def _cancel(self, learner: Actor, reference: str) -> None:
        perform(learner, cancel, reference=reference, reason="Something came up.")

    def _meet(self, offer: Offer, learner: Actor, room: str) -> None:
        for who in (offer.instructor, learner):
            perform(who, enter_room, reference=room)

    def _finish(self, offer: Offer, room: str) -> None:
        perform(offer.instructor, finish, reference=room)

    def _review(self, learner: Actor, reference: str) -> None:
        stars = self.chance.choice(STARS)
        words = self.chance.choice(PRAISE[stars])
        perform(learner, write_review, reference=reference, stars=stars, text=words)
