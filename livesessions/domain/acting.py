"""What an admin does for somebody else: never without saying why."""

from livesessions.domain.bookings import Party
from livesessions.domain.errors import Invalid


def check_reason(by: Party, reason: str, *, field: str = "reason") -> None:
    """The trail keeps why an admin acted for somebody. Errors: Invalid at `field`."""
    if by == Party.ADMIN and not reason.strip():
        raise Invalid("Please say why: you are acting for somebody else.", field=field)
