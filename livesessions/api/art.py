"""The pictures the app draws: portraits of people and covers of offerings. One address, one picture."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from livesessions.components.kit.art import avatar_svg, cover_svg

LONGEST = 200


def art_routes() -> list[Route]:
    """The routes."""
    return [Route("/art/avatar/{name:path}.svg", avatar), Route("/art/cover/{seed:path}.svg", cover)]


async def avatar(request: Request) -> Response:
    """A portrait for a name."""
    return _picture(avatar_svg(request.path_params["name"][:LONGEST]))


async def cover(request: Request) -> Response:
    """A cover for an offering's slug, in the style of its `domain`."""
    domain = request.query_params.get("domain", "")[:LONGEST]
    return _picture(cover_svg(request.path_params["seed"][:LONGEST], domain))


def _picture(svg: str) -> Response:
    # A week and not for ever: the hand that draws may change.
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=604800"})
