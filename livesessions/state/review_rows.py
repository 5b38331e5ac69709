"""Reviews in words: the lines, and how the stars are spread."""

from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.reviews import Rating
from livesessions.queries.offering_page import ReviewLine, Reviews
from livesessions.runtime import routes
from livesessions.runtime.locales import ago
from livesessions.state.onlooker import Onlooker, short_name


@dataclass(frozen=True)
class ReviewRow:
    """One review. `href` is empty when what it is about can't be looked at any more."""

    key: str = ""
    learner: str = ""
    stars: int = 5
    text: str = ""
    reply: str = ""
    when: str = ""
    title: str = ""
    href: str = ""
    topic: str = ""


@dataclass(frozen=True)
class ShareRow:
    """How many gave that many stars, also as a share of all in percent."""

    stars: str = ""
    count: str = ""
    percent: int = 0


def review_rows(reviews: Reviews, now: datetime, who: Onlooker) -> list[ReviewRow]:
    """The newest reviews. Of a learner the public reads the first name and an initial."""
    return [_review_row(line, now, who) for line in reviews.lines]


def share_rows(reviews: Reviews) -> list[ShareRow]:
    """Five lines, from five stars to one."""
    total = max(reviews.rating.count, 1)
    return [
        ShareRow(str(stars), str(count), round(100 * count / total))
        for stars, count in reviews.by_stars.items()
    ]


def rating_words(rating: Rating) -> str:
    """ "12 reviews", "No reviews yet"."""
    if not rating.count:
        return "No reviews yet"
    return "1 review" if rating.count == 1 else f"{rating.count} reviews"


def _review_row(line: ReviewLine, now: datetime, who: Onlooker) -> ReviewRow:
    return ReviewRow(
        key=str(line.id),
        learner=short_name(line.learner),
        stars=line.stars,
        text=line.text,
        reply=line.reply,
        when=ago(line.written_at, now, who.locale),
        title=line.title,
        href=routes.offering(line.slug) if line.slug else "",
        topic=line.topic,
    )
