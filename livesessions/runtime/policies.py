"""The cancellation policy of one booking as a sentence, made of the tiers that the refund is made of."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from livesessions.domain.cancellation import GRACE
from livesessions.runtime.locales import FALLBACK, moment, money

# Cancelling up to that instant, or in the grace that begins with the booking, gives that many minor units back.
Back = tuple[datetime | None, int]
GRACE_WORDS = f"within {GRACE // timedelta(minutes=1)} minutes of booking"


def policy_sentence(backs: Iterable[Back], currency: str, zone: str, locale: str = FALLBACK) -> str:
    """ "You get back €30.00 until Fri 14 Aug, 14:00 your time, €15.00 until Sat 15 Aug, 02:00, then nothing." """
    told = list(_parts(list(backs), currency, zone, locale))
    return f"You get back {', '.join(told)}." if told else "Nothing is paid back if you cancel."


def _parts(backs: list[Back], currency: str, zone: str, locale: str) -> Iterator[str]:
    if not any(amount for _, amount in backs):
        return
    whose = " your time"
    for until, amount in backs:
        if not amount:
            yield "then nothing"
        elif until is None:
            yield f"{money(amount, currency, locale)} {GRACE_WORDS}"
        else:
            yield f"{money(amount, currency, locale)} until {moment(until, zone, locale)}{whose}"
            whose = ""
