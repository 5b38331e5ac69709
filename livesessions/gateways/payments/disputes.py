"""What becomes of a payment that the learner contests at their bank."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DisputeStatus(StrEnum):
    """An `inquiry` takes no money; `open` has taken it until `won`; `lost` keeps it."""

    INQUIRY = "inquiry"
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """One dispute as the gateway knows it.

    `withdrawn`: what it holds of our balance now, its `fee` included, both in `withdrawn_currency`.
    """

    id: str
    amount: int
    status: DisputeStatus
    reason: str
    withdrawn: int = 0
    fee: int = 0
    withdrawn_currency: str | None = None
    evidence_due: datetime | None = None
    is_answered: bool = False


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What we tell the learner's bank about a dispute, in plain words."""

    product: str
    service_date: str
    customer_name: str
    customer_email: str
    attendance: str
    terms: str
    messages: str
