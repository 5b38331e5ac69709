"""What is to be told from how a payment stands."""

from livesessions.models import Payment, PaymentStatus

CREDITS = "credits"  # instead of a gateway's name


def is_credit(payment: Payment | None) -> bool:
    """Whether the booking was paid from a package."""
    return payment is not None and payment.gateway == CREDITS


def is_under_way(payment: Payment | None) -> bool:
    """Whether a bank is working on it: the learner's page is complete, and no money has arrived yet."""
    if payment is None or payment.status != PaymentStatus.OPEN:
        return False
    return payment.checkout_id is not None and payment.checkout_url is None
