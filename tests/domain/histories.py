"""Random histories of money: a tape of bytes decides what happens next to a few bookings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from livesessions.domain import ledger
from livesessions.domain.ledger import Movement
from livesessions.domain.money import Money, Split, split

CURRENCIES = ("EUR", "JPY", "KWD")
STEP = 10  # what the three-decimal currencies need
PERCENTS = (0, 10, Decimal("12.5"), 33, 100)


def tapes(seed: int, count: int) -> list[bytes]:
    """`count` different tapes, the same for the same seed."""
    chance = Random(seed)
    return [chance.randbytes(160) for _ in range(count)]


class Tape:
    """Choices, read from bytes; an exhausted tape chooses the first."""

    def __init__(self, tape: bytes) -> None:
        self._bytes: Iterator[int] = iter(tape)

    def below(self, limit: int) -> int:
        return (next(self._bytes, 0) * 257 + next(self._bytes, 0)) % limit


@dataclass
class Story:
    """One booking, and how much of its money is where."""

    id: int
    instructor: int
    whole: Split
    captured: int = 0
    escrow: int = 0
    refunds: list[int] = field(default_factory=list)
    earned: Split | None = None
    unearned: int = 0
    disputed: int = 0
    transfers: list[int] = field(default_factory=list)

    def money(self, amount: int) -> Money:
        return Money(amount, self.whole.fee.currency)

    @property
    def left_to_refund(self) -> int:
        kept = self.earned.total.amount - self.unearned if self.earned else 0
        return 0 if self.disputed else self.escrow + kept


class World:
    """Does only what is allowed, with the amounts the rules give, and keeps what was posted."""

    def __init__(self, tape: bytes) -> None:
        self.tape = Tape(tape)
        self.movements: list[Movement] = []
        currency = CURRENCIES[self.tape.below(3)]
        self.stories = [self._story(number, currency) for number in (1, 2)]

    def live(self, steps: int) -> list[Movement]:
        verbs = (
            *(self.capture, self.capture, self.earn, self.earn, self.transfer, self.transfer, self.transfer),
            *(self.refund, self.refund_fails, self.reverse, self.dispute, self.settle_dispute, self.fee),
        )
        for _ in range(steps):
            verbs[self.tape.below(len(verbs))](self.stories[self.tape.below(2)])
        return self.movements

    def capture(self, story: Story) -> None:
        if not story.captured:
            story.captured = story.escrow = story.whole.total.amount
            self._post(ledger.capture(self._name(), story.id, story.whole.total))

    def fee(self, story: Story) -> None:
        self._post(ledger.gateway_fee(self._name(), story.id, story.money(1 + self.tape.below(90))))

    def earn(self, story: Story) -> None:
        if story.escrow and story.earned is None:
            gone = story.money(story.captured - story.escrow)
            story.earned = story.whole.part(story.money(story.escrow), before=gone)
            story.escrow = 0
            self._post(ledger.earn(self._name(), story.id, story.earned, story.instructor))

    def transfer(self, story: Story) -> None:
        due = min(self._owed(story, of_booking=True), self._owed(story, of_booking=False))
        if due > 0:
            amount = 1 + self.tape.below(due)
            story.transfers.append(amount)
            self._post(ledger.transfer(self._name(), story.id, story.money(amount), story.instructor))

    def reverse(self, story: Story) -> None:
        if story.transfers:
            amount = story.money(story.transfers.pop())
            self._post(ledger.reversal(self._name(), story.id, amount, story.instructor))

    def refund(self, story: Story) -> None:
        if story.left_to_refund:
            amount = STEP * (1 + self.tape.below(story.left_to_refund // STEP))
            self._back_to_escrow(story, amount)
            story.escrow -= amount
            story.refunds.append(amount)
            self._post(ledger.refund(self._name(), story.id, story.money(amount)))

    def refund_fails(self, story: Story) -> None:
        if story.refunds:
            amount = story.refunds.pop()
            story.escrow += amount
            self._post(ledger.refund_failed(self._name(), story.id, story.money(amount)))

    def dispute(self, story: Story) -> None:
        if story.left_to_refund:
            story.disputed = story.left_to_refund
            self._post(ledger.dispute(self._name(), story.id, story.money(story.disputed)))

    def settle_dispute(self, story: Story) -> None:
        amount, story.disputed = story.disputed, 0
        if amount and self.tape.below(2):
            self._post(ledger.dispute_won(self._name(), story.id, story.money(amount)))
        elif amount:
            self._back_to_escrow(story, amount)
            story.escrow -= amount
            self._post(ledger.dispute_lost(self._name(), story.id, story.money(amount)))

    def _back_to_escrow(self, story: Story, amount: int) -> None:
        missing = amount - story.escrow
        if missing > 0:
            assert story.earned is not None
            part = story.earned.part(story.money(missing), before=story.money(story.unearned))
            story.unearned += missing
            story.escrow += missing
            self._post(ledger.unearn(self._name(), story.id, part, story.instructor))

    def _owed(self, story: Story, *, of_booking: bool) -> int:
        account = ledger.instructor(story.instructor)
        counted = [each for each in self.movements if not of_booking or each.booking_id == story.id]
        return -ledger.balances(counted).get((account, story.whole.fee.currency), 0)

    def _story(self, number: int, currency: str) -> Story:
        price = Money(STEP * (1 + self.tape.below(5_000)), currency)
        return Story(number, instructor=7, whole=split(price, PERCENTS[self.tape.below(5)]))

    def _name(self) -> str:
        return f"x{len(self.movements)}"

    def _post(self, movement: Movement) -> None:
        self.movements.append(movement)
