"""What the end of a booking means for the learner's money, in one sentence."""

from livesessions.queries.stories import Story
from livesessions.runtime.locales import money


def money_back(it: Story) -> str:
    """Nothing for a free one; what was only reserved is never called a refund."""
    if not it.price:
        return ""
    if it.is_credit and not it.due:
        return "Your session is back in your package."
    if not it.captured and not it.due:
        return "You were not charged."
    back = it.price - it.due
    if not back:
        return "It was too late for a refund."
    return given_back(it, back)


def given_back(it: Story, amount: int) -> str:
    """Where so much went, to its learner."""
    much = money(amount, it.currency, it.learner.locale)
    return f"{much} is back in your package." if it.is_credit else f"You get back {much}."
