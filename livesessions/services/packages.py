"""Selling packages: offered by instructors, bought at the gateway's page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from livesessions.domain.errors import Invalid, NotFound
from livesessions.domain.holds import RULES
from livesessions.domain.money import Money
from livesessions.domain.packages import MOST_OFFERS, check_package
from livesessions.models import Package, PackageOffer, PackageStatus, SessionOffering, User
from livesessions.queries.packages import on_sale
from livesessions.runtime.references import new_reference
from livesessions.runtime.work import Work
from livesessions.services.caps import has_room
from livesessions.services.holds import bookable_offering
from livesessions.services.package_payments import locked_package
from livesessions.services.standing import must_be_teaching

AFTER_CHECKOUT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class PackageWanted:
    """What the gateway's page shall ask for. `url` is set when a page is open already."""

    reference: str
    amount: int
    currency: str
    title: str
    slug: str
    sessions: int
    email: str
    locale: str
    pay_by: datetime
    generation: int
    url: str | None = None


def offer_package(work: Work, *, offering_id: int, sessions: int, each: int) -> int:
    """Puts a package of the actor's offering on sale; its id. Errors: NotFound, Invalid at the field."""
    offering = _own_offering(work, offering_id)
    currency = offering.currency
    check_package(sessions, Money(each, currency), Money(offering.price, currency))
    _check_room(work, offering_id)
    row = PackageOffer(
        offering_id=offering_id, sessions=sessions, each=each, currency=currency, created_at=work.now
    )
    work.db.add(row)
    work.db.flush()
    work.record(
        "package_offer.created", row, after={"sessions": sessions, "each": each}, topics=_ring(offering)
    )
    return row.id


def end_package_offer(work: Work, *, package_offer_id: int) -> None:
    """Sells it no more; packages that were bought stay. Errors: NotFound also for other people's."""
    row = work.db.get(PackageOffer, package_offer_id, with_for_update=True)
    if row is None:
        raise NotFound("You have no such package.")
    offering = _own_offering(work, row.offering_id)
    if row.ended_at is None:
        row.ended_at = work.now
        work.record("package_offer.ended", row, topics=_ring(offering))


def begin_package(work: Work, *, package_offer_id: int, request_key: str, gateway: str) -> PackageWanted:
    """Begins to buy, at the price of now. The same `request_key` again is the same package.

    Errors: NotFound (not on sale), NotAllowed (guest, unverified, own offering).
    """
    learner_id = work.actor.must_be_signed_in()
    offer = work.db.get(PackageOffer, package_offer_id)
    if offer is None:
        raise NotFound("This package is not on sale any more.")
    bookable_offering(work, offer.offering_id)
    offering = work.db.get_one(SessionOffering, offer.offering_id)
    mine = select(Package).where(Package.learner_id == learner_id, Package.request_key == request_key)
    package = work.db.exec(mine).one_or_none()
    if package is None:
        if offer.id not in {each.id for each in on_sale(work.db, offering.id)}:
            raise NotFound("This package is not on sale any more.")
        package = _new_package(work, learner_id, offer, request_key, gateway)
    return _wanted(work, package, offering)


def renew_package(work: Work, *, reference: str) -> PackageWanted:
    """After a definite no: the next try has a key and an end of its own. Changes nothing where a page is open."""
    package = locked_package(work, reference)
    if not package.checkout_url:
        package.generation += 1
        package.pay_by = work.now + RULES.checkout
    return _wanted(work, package, work.db.get_one(SessionOffering, package.offering_id))


def note_package_checkout(work: Work, *, reference: str, checkout_id: str, url: str) -> str:
    """Keeps name and address of the opened checkout; the address to go to, the same for every tab."""
    package = locked_package(work, reference)
    if not package.checkout_id:
        package.checkout_id, package.checkout_url, package.status = checkout_id, url, PackageStatus.OPEN
        work.later("settle_package", {"package": reference}, due=package.pay_by + AFTER_CHECKOUT)
    return package.checkout_url or url


def _new_package(work: Work, learner_id: int, offer: PackageOffer, request_key: str, gateway: str) -> Package:
    package = Package(
        reference=new_reference(),
        request_key=request_key,
        learner_id=learner_id,
        offering_id=offer.offering_id,
        sessions=offer.sessions,
        each=offer.each,
        currency=offer.currency,
        gateway=gateway,
        due=offer.each * offer.sessions,
        pay_by=work.now + RULES.checkout,
        created_at=work.now,
    )
    work.db.add(package)
    work.db.flush()
    work.record("package.begun", package, after={"sessions": offer.sessions, "each": offer.each})
    return package


def _wanted(work: Work, package: Package, offering: SessionOffering) -> PackageWanted:
    learner = work.db.get_one(User, package.learner_id)
    return PackageWanted(
        reference=package.reference,
        amount=package.each * package.sessions,
        currency=package.currency,
        title=offering.title,
        slug=offering.slug,
        sessions=package.sessions,
        email=learner.email,
        locale=learner.locale,
        pay_by=package.pay_by,
        generation=package.generation,
        url=package.checkout_url,
    )


def _own_offering(work: Work, offering_id: int) -> SessionOffering:
    offering = work.db.get(SessionOffering, offering_id)
    if offering is None or offering.instructor_id != work.actor.must_be_signed_in():
        raise NotFound("You have no such offering.")
    must_be_teaching(work, offering.instructor_id)
    return offering


def _check_room(work: Work, offering_id: int) -> None:
    its, kept = col(PackageOffer.offering_id) == offering_id, col(PackageOffer.ended_at).is_(None)
    if not has_room(work, its, kept=kept, created_at=col(PackageOffer.created_at), most=MOST_OFFERS):
        raise Invalid(
            f"You sell {MOST_OFFERS} packages of this already. End one first.", field="package_offering"
        )


def _ring(offering: SessionOffering) -> list[str]:
    return [f"session_offering:{offering.id}", f"calendar:{offering.instructor_id}"]
