"""What of a booking's money is earned, and the one movement that brings the books there.

Level-triggered: it compares what shall be earned with what is posted. A refund or a lost dispute after the fact
takes back exactly as much as was posted too much, whatever happened in between.
"""

from livesessions.domain import ledger
from livesessions.domain.ledger import Movement
from livesessions.domain.money import Money, Split


def nothing(currency: str) -> Split:
    """Nothing earned."""
    return Split(fee=Money(0, currency), share=Money(0, currency))


def earned(whole: Split, kept: Money) -> Split:
    """Fee and share of the part of the price that stays paid; divided as refunds are, so that they sum."""
    return whole.part(kept, before=whole.total - kept)


def towards(
    name: str, booking_id: int, *, shall: Split, posted: Split, instructor_id: int
) -> Movement | None:
    """The movement that is missing, under the external id `name`; None where the books are right."""
    more = Split(fee=shall.fee - posted.fee, share=shall.share - posted.share)
    if not more.fee and not more.share:
        return None
    if more.total.amount > 0:
        return ledger.earn(name, booking_id, more, instructor_id)
    less = Split(fee=-more.fee, share=-more.share)
    return ledger.unearn(name, booking_id, less, instructor_id)
