"""Plain HTML and schema.org values that several pages share. Everything is escaped here."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from livesessions.domain.money import minor_digits
from livesessions.domain.reviews import Rating
from livesessions.queries.discovery import Candidate, Shown
from livesessions.queries.offering_page import ReviewLine
from livesessions.runtime import routes
from livesessions.runtime.locales import length, price

LONGEST = 160  # letters of a description that search engines show
SCHEMA = "https://schema.org"


# The built page is a shape waiting for scripts: where there are none, this stands in its place.
_ALONE = Markup(
    "<style>body>:not(noscript){display:none}"
    "noscript{display:block;max-width:44rem;margin:auto;padding:1rem;line-height:1.6}</style>"
)


def document(*parts: str) -> Markup:
    """A whole page to be read without scripts: the way around, then the parts."""
    around = ((routes.HOME, "Live Sessions"), (routes.SESSIONS, "Find a session"))
    ways = Markup(" · ").join(link(label, href) for href, label in around)
    return lines([_ALONE, Markup("<nav>{}</nav>\n<main>").format(ways), *parts, Markup("</main>")])


def shortened(text: str) -> str:
    """The text in one line, cut between words where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rpartition(' ')[0]}…"


def lines(parts: Iterable[str]) -> Markup:
    """Parts one after the other; what isn't Markup is escaped."""
    return Markup("\n").join(parts)


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs."""
    return lines(Markup("<p>{}</p>").format(part.strip()) for part in text.split("\n\n") if part.strip())


def link(label: str, href: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, label)


def part(title: str, body: str) -> Markup:
    """A heading and what belongs to it; nothing without a body."""
    return Markup("<h2>{}</h2>\n{}").format(title, body) if body else Markup("")


def offering_list(shown: Iterable[Shown]) -> Markup:
    """Offerings as links with who, how long and how much."""
    items = [
        Markup("<li>{}, {}</li>").format(_offering_link(each.offering), facts(each.offering))
        for each in shown
    ]
    return Markup("<ul>\n{}\n</ul>").format(lines(items)) if items else Markup("")


def facts(offering: Candidate) -> str:
    """ "Tara Quinn, 1 h, €30.00"."""
    amount = price(offering.price, offering.currency)
    return f"{offering.instructor}, {length(offering.duration_minutes)}, {amount}"


def review_list(reviews: Iterable[ReviewLine]) -> Markup:
    """The reviews with their stars; no names of learners."""
    return lines(Markup("<p>{} of 5: {}</p>").format(each.stars, each.text) for each in reviews)


def rating_words(rating: Rating) -> str:
    """ "4.8 of 5 stars in 12 reviews"; nothing without any."""
    if rating.average is None:
        return ""
    many = "1 review" if rating.count == 1 else f"{rating.count} reviews"
    return f"{float(round(rating.average, 1)):g} of 5 stars in {many}"


def rating_data(rating: Rating) -> dict[str, Any]:
    """The field `aggregateRating`; nothing without reviews."""
    if rating.average is None:
        return {}
    mean = round(float(rating.average), 2)
    return {
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": mean,
            "reviewCount": rating.count,
            "bestRating": 5,
        }
    }


def amount_data(offering: Candidate) -> str:
    """ "30.00": a price as schema.org writes it."""
    return str(Decimal(offering.price).scaleb(-minor_digits(offering.currency)))


def crumbs_data(origin: str, trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way from the start, as (name, path)."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": origin + path}
        for place, (name, path) in enumerate(trail, 1)
    ]
    return {"@context": SCHEMA, "@type": "BreadcrumbList", "itemListElement": items}


def _offering_link(offering: Candidate) -> Markup:
    return link(offering.title, routes.offering(offering.slug))
