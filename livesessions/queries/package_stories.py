"""What an audit event about a package was about: everything that is told of it."""

from dataclasses import dataclass

from livesessions.models import AuditEvent, Package, SessionOffering
from livesessions.queries.stories import Person, person, teacher
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class PackageStory:
    """One event of one package. `amount` is what it was about, in minor units."""

    event: str
    by: str
    title: str
    amount: int
    currency: str
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
        title=offering.title,
        amount=int(event.after.get("amount") or 0),
        currency=package.currency,
        learner=person(view, package.learner_id),
        instructor=teacher(view, offering.instructor_id),
    )
