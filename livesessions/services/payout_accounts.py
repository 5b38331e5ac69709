"""An instructor's account at the gateway: opened once, told about by the gateway, worked on by one worker."""

from dataclasses import dataclass
from datetime import timedelta

from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.gateways.payments import Account
from livesessions.models import Instructor, PayoutAccount, User
from livesessions.runtime.work import Work
from livesessions.services.shares import look_again

LEASE = timedelta(minutes=2)  # longer than a look and a call may take, retries included; renewed at each move
# Where Stripe pays out to. Source: https://docs.stripe.com/connect/cross-border-payouts
COUNTRIES = [
    "AT",
    "AU",
    "BE",
    "BG",
    "CA",
    "CH",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GB",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LI",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "NO",
    "NZ",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
    "US",
]


@dataclass(frozen=True, slots=True)
class AccountWanted:
    """What the gateway is asked for. `external_id` is set where an account is open already."""

    instructor_id: int
    email: str
    country: str
    generation: int
    external_id: str | None


@dataclass(frozen=True, slots=True)
class LeasedAccount:
    """An account that this worker alone works on for a while."""

    instructor_id: int
    external_id: str
    generation: int


class StillPaying(Exception):
    """Somebody else is paying this instructor: try again later."""


def begin_onboarding(work: Work, *, gateway: str, country: str) -> AccountWanted:
    """What to open for the instructor who asks. Errors: NotAllowed (no instructor), Invalid (country)."""
    user_id = work.actor.must_be_signed_in()
    if work.db.get(Instructor, user_id) is None:
        raise NotAllowed("Only instructors are paid.")
    account = work.db.get(PayoutAccount, user_id, with_for_update=True) or _new(work, user_id, gateway)
    if account.is_closed:
        account.external_id, account.is_closed = None, False
        account.generation += 1
    if not account.external_id:
        account.country = _checked(country)
    work.record("payout_account.begun", account, topics=[f"person:{user_id}"])
    email = work.db.get_one(User, user_id).email
    return AccountWanted(user_id, email, account.country, account.generation, account.external_id)


def note_account(work: Work, *, external_id: str) -> str:
    """Keeps the name of the opened account; the one that counts, the same for every tab."""
    account = work.db.get_one(PayoutAccount, work.actor.must_be_signed_in(), with_for_update=True)
    account.external_id = account.external_id or external_id
    work.record("payout_account.opened", account, after={"external_id": account.external_id})
    return account.external_id


def try_account_anew(work: Work) -> None:
    """After a definite no the gateway repeats it under the same key: the next try needs another."""
    work.db.get_one(PayoutAccount, work.actor.must_be_signed_in(), with_for_update=True).generation += 1


def look_at_account(work: Work) -> None:
    """The instructor comes back from the gateway's page: ask the gateway what became of it."""
    work.later("pay_out", {"instructor": work.actor.must_be_signed_in()})


def lease_account(work: Work, *, instructor_id: int) -> LeasedAccount | None:
    """Takes the account for this worker; None where there is none. Raises StillPaying if another has it."""
    account = work.db.get(PayoutAccount, instructor_id, with_for_update=True)
    if account is None or not account.external_id or account.is_closed:
        return None
    if account.leased_until and account.leased_until > work.now:
        raise StillPaying("another worker is paying this instructor")
    account.leased_until = work.now + LEASE
    return LeasedAccount(instructor_id, account.external_id, account.generation)


def release_account(work: Work, *, instructor_id: int, new_generation: bool = False) -> None:
    """Gives the account free; with a new generation the next call is a new try, not a replay."""
    account = work.db.get_one(PayoutAccount, instructor_id, with_for_update=True)
    account.leased_until = None
    account.generation += new_generation


def fold_account(work: Work, *, instructor_id: int, found: Account | None) -> None:
    """Takes over what the gateway says of the account; None: the instructor took it away from us."""
    account = work.db.get_one(PayoutAccount, instructor_id, with_for_update=True)
    before = account.can_receive, account.can_pay_out, list(account.missing), account.is_closed
    account.is_closed = found is None
    account.can_receive = found.can_receive if found else False
    account.can_pay_out = found.can_pay_out if found else False
    account.missing = list(found.missing) if found else []
    account.looked_up_at = work.now
    after = account.can_receive, account.can_pay_out, list(account.missing), account.is_closed
    if before == after:
        return
    if account.can_receive and not before[0]:
        look_again(work, instructor_id)
    work.record(
        "payout_account.changed",
        account,
        before={"can_receive": before[0], "can_pay_out": before[1]},
        after={"can_receive": after[0], "can_pay_out": after[1], "closed": after[3]},
        topics=[f"person:{instructor_id}"],
    )


def _new(work: Work, user_id: int, gateway: str) -> PayoutAccount:
    account = PayoutAccount(instructor_id=user_id, gateway=gateway, country="", created_at=work.now)
    work.db.add(account)
    return account


def _checked(country: str) -> str:
    if country not in COUNTRIES:
        raise Invalid("Choose the country of your bank.", field="country")
    return country
