"""Which movements of money a buyer must be told of in writing, and at what price.

A positive price is an invoice, a negative one a credit note that takes back a part of one.
"""

from livesessions.domain.ledger import DISPUTES, GATEWAY, REVENUE, Kind, Movement

# The account that shows what a sale brought in. An open dispute takes nothing back yet, one that is lost does.
SALES = {
    Kind.CAPTURE: GATEWAY,
    Kind.REFUND: GATEWAY,
    Kind.REFUND_FAILED: GATEWAY,
    Kind.CREDIT_BOUGHT: GATEWAY,
    Kind.CREDIT_REFUNDED: GATEWAY,
    Kind.CREDIT_REFUND_FAILED: GATEWAY,
    Kind.DISPUTE_LOST: DISPUTES,
}
FEES = {Kind.EARN: REVENUE, Kind.UNEARN: REVENUE}  # owed by instructors, so a fee is negative there


def is_fee(movement: Movement) -> bool:
    """Whether it is the platform that sells, its service to an instructor."""
    return movement.kind in FEES


def price_of(movement: Movement) -> int:
    """What the movement calls for in writing; 0 for nothing, as for movements between our own accounts."""
    account = (SALES | FEES).get(movement.kind)
    total = sum(entry.amount.amount for entry in movement.entries if entry.account == account)
    return -total if is_fee(movement) else total
