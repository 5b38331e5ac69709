"""An offering on a card, in words: on the home page, among results, on its instructor's page."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.offerings import SessionType
from livesessions.domain.reviews import Rating
from livesessions.queries.discovery import Candidate, Shown
from livesessions.runtime import routes
from livesessions.runtime.locales import length, price
from livesessions.state.onlooker import Onlooker

NO_TIMES = "Booked out for now"


@dataclass(frozen=True)
class CardRow:
    """One card. `stars` is the average to one decimal, 0 while `reviews` (their number) is empty."""

    slug: str = ""
    href: str = ""
    title: str = ""
    instructor: str = ""
    domain: str = ""
    cover: str = ""
    amount: str = ""
    duration: str = ""
    stars: float = 0.0
    reviews: str = ""
    next_slot: str = ""
    tag: str = ""


def card_row(shown: Shown, now: datetime, who: Onlooker) -> CardRow:
    """The card of an offering, in the words of `who`."""
    offering, slot = shown.offering, shown.next_slot
    return CardRow(
        slug=offering.slug,
        href=routes.offering(offering.slug),
        title=offering.title,
        instructor=offering.instructor,
        domain=offering.shelf.name,
        cover=routes.cover(offering.slug, offering.domain),
        amount=price(offering.price, offering.currency, who.locale),
        duration=length(offering.duration_minutes),
        stars=stars(offering.rating),
        reviews=str(offering.rating.count or ""),
        next_slot=who.near_moment(slot.start, now) if slot else NO_TIMES,
        tag=_tag(offering),
    )


def stars(rating: Rating) -> float:
    """The average to one decimal; 0 without reviews."""
    return float(round(rating.average, 1)) if rating.average else 0.0


def _tag(offering: Candidate) -> str:
    if offering.kind == SessionType.GROUP:
        return f"Group of {offering.capacity}"
    return "One to one" if offering.rating.count else "One to one · New"
