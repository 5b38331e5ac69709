"""What is to be told from how a payment stands."""

from livesessions.models import Payment, PaymentStatus


def is_under_way(payment: Payment | None) -> bool:
    """Whether a bank is working on it: the learner's page is complete, and no money has arrived yet."""
    if payment is None or payment.status != PaymentStatus.OPEN:
        return False
    return payment.checkout_id is not None and payment.checkout_url is None
