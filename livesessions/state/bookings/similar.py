"""What could be booked instead, in ready words."""

from dataclasses import dataclass

from livesessions.domain.times import minute
from livesessions.queries.similar import Similar
from livesessions.runtime import routes
from livesessions.state.bookings.reader import Reader


@dataclass(frozen=True)
class SimilarRow:
    """One free time; `href` opens the calendar of its offering at it."""

    href: str = ""
    when: str = ""
    what: str = ""


def similar_row(found: Similar, who: Reader) -> SimilarRow:
    """The words of one free time."""
    much = who.price(found.price, found.currency)
    what = f"With {found.instructor}" if found.is_same else f"{found.title} with {found.instructor}"
    return SimilarRow(
        href=routes.offering_at(found.slug, found.offering_id, minute(found.starts_at)),
        when=who.span(found.starts_at, found.ends_at),
        what=f"{what} · {much}",
    )
