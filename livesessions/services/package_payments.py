"""A package's own payment: found out from the gateway, given back, disputed; the ledger follows, once each."""

from dataclasses import dataclass, replace

from sqlmodel import select

from livesessions.domain import ledger
from livesessions.domain.declines import decline_words
from livesessions.domain.money import Money
from livesessions.domain.packages import Holding, ask_back, reckon
from livesessions.domain.settlement import Call, Standing, next_call, obstacle
from livesessions.gateways.payments import CheckoutStatus, DisputeStatus, Truth
from livesessions.gateways.payments import PaymentStatus as GatewayStatus
from livesessions.gateways.payments import Refund as GatewayRefund
from livesessions.models import Package, PackageStatus, SessionOffering
from livesessions.queries.packages import holding_of
from livesessions.runtime.work import Work
from livesessions.services.disputes import post_package_dispute
from livesessions.services.ledger import post
from livesessions.services.payments import LEASE, StillLeased
from livesessions.services.postings import FAILED, lost, note_refund
from livesessions.services.standing import is_teaching, is_welcome

SETTLED = (PackageStatus.OPEN, PackageStatus.PAID)


@dataclass(frozen=True, slots=True)
class LeasedPackage:
    """A package that this worker alone may settle for a while, and where to look it up."""

    look_up: str
    generation: int
    parts: int = 1


def lease_package(work: Work, *, reference: str) -> LeasedPackage | None:
    """Takes the package for this worker; None where nothing was paid and nothing is to come.

    Errors: StillLeased.
    """
    package = locked_package(work, reference)
    if package.status not in SETTLED or not package.checkout_id:
        return None
    if package.leased_until and package.leased_until > work.now:
        raise StillLeased("another worker is settling this package")
    package.leased_until = work.now + LEASE
    return LeasedPackage(package.checkout_id, package.generation)


def release_package(work: Work, *, reference: str, new_generation: bool = False) -> None:
    """Gives the package free; with a new generation the next call is a new try, not a replay."""
    package = locked_package(work, reference)
    package.leased_until = None
    package.generation += new_generation


def fold_package(work: Work, *, reference: str, truth: Truth) -> Call | None:
    """Takes over what the gateway says, and names the next call. Paid, it is credit; postings are made once."""
    package = locked_package(work, reference)
    package.looked_up_at, package.leased_until = work.now, work.now + LEASE
    package.gateway_reference = truth.payment_id or package.gateway_reference
    package.failure = decline_words(truth.failure.code, truth.failure.message) if truth.failure else ""
    _become(work, package, truth)
    if package.status != PackageStatus.PAID:
        return None
    _post_changes(work, package, truth)
    standing = _standing(package, truth)
    _mark(work, package, obstacle(standing) or "")
    return next_call(standing)


def ask_all_back(work: Work, package: Package, *, by: str, reason: str = "") -> None:
    """All that is left of it shall go back as money, at the price paid."""
    before = holding_of(package)
    take_over(work, package, ask_back(before))
    work.record(
        "package.asked_back",
        package,
        before={"left": before.left},
        after={"amount": before.left, "by": by},
        reason=reason,
        topics=[f"person:{package.learner_id}", "money"],
    )


def take_over(work: Work, package: Package, holding: Holding) -> None:
    """Writes down how its money stands now; credit that ended with a lost payment leaves the ledger."""
    ends = holding.withdrawn - package.withdrawn
    package.left_over, package.due = holding.left, holding.due
    package.refunded, package.lost, package.withdrawn = holding.refunded, holding.lost, holding.withdrawn
    if ends:
        name = f"{package.reference}:{package.withdrawn}"
        post(work, ledger.credit_withdrawn(name, Money(ends, package.currency), package.learner_id))


def locked_package(work: Work, reference: str) -> Package:
    """The package, for this transaction alone."""
    wanted = select(Package).where(Package.reference == reference).with_for_update()
    return work.db.exec(wanted.execution_options(populate_existing=True)).one()


