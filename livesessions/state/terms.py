"""What a new booking is made under."""

from livesessions.jobs.desk import the_desk
from livesessions.services.taking import Terms


def terms_of_today() -> Terms:
    """What the settings say today."""
    settings = the_desk().settings
    return Terms(
        fee_basis_points=settings.fee_basis_points,
        free_cancellation_hours=settings.free_cancellation_hours,
        partial_refund_hours=settings.partial_refund_hours,
        no_refund_hours=settings.no_refund_hours,
        gateway=settings.gateway,
        answer_within_hours=settings.answer_within_hours,
        authorisation_hours=settings.authorisation_hours,
    )
