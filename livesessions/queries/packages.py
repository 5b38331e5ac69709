"""Packages: what is sold, and what a learner has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from livesessions.domain.errors import NotFound
from livesessions.domain.money import Money
from livesessions.domain.offerings import OfferingStatus
from livesessions.domain.packages import Credit, Holding, credit
from livesessions.models import (
    Dispute,
    DisputeStatus,
    Package,
    PackageOffer,
    PackageStatus,
    SessionOffering,
    User,
)
from livesessions.queries.availability import must_teach
from livesessions.runtime.work import View


@dataclass(frozen=True, slots=True)
class PackageForSale:
    """One package offer. Prices are minor units; `full` is what so many sessions cost one by one."""

    id: int
    offering_id: int
    title: str
    sessions: int
    each: int
    price: int
    full: int
    currency: str
    ended_at: datetime | None
    sold: int = 0


@dataclass(frozen=True, slots=True)
class OwnPackage:
    """A package of the person asking.

    `coming_back` was asked for as money and is on its way, `refundable` could be asked for.
    """

    reference: str
    title: str
    slug: str
    instructor: str
    status: str
    sessions: int
    left: Credit
    price: int
    currency: str
    failure: str
    coming_back: int = 0
    refundable: int = 0
    is_frozen: bool = False


def packages_for_sale(db: Session, *conditions: Any) -> list[PackageForSale]:
    """The offers that meet the conditions, fewest sessions first."""
    wanted = select(PackageOffer, SessionOffering.title, SessionOffering.price).join(SessionOffering)
    rows = db.exec(
        wanted.where(*conditions).order_by(SessionOffering.title, col(PackageOffer.sessions))
    ).all()
    return [_for_sale(offer, title, price) for offer, title, price in rows]


def package_for_sale(view: View, *, package_offer_id: int) -> PackageForSale:
    """One offer that can be bought. Errors: NotFound."""
    wanted = PackageOffer.id == package_offer_id, col(PackageOffer.ended_at).is_(None)
    for found in packages_for_sale(view.db, *wanted, SessionOffering.status == OfferingStatus.ACTIVE):
        return found
    raise NotFound("This package is not on sale any more.")


def on_sale(db: Session, offering_id: int) -> list[PackageForSale]:
    """What a learner may buy for an offering, in the currency it has now."""
    return packages_for_sale(
        db,
        PackageOffer.offering_id == offering_id,
        col(PackageOffer.ended_at).is_(None),
        PackageOffer.currency == SessionOffering.currency,
        PackageOffer.each <= SessionOffering.price,
    )


def my_package_offers(view: View) -> list[PackageForSale]:
    """What the instructor who asks sells now. Errors: NotAllowed."""
    mine = SessionOffering.instructor_id == must_teach(view), col(PackageOffer.ended_at).is_(None)
    return packages_for_sale(view.db, *mine)


def my_packages(view: View) -> list[OwnPackage]:
    """The packages of the person asking that have credit left or on its way back, newest first."""
    mine = Package.learner_id == view.actor.must_be_signed_in(), Package.status == PackageStatus.PAID
    return [row for row in _own(view.db, *mine) if row.left.sessions or row.left.rest or row.coming_back]


def own_package(view: View, *, reference: str) -> OwnPackage:
    """One package of the person asking, however it stands. Errors: NotFound also for other people's."""
    mine = Package.learner_id == view.actor.must_be_signed_in(), Package.reference == reference
    for found in _own(view.db, *mine):
        return found
    raise NotFound("There is no such package.")


def usable_package(db: Session, learner_id: int | None, offering_id: int) -> Package | None:
    """The learner's oldest package that still pays for a session of the offering."""
    wanted = select(Package).where(
        Package.learner_id == learner_id,
        Package.offering_id == offering_id,
        Package.status == PackageStatus.PAID,
        Package.left_over >= Package.each,
        ~_frozen(),
    )
    return db.exec(wanted.order_by(col(Package.id))).first()


def is_frozen(db: Session, package: Package) -> bool:
    """Whether a bank is looking into its payment: until the verdict nothing is booked with it or given back."""
    return db.exec(select(Package.id).where(Package.id == package.id, _frozen())).first() is not None


def _frozen() -> ColumnElement[bool]:
    disputed = Dispute.package_id == Package.id, Dispute.status == DisputeStatus.OPEN
    return select(Dispute.id).where(*disputed).exists()


def holding_of(package: Package) -> Holding:
    """How its money stands."""
    return Holding(
        captured=package.captured,
        left=package.left_over,
        due=package.due,
        refunded=package.refunded,
        lost=package.lost,
        withdrawn=package.withdrawn,
    )


def left_of(package: Package) -> Credit:
    """What is left of it."""
    return credit(Money(package.left_over, package.currency), Money(package.each, package.currency))


def _own(db: Session, *conditions: Any) -> Sequence[OwnPackage]:
    wanted = (
        select(Package, SessionOffering, User.name, _frozen())
        .join(SessionOffering, col(SessionOffering.id) == Package.offering_id)
        .join(User, col(User.id) == SessionOffering.instructor_id)
        .where(*conditions)
        .order_by(col(Package.id).desc())
    )
    return [_own_package(*row) for row in db.exec(wanted)]


def _own_package(package: Package, offering: SessionOffering, instructor: str, is_frozen: bool) -> OwnPackage:
    return OwnPackage(
        reference=package.reference,
        title=offering.title,
        slug=offering.slug,
        instructor=instructor,
        status=package.status,
        sessions=package.sessions,
        left=left_of(package),
        price=package.each * package.sessions,
        currency=package.currency,
        failure=package.failure,
        coming_back=holding_of(package).asked if package.captured else 0,
        refundable=0 if is_frozen or package.lost else package.left_over,
        is_frozen=is_frozen,
    )


def _for_sale(offer: PackageOffer, title: str, price: int) -> PackageForSale:
    return PackageForSale(
        id=offer.id,
        offering_id=offer.offering_id,
        title=title,
        sessions=offer.sessions,
        each=offer.each,
        price=offer.each * offer.sessions,
        full=price * offer.sessions,
        currency=offer.currency,
        ended_at=offer.ended_at,
    )