def _become(work: Work, package: Package, truth: Truth) -> None:
    """What the payment page led to."""
    if truth.payment_status == GatewayStatus.SUCCEEDED and package.paid_at is None:
        _become_credit(work, package, truth)
    elif truth.checkout_status == CheckoutStatus.EXPIRED and package.status == PackageStatus.OPEN:
        package.status = PackageStatus.EXPIRED
    elif _came_back(truth) and package.status == PackageStatus.OPEN:
        package.status = PackageStatus.FAILED
    else:
        return
    _tell(work, package, str(package.status))
    if package.status == PackageStatus.PAID and not _can_be_used(work, package):
        ask_all_back(work, package, by="system", reason="paid after a suspension")


def _can_be_used(work: Work, package: Package) -> bool:
    offering = work.db.get_one(SessionOffering, package.offering_id)
    return is_teaching(work, offering.instructor_id) and is_welcome(work, package.learner_id)


def _become_credit(work: Work, package: Package, truth: Truth) -> None:
    assert truth.payment_id is not None, "what succeeded has a name"
    paid = Money(truth.captured, truth.currency)
    package.captured = package.left_over = package.due = truth.captured
    package.status, package.paid_at = PackageStatus.PAID, work.now
    post(work, ledger.credit_bought(truth.payment_id, paid, package.learner_id))
    if truth.fee:
        fee = Money(truth.fee, truth.fee_currency or truth.currency)
        post(work, ledger.gateway_fee(truth.payment_id, None, fee))


def _came_back(truth: Truth) -> bool:
    """A bank debit that was handed in and failed."""
    return (
        truth.checkout_status == CheckoutStatus.COMPLETE
        and truth.payment_status == GatewayStatus.NONE
        and truth.failure is not None
    )


def _post_changes(work: Work, package: Package, truth: Truth) -> None:
    """Refunds first, each with what it took of the credit, then what banks did."""
    before = package.refunded
    for refund in truth.refunds:
        _post_refund(work, package, refund)
    for dispute in truth.disputes:
        post_package_dispute(work, package, dispute)
    take_over(work, package, reckon(replace(holding_of(package), lost=lost(truth))))
    if package.refunded != before:
        _tell(work, package, "refunded")


def _post_refund(work: Work, package: Package, refund: GatewayRefund) -> None:
    note_refund(work, refund, package_id=package.id)
    seen, amount = holding_of(package), Money(refund.amount, package.currency)
    after = reckon(replace(seen, refunded=seen.refunded + refund.amount))
    beyond = Money(refund.amount - (seen.credit - after.credit), package.currency)
    if post(work, ledger.credit_refunded(refund.id, amount, package.learner_id, beyond=beyond)):
        take_over(work, package, after)
    if refund.status not in FAILED:
        return
    if post(work, ledger.credit_refund_failed(refund.id, amount, package.learner_id)):
        seen = holding_of(package)
        take_over(work, package, reckon(replace(seen, refunded=seen.refunded - refund.amount)))


def _standing(package: Package, truth: Truth) -> Standing:
    return Standing(
        due=package.due,
        is_decided=True,
        checkout_is_open=False,
        is_authorised=False,
        captured=package.captured,
        refunded=package.refunded,
        failed_refunds=sum(refund.status in FAILED for refund in truth.refunds) - package.forgiven_refunds,
        lost=package.lost,
        is_disputed=any(dispute.status == DisputeStatus.OPEN for dispute in truth.disputes),
    )


def _mark(work: Work, package: Package, why: str) -> None:
    """Shows the operator, once, what stands in the way of a refund, and that it is gone."""
    before, package.blocked = package.blocked, why
    if before != why:
        _tell(work, package, "blocked" if why else "unblocked", before=before, reason=why or before)


def _tell(work: Work, package: Package, what: str, *, before: str = "", reason: str = "") -> None:
    work.record(
        f"package.{what}",
        package,
        before={"blocked": before} if before else {},
        after={"left": package.left_over, "refunded": package.refunded},
        reason=reason,
        topics=[f"person:{package.learner_id}", "money"],
    )
