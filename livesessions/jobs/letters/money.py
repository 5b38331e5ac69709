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
    if it.is_credit:
        return f"{money(back, it.currency, it.learner.locale)} is back in your package."
    return f"You get back {money(back, it.currency, it.learner.locale)}."
