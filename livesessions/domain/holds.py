"""Holds: how long a chosen slot is kept while its learner pays, and how many one learner may have.

The checkout of a payment gateway has an expiry of its own (Stripe: at least 30 minutes): a hold that reaches
it is extended past that, once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from livesessions.domain.errors import DomainError


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of this module, for settings to replace."""

    hold: timedelta = timedelta(minutes=10)
    checkout: timedelta = timedelta(minutes=32)
    shortest_checkout: timedelta = timedelta(minutes=31)  # the gateway's 30, and a minute for its clock
    after_checkout: timedelta = timedelta(minutes=8)
    with_instructor: int = 1
    in_all: int = 3


RULES = Rules()


class HoldOver(DomainError):
    """The hold has run out."""

    code = "hold_over"


class TooManyHolds(DomainError):
    """The learner holds as many times as one person may."""

    code = "too_many_holds"


@dataclass(frozen=True, slots=True)
class Hold:
    """How long a slot is kept unpaid. Over at `expires_at` itself."""

    expires_at: datetime
    extended: bool = False

    @classmethod
    def begin(cls, now: datetime, start: datetime, rules: Rules = RULES) -> "Hold":
        return cls(min(now + rules.hold, start))

    def at_checkout(self, now: datetime, start: datetime, rules: Rules = RULES) -> "Hold":
        """Extended past the checkout's own expiry, once: a second call changes nothing. Never past the start.

        Errors: HoldOver, also where it starts too soon for any checkout.
        """
        self.must_last(now)
        if self.extended:
            return self
        if start < now + rules.shortest_checkout:
            raise HoldOver("The session starts too soon to pay for it now. Please choose another time.")
        wanted = max(self.expires_at, now + rules.checkout + rules.after_checkout)
        return Hold(min(wanted, start), extended=True)

    def pay_by(self, now: datetime, rules: Rules = RULES) -> datetime:
        """When the checkout closes that is opened now for an extended hold: before it, where there is time."""
        return max(self.expires_at - rules.after_checkout, min(now + rules.checkout, self.expires_at))

    def later_pay_by(self, now: datetime, rules: Rules = RULES) -> datetime:
        """When a checkout opened only now closes, the hold staying as it is. Errors: HoldOver, too late."""
        self.must_last(now)
        pay_by = min(now + rules.checkout, self.expires_at)
        if pay_by < now + rules.shortest_checkout:
            raise HoldOver("Your hold ends too soon to pay now. Please choose a time again.")
        return pay_by

    def must_last(self, now: datetime) -> None:
        """Errors: HoldOver."""
        if now >= self.expires_at:
            raise HoldOver("Your hold on this time has run out. Please choose a time again.")


def time_to_pay(price: int, rules: Rules = RULES) -> int:
    """The minutes before its start at which a session can be chosen at the latest, to be paid by then."""
    return (rules.hold + rules.shortest_checkout) // timedelta(minutes=1) if price else 0


def link_closes(now: datetime, owed_until: datetime, rules: Rules = RULES) -> datetime:
    """When the page of a pay link closes by itself. No page may close sooner than in half an hour: one that is
    opened shortly before the end is closed by us."""
    return max(owed_until, now + rules.checkout)


def check_hold_limits(with_instructor: int, in_all: int, rules: Rules = RULES) -> None:
    """Errors: TooManyHolds, given how many live holds the learner has already."""
    if with_instructor >= rules.with_instructor:
        raise TooManyHolds("You are holding a time with this instructor already: finish or release it first.")
    if in_all >= rules.in_all:
        raise TooManyHolds(f"You are holding {in_all} times already: finish or release one first.")
