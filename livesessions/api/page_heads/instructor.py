"""What the page of an instructor says before any script runs."""

from typing import Any

from markupsafe import Markup

from livesessions.api.cards import card_address, instructor_card
from livesessions.api.head import HeadParts
from livesessions.api.page_heads.plain import (
    SCHEMA,
    crumbs_data,
    document,
    offering_list,
    paragraphs,
    part,
    rating_words,
    review_list,
    shortened,
)
from livesessions.api.page_heads.screens import Screens
from livesessions.queries.offering_page import InstructorPage, instructor_page
from livesessions.runtime import routes
from livesessions.runtime.work import GUEST, ask


def instructor_head(origin: str, screens: Screens, slug: str) -> HeadParts:
    """An instructor. Errors: NotFound."""
    page = ask(GUEST, instructor_page, slug=slug)
    person = page.instructor
    trail = [("Home", routes.HOME), ("Sessions", routes.SESSIONS), (person.name, routes.instructor(slug))]
    return HeadParts(
        title=f"{person.name} · Live Sessions",
        description=shortened(person.headline or person.bio or f"Live sessions with {person.name}"),
        canonical=origin + routes.instructor(slug),
        image=card_address(origin, "instructor", slug, instructor_card(person)),
        kind="profile",
        data=[_profile(origin, page), crumbs_data(origin, trail)],
        body=_body(page),
        screen=screens.instructor(page),
    )


def _body(page: InstructorPage) -> Markup:
    person = page.instructor
    return document(
        Markup("<h1>{}</h1>").format(person.name),
        Markup("<p>{}</p>").format(person.headline),
        Markup("<p>{}</p>").format(rating_words(person.rating)),
        paragraphs(person.bio),
        part("Sessions", offering_list(page.offerings)),
        part("Reviews", review_list(page.reviews.lines)),
    )


def _profile(origin: str, page: InstructorPage) -> dict[str, Any]:
    person = page.instructor
    about = {
        "@type": "Person",
        "name": person.name,
        "url": origin + routes.instructor(person.slug),
        "jobTitle": person.headline,
        "description": shortened(person.bio),
        "image": card_address(origin, "instructor", person.slug, instructor_card(person)),
    }
    return {
        "@context": SCHEMA,
        "@type": "ProfilePage",
        "dateCreated": person.since.isoformat(),
        "mainEntity": about,
    }
