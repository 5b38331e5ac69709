"""What a request, or the end of one booking or several, means for the learner's money, in a sentence or two."""

from collections.abc import Sequence

from livesessions.queries.stories import Story
from livesessions.runtime.locales import money


def money_back(*its: Story) -> str:
    """Nothing for free ones; what was only reserved is never called a refund."""
    priced = [it for it in its if it.price]
    said = (
        _to_package([it for it in priced if it.is_credit]),
        _to_card([it for it in priced if not it.is_credit]),
    )
    return " ".join(words for words in said if words)


def until_answered(it: Story) -> str:
    """What a request costs until it is answered."""
    if not it.price or it.is_credit:
        return ""
    if it.captured:
        return "You have paid, and get all of it back if they can’t."
    if it.saves_card:
        return "Your card is saved, and charged when they accept. If they can’t, it is forgotten."
    return "Your card is not charged until they accept."


def given_back(it: Story, amount: int) -> str:
    """Where so much went, to its learner."""
    much = money(amount, it.currency, it.learner.locale)
    return f"{much} is back in your package." if it.is_credit else f"You get back {much}."


def _to_package(its: Sequence[Story]) -> str:
    if any(it.due for it in its):
        return _in_sum(its)
    if len(its) > 1:
        return f"Your {len(its)} sessions are back in your package."
    return "Your session is back in your package." if its else ""


def _to_card(its: Sequence[Story]) -> str:
    charged = [it for it in its if it.captured or it.due]
    if its and not charged:
        return "You were not charged."
    return _in_sum(charged)


def _in_sum(its: Sequence[Story]) -> str:
    if not its:
        return ""
    back = sum(it.price - it.due for it in its)
    return given_back(its[0], back) if back else "It was too late for a refund."
