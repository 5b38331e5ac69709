"""The pictures of link previews, which show no SVG: one PNG for every offering, every instructor and the site.

    card_routes(studio) /art/card/offering/rust.png?v=…
    card_address(…)     what a page says its picture is

What stands on a card comes from the database, never from the address: nobody makes us show their words.
"""

import hashlib
from dataclasses import astuple, dataclass
from typing import Literal

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from livesessions.api.cards.studio import Busy, Studio
from livesessions.components.kit.art import avatar_svg, cover_svg
from livesessions.components.kit.art.cards import card_svg
from livesessions.domain.errors import NotFound
from livesessions.queries.discovery import Candidate
from livesessions.queries.offering_page import InstructorCard, instructor_page, offering_page
from livesessions.runtime import routes
from livesessions.runtime.locales import length, price
from livesessions.runtime.work import GUEST, ask

Kind = Literal["site", "offering", "instructor"]
DRAWING = "1"  # raise it when the hand that draws changes: addresses of old cards are kept for ever
FOREVER, SHORTLY = "public, max-age=31536000, immutable", "public, max-age=3600"
SOON = "5"  # seconds


@dataclass(frozen=True, slots=True)
class Card:
    """What is on it. `domain` chooses the style of the picture; a portrait has none."""

    title: str
    line: str
    seed: str
    domain: str = ""
    is_portrait: bool = False

    @property
    def version(self) -> str:
        """Another one as soon as anything on the card is another."""
        said = "\0".join(map(str, (DRAWING, *astuple(self))))
        return hashlib.sha256(said.encode()).hexdigest()[:12]


SITE = Card("Learn live, from people who do it", "Real times in real calendars", "welcome", "programming")


def offering_card(offering: Candidate) -> Card:
    """What it is, how long, how much."""
    line = f"{length(offering.duration_minutes)} · {price(offering.price, offering.currency)}"
    return Card(offering.title, f"{line} · {offering.instructor}", offering.slug, offering.domain)


def instructor_card(person: InstructorCard) -> Card:
    """Who it is and what they say of themselves."""
    return Card(person.name, person.headline, person.name, is_portrait=True)


def card_address(origin: str, kind: Kind, slug: str, card: Card) -> str:
    """Where this very card is, and will be as long as it looks like this."""
    return f"{origin}{routes.card(kind, slug)}?v={card.version}"


def card_routes(studio: Studio) -> list[Route]:
    """The routes."""

    async def card(request: Request) -> Response:
        try:
            found = await anyio.to_thread.run_sync(_found, *request.path_params.values())
            picture = await studio.picture(found.version, drawing(found))
        except NotFound:
            raise HTTPException(404) from None
        except Busy:
            raise HTTPException(503, headers={"Retry-After": SOON, "Cache-Control": "no-store"}) from None
        cache = FOREVER if request.query_params.get("v") == found.version else SHORTLY
        return Response(picture, media_type="image/png", headers={"Cache-Control": cache})

    return [Route("/art/card/{kind}/{slug}.png", card)]


def drawing(card: Card) -> str:
    """The card as an SVG."""
    picture = avatar_svg(card.seed) if card.is_portrait else cover_svg(card.seed, card.domain)
    return card_svg(card.title, card.line, picture)


def _found(kind: str, slug: str) -> Card:
    """What is on the card now. Errors: NotFound."""
    if kind == "offering":
        return offering_card(ask(GUEST, offering_page, slug=slug).offering)
    if kind == "instructor":
        return instructor_card(ask(GUEST, instructor_page, slug=slug).instructor)
    if kind == "site":
        return SITE
    raise NotFound("There is no such picture.")
