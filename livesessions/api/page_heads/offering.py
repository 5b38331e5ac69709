"""What the page of an offering says before any script runs."""

from typing import Any

from markupsafe import Markup

from livesessions.api.cards import card_address, offering_card
from livesessions.api.head import HeadParts
from livesessions.api.page_heads.plain import (
    SCHEMA,
    amount_data,
    crumbs_data,
    document,
    facts,
    link,
    paragraphs,
    part,
    rating_data,
    rating_words,
    review_list,
    shortened,
)
from livesessions.api.page_heads.screens import Screens
from livesessions.queries.offering_page import OfferingPage, offering_page
from livesessions.runtime import routes
from livesessions.runtime.work import GUEST, ask


def offering_head(origin: str, screens: Screens, slug: str) -> HeadParts:
    """An offering. Errors: NotFound."""
    page = ask(GUEST, offering_page, slug=slug)
    offering = page.offering
    return HeadParts(
        title=f"{offering.title} · Live Sessions",
        description=shortened(offering.summary or page.description),
        canonical=origin + routes.offering(slug),
        image=card_address(origin, "offering", slug, offering_card(offering)),
        data=[_course(origin, page), crumbs_data(origin, _trail(page))],
        body=_body(page),
        screen=screens.offering(page),
    )


def _body(page: OfferingPage) -> Markup:
    offering, person = page.offering, page.instructor
    return document(
        Markup("<h1>{}</h1>").format(offering.title),
        Markup("<p>{}</p>").format(offering.summary),
        Markup("<p>With {}: {}</p>").format(
            link(person.name, routes.instructor(person.slug)), facts(offering)
        ),
        Markup("<p>{}</p>").format(rating_words(offering.rating)),
        paragraphs(page.description),
        part("What you need", paragraphs(page.requirements)),
        part("What you get", paragraphs(page.materials)),
        part("Reviews", review_list(page.reviews.lines)),
        Markup("<p>To book a time, please allow JavaScript.</p>"),
    )


def _trail(page: OfferingPage) -> list[tuple[str, str]]:
    offering = page.offering
    return [
        ("Home", routes.HOME),
        ("Sessions", routes.SESSIONS),
        (offering.title, routes.offering(offering.slug)),
    ]


def _course(origin: str, page: OfferingPage) -> dict[str, Any]:
    offering, person = page.offering, page.instructor
    address = origin + routes.offering(offering.slug)
    teacher = {"@type": "Person", "name": person.name, "url": origin + routes.instructor(person.slug)}
    return {
        "@context": SCHEMA,
        "@type": "Course",
        "name": offering.title,
        "description": shortened(page.description or offering.summary),
        "url": address,
        "image": card_address(origin, "offering", offering.slug, offering_card(offering)),
        "inLanguage": offering.language,
        "educationalLevel": offering.level,
        "about": [topic.name for topic in offering.about],
        "provider": teacher,
        "offers": {
            "@type": "Offer",
            "url": address,
            "category": "Paid" if offering.price else "Free",
            "price": amount_data(offering),
            "priceCurrency": offering.currency,
            "availability": f"{SCHEMA}/{'InStock' if page.days else 'SoldOut'}",
        },
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": f"PT{offering.duration_minutes}M",
            "instructor": teacher,
        },
        **rating_data(offering.rating),
    }
