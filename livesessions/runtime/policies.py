"""The cancellation policy of one booking as a sentence, made of the tiers that the refund is made of."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from livesessions.runtime.locales import FALLBACK, moment, money

Back = tuple[datetime, int]  # cancelling up to that instant gives that many minor units back


def policy_sentence(backs: Iterable[Back], currency: str, zone: str, locale: str = FALLBACK) -> str:
    """ "You get back €30.00 until Fri 14 Aug, 14:00 your time, €15.00 until Sat 15 Aug, 02:00, then nothing." """
    told = list(_parts(list(backs), currency, zone, locale))
    return f"You get back {', '.join(told)}." if told else "Nothing is paid back if you cancel."


def _parts(backs: list[Back], currency: str, zone: str, locale: str) -> Iterator[str]:
    if not any(amount for _, amount in backs):
        return
    for place, (until, amount) in enumerate(backs):
        if amount:
            whose = "" if place else " your time"
            yield f"{money(amount, currency, locale)} until {moment(until, zone, locale)}{whose}"
        else:
            yield "then nothing"
