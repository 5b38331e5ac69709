"""What only the demo's season has to look up."""

from sqlmodel import func, select

from livesessions.models import BookingRequest, Payment, User
from livesessions.runtime.work import View


def is_empty(view: View) -> bool:
    """Whether nobody has an account yet."""
    return view.db.exec(select(func.count()).select_from(User)).one() == 0


def has_account(view: View, *, email: str) -> bool:
    """Whether somebody has this address."""
    return view.db.exec(select(User.id).where(User.email == email)).first() is not None


def booking_id(view: View, *, reference: str) -> int:
    """The id of a booking."""
    return view.db.exec(select(BookingRequest.id).where(BookingRequest.reference == reference)).one()


def checkout_id(view: View, *, reference: str) -> str:
    """The name of a booking's checkout at the gateway."""
    paid = select(Payment.checkout_id).join(BookingRequest).where(BookingRequest.reference == reference)
    return view.db.exec(paid).one() or ""
