"""What an audit event about a package was about: everything that is told of it."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from livesessions.domain.bookings import Status
from livesessions.models import AuditEvent, Bargain, BookingRequest, Package, SessionOffering
from livesessions.queries.packages import is_frozen, left_of
from livesessions.queries.stories import Person, person, teacher
from livesessions.runtime.work import View

TAKEN = (Status.PENDING, Status.ACCEPTED)


@dataclass(frozen=True, slots=True)
class PackageStory:
    """One event of one package. `amount` is what it was about, in minor units.

    Of its `sessions`, at `each`, so many are `left` to book, and so many `booked` and not over.
    """

    event: str
    by: str
    reference: str
    title: str
    amount: int
    currency: str
    sessions: int
    each: int
    left: int
    booked: int
    is_frozen: bool
    learner: Person
    instructor: Person


def package_story(view: View, *, event_id: int) -> PackageStory | None:
    """The story of an event about a package; None for events about anything else."""
    event = view.db.get(AuditEvent, event_id)
    if event is None or event.subject_kind != "package":
        return None
    package = view.db.get_one(Package, int(event.subject_id))
    offering = view.db.get_one(SessionOffering, package.offering_id)
    return PackageStory(
        event=event.event,
        by=str(event.after.get("by", "")),
        reference=package.reference,
        title=offering.title,
        amount=int(event.after.get("amount") or 0),
        currency=package.currency,
        sessions=package.sessions,
        each=package.each,
        left=left_of(package).sessions,
        booked=_booked(view, package),
        is_frozen=is_frozen(view.db, package),
        learner=person(view, package.learner_id),
        instructor=teacher(view, offering.instructor_id),
    )


def _booked(view: View, package: Package) -> int:
    taken = (
        select(func.count())
        .select_from(Bargain)
        .join(BookingRequest, col(BookingRequest.id) == Bargain.booking_id)
        .where(Bargain.package_id == package.id, col(BookingRequest.status).in_(TAKEN))
    )
    return view.db.exec(taken).one()
