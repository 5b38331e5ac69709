"""What a booking costs, what was paid and what came back, in words."""

from dataclasses import dataclass
from decimal import Decimal

from livesessions.domain.bookings import Status
from livesessions.domain.money import Money, split
from livesessions.queries.bookings import BookingDetail
from livesessions.state.bookings.reader import Reader


@dataclass(frozen=True)
class MoneyRow:
    """What it costs, what was paid, what came back; `share` is the instructor's to see."""

    price: str = ""
    state: str = ""
    refunded: str = ""
    fee: str = ""
    share: str = ""
    failure: str = ""


def money_row(found: BookingDetail, who: Reader) -> MoneyRow:
    """What it costs and how that stands."""
    row = found.row
    if not row.price:
        return MoneyRow(price="Free")
    parts = split(Money(row.price, row.currency), Decimal(row.fee_basis_points) / 100)
    mine = not found.is_instructor
    return MoneyRow(
        price=who.money(row.price, row.currency),
        state=_payment(found, who),
        refunded=who.money(found.refunded, row.currency) if found.refunded else "",
        fee="" if mine else who.money(parts.fee.amount, row.currency),
        share="" if mine else who.money(parts.share.amount, row.currency),
        failure=found.failure if found.is_learner and (row.status == Status.HELD or row.owed_until) else "",
    )


def _payment(found: BookingDetail, who: Reader) -> str:
    if found.is_credit:
        return "Paid from a package"
    if found.paid:
        coming_back = found.paid - found.refunded - found.due
        if coming_back > 0:
            return f"{who.money(coming_back, found.row.currency)} on its way back"
        return f"{who.money(found.paid, found.row.currency)} paid"
    if found.is_under_way:
        return "Your bank is working on it"
    words = {
        "saved": "Card saved, charged when accepted",
        "authorised": _reserved(found),
        "owed": "Not paid yet",
        "voided": "Not charged",
    }
    return words.get(found.payment_status, "Not paid yet" if found.row.status == "held" else "Not charged")


def paying(found: BookingDetail, who: Reader) -> str:
    """What the button to pay says: a series is paid at once."""
    much, many = who.money(found.to_pay, found.row.currency), found.sessions_to_pay
    return f"Pay {much} for {many} sessions" if many > 1 else f"Pay {much}"


def _reserved(found: BookingDetail) -> str:
    """A series is reserved as one: it is taken when the last of its sessions is answered, less what is not due."""
    if not found.paid_as:
        return "Reserved on the card, charged when accepted"
    if not found.due:
        return "Not charged: it leaves the card when the other sessions of the series are answered"
    return "Reserved on the card, charged when all sessions of the series are answered"
