"""Tables: shape, constraints, indexes. I know my columns and what must never be doubled."""

from livesessions.models.accounts import Login, MailToken, TokenPurpose, User
from livesessions.models.audit import AuditChain, AuditCheck, AuditEvent
from livesessions.models.availability import (
    AvailabilityOverride,
    BusyBlock,
    CalendarImport,
    InstructorAvailability,
)
from livesessions.models.bargains import Bargain, BargainKind, Coupon
from livesessions.models.bookings import (
    BookingRequest,
    BookingTopic,
    LiveSession,
    LiveSessionStatus,
)
from livesessions.models.disputes import Dispute, DisputeStatus
from livesessions.models.instructors import Instructor
from livesessions.models.invoices import Invoice, InvoiceKind, InvoiceSeries
from livesessions.models.ledger import LedgerEntry, LedgerMovement
from livesessions.models.moves import MoveProposal
from livesessions.models.notifications import Notification, SentLetter
from livesessions.models.offerings import (
    Domain,
    OfferingTopic,
    SessionOffering,
    Topic,
)
from livesessions.models.outbox import OutboxJob
from livesessions.models.packages import Package, PackageOffer, PackageStatus
from livesessions.models.payments import Payment, PaymentStatus, Refund, RefundStatus, WebhookEvent
from livesessions.models.payouts import (
    LedgerCheck,
    Payout,
    PayoutAccount,
    PayoutStatus,
    Share,
    Transfer,
)
from livesessions.models.reports import ProblemReport, ReportStatus
from livesessions.models.reviews import Review
from livesessions.models.rooms import Presence
from livesessions.models.waitlist import WaitlistEntry

__all__ = [
    "AuditChain",
    "AuditCheck",
    "AuditEvent",
    "AvailabilityOverride",
    "Bargain",
    "BargainKind",
    "BookingRequest",
    "BookingTopic",
    "BusyBlock",
    "CalendarImport",
    "Coupon",
    "Dispute",
    "DisputeStatus",
    "Domain",
    "Instructor",
    "InstructorAvailability",
    "Invoice",
    "InvoiceKind",
    "InvoiceSeries",
    "LedgerCheck",
    "LedgerEntry",
    "LedgerMovement",
    "LiveSession",
    "LiveSessionStatus",
    "Login",
    "MailToken",
    "MoveProposal",
    "Notification",
    "OfferingTopic",
    "OutboxJob",
    "Package",
    "PackageOffer",
    "PackageStatus",
    "Payment",
    "PaymentStatus",
    "Payout",
    "PayoutAccount",
    "PayoutStatus",
    "Presence",
    "ProblemReport",
    "Refund",
    "RefundStatus",
    "ReportStatus",
    "Review",
    "SentLetter",
    "SessionOffering",
    "Share",
    "TokenPurpose",
    "Topic",
    "Transfer",
    "User",
    "WaitlistEntry",
    "WebhookEvent",
]
