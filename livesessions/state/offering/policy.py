"""The cancellation policy in a sentence, made of the very tiers the refund is made of."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from livesessions.domain.cancellation import Terms, Tier, schedule
from livesessions.domain.money import Money
from livesessions.runtime.locales import money
from livesessions.runtime.policies import GRACE_WORDS
from livesessions.runtime.settings import Settings
from livesessions.state.onlooker import Onlooker

# Any start and a booking long before it: only the distance of the tiers from the start is told.
START = datetime(2000, 1, 31, tzinfo=UTC)
BOOKED = START - timedelta(days=30, minutes=1)


def policy_words(price: Money, settings: Settings, who: Onlooker) -> list[str]:
    """What a learner gets back who cancels, one sentence for each tier, then what nobody can lose."""
    if not price:
        return [
            "It is free, so cancelling costs nothing. Please do it early: somebody else may want the place."
        ]
    terms = _terms(price, settings)
    tiers = schedule(terms, START, BOOKED)
    told = [_tier_words(tier, before, who) for before, tier in zip([None, *tiers], tiers, strict=False)]
    return [
        *told,
        *_grace_words(terms),
        "If your instructor cancels, or doesn’t come, you get everything back.",
    ]


def _grace_words(terms: Terms) -> list[str]:
    """Nothing where the usual notice gives as much."""
    hours = terms.grace_notice // timedelta(hours=1)
    if terms.free_hours <= hours:
        return []
    return [
        f"{GRACE_WORDS.capitalize()}, all of it comes back while the start is more than {hours} hours away."
    ]


def _terms(price: Money, settings: Settings) -> Terms:
    return Terms(
        price=price,
        fee_percent=Decimal(settings.fee_basis_points) / 100,
        free_hours=settings.free_cancellation_hours,
        partial_hours=settings.partial_refund_hours,
        no_refund_hours=settings.no_refund_hours,
    )


def _tier_words(tier: Tier, before: Tier | None, who: Onlooker) -> str:
    amount = money(tier.amount.amount, tier.amount.currency, who.locale)
    assert tier.until is not None, "a schedule counts from a booking"
    notice = _notice(START - tier.until)
    if tier.percent == 100:
        return f"Cancel {notice} and get all of it back ({amount})."
    if tier.percent:
        return f"Cancel {notice} and get {tier.percent} % back ({amount})."
    return "Later than that, nothing is paid back." if before else "Nothing is paid back if you cancel."


def _notice(span: timedelta) -> str:
    hours = span // timedelta(hours=1)
    if not hours:
        return "any time before the start"
    return f"up to {hours} hour{'s' if hours > 1 else ''} before the start"
