"""The cancellation policy in a sentence, made of the very tiers the refund is made of."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from livesessions.domain.cancellation import Terms, Tier, schedule
from livesessions.domain.money import Money
from livesessions.runtime.locales import money
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
    tiers = schedule(_terms(price, settings), START, BOOKED)
    told = [_tier_words(tier, before, who) for before, tier in zip([None, *tiers], tiers, strict=False)]
    return [*told, "If your instructor cancels, or doesn’t come, you get everything back."]


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
