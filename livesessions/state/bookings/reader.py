"""Instants and amounts in the words of the person who reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from livesessions.domain.times import clock_changes, local_date, same_clock, wall_time
from livesessions.queries.bookings import TierRow
from livesessions.runtime.locales import FALLBACK, clock_time, day, moment, money, price, zone_label
from livesessions.runtime.policies import GRACE_WORDS, policy_sentence
from livesessions.state.availability.words import city
from livesessions.state.gate.caller import caller

HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody's time zone and locale."""

    zone: str = "UTC"
    locale: str = FALLBACK

    def time(self, instant: datetime) -> str:
        """ "14:00", with its offset where the clock shows that time twice."""
        shown = clock_time(instant, self.zone, self.locale)
        twice = wall_time(instant, self.zone).repeated
        return f"{shown} ({zone_label(instant, self.zone, self.locale)})" if twice else shown

    def moment(self, instant: datetime) -> str:
        """ "Fri 14 Aug, 14:00"."""
        return moment(instant, self.zone, self.locale)

    def span(self, start: datetime, end: datetime) -> str:
        """ "Fri 14 Aug, 14:00–15:00"."""
        return f"{day(start, self.zone, self.locale)}, {self.time(start)}–{self.time(end)}"

    def elsewhere(self, start: datetime, zone: str, whose: str = "") -> str:
        """The same start on somebody else's clock: "17:45 in Kathmandu, Tara’s time"; "" where it is the same."""
        if same_clock(start, self.zone, zone):
            return ""
        shown = clock_time(start, zone, self.locale)
        if local_date(start, zone) != local_date(start, self.zone):
            shown = f"{day(start, zone, self.locale)}, {shown}"
        there = f"{shown} in {city(zone)}"
        return f"{there}, {whose} time" if whose else there

    def clock_note(self, now: datetime, start: datetime, zone: str) -> str:
        """A sentence if either clock changes before the session; "" if none does."""
        for name in dict.fromkeys((self.zone, zone)):
            if changes := clock_changes(name, now, start):
                when = day(changes[0].at + HALF_A_DAY, name, self.locale)
                return (
                    f"The clocks change in {city(name)} around {when}. The times shown already count that in."
                )
        return ""

    def money(self, amount: int, currency: str) -> str:
        """ "€30.00"."""
        return money(amount, currency, self.locale)

    def price(self, amount: int, currency: str) -> str:
        """ "€30.00" or "Free"."""
        return price(amount, currency, self.locale)

    def terms(self, tiers: Iterable[TierRow], currency: str) -> list[str]:
        """What cancelling gives back over time, a sentence for each stretch."""
        return [f"{self._until(tier)}: {self._back(tier, currency)}" for tier in tiers]

    def policy(self, tiers: Iterable[TierRow], currency: str) -> str:
        """All of it in one sentence."""
        backs = [(tier.until, tier.amount) for tier in tiers]
        return policy_sentence(backs, currency, self.zone, self.locale)

    def _until(self, tier: TierRow) -> str:
        return f"Until {self.moment(tier.until)}" if tier.until else GRACE_WORDS.capitalize()

    def _back(self, tier: TierRow, currency: str) -> str:
        if not tier.amount:
            return "nothing comes back."
        much = self.money(tier.amount, currency)
        return (
            f"all of it comes back, {much}."
            if tier.percent == 100
            else f"{tier.percent} % comes back, {much}."
        )


def reader() -> Reader:
    """Who sent the event that is being handled, as a reader."""
    who = caller()
    if who.viewer is None:
        return Reader(who.zone or "UTC")
    return Reader(who.viewer.time_zone, who.viewer.locale)


def possessive(name: str) -> str:
    """ "Tara’s"."""
    return f"{name.split()[0]}’s" if name else ""
