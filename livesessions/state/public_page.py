"""What the public pages of an offering and of an instructor share: how they load, and what learners said."""

from collections.abc import AsyncIterator
from datetime import datetime

from livesessions.queries.offering_page import REVIEWS, Reviews
from livesessions.state.base import PUBLIC, AppState, event
from livesessions.state.onlooker import Onlooker
from livesessions.state.review_rows import ReviewRow, ShareRow, review_rows, share_rows

MOST_REVIEWS = 200


class PublicPage(AppState, mixin=True):
    """A page with reviews. The state that mixes this in says in `_fill` what else it shows."""

    is_ready: bool = False
    title: str = "Live Sessions"
    reviews: list[ReviewRow] = []
    shares: list[ShareRow] = []
    has_more_reviews: bool = False
    _shown_reviews: int = REVIEWS

    @event(PUBLIC, loads=True)
    async def load(self) -> AsyncIterator[None]:
        """Fills the page anew."""
        if not self._resumed:
            self.is_ready, self.title = False, "Live Sessions"
            self._shown_reviews = REVIEWS
            yield
        await self._fill()

    @event(PUBLIC, loads=True)
    async def refresh(self) -> None:
        """Shows what has changed meanwhile."""
        await self._fill()

    @event(PUBLIC)
    async def more_reviews(self) -> None:
        """Shows some more of the reviews."""
        self._shown_reviews = min(self._shown_reviews + 2 * REVIEWS, MOST_REVIEWS)
        await self._fill()

    async def _fill(self) -> None:
        raise NotImplementedError

    def _show_reviews(self, reviews: Reviews, now: datetime, who: Onlooker) -> None:
        self.reviews = review_rows(reviews, now, who)
        self.shares = share_rows(reviews)
        self.has_more_reviews = len(self.reviews) < min(reviews.rating.count, MOST_REVIEWS)
