"""What the end of a booking means for the learner's money, in one sentence."""

from livesessions.queries.stories import Story
from livesessions.runtime.locales import money


def money_back(it: Story) -> str:
    """Nothing for a free one; what was only reserved is never called a refund."""
    if not it.price:
        return ""
    if not it.captured and not it.due:
        return "You were not charged."
    back = it.price - it.due
    if not back:
        return "It was too late for a refund."
    return f"You get back {money(back, it.currency, it.learner.locale)}."
