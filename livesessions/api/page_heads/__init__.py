"""What the public pages say before any script runs: from the same queries as the pages themselves.

FrontEnd(…, head=page_heads("https://live.example", FirstScreens()))
"""

import re
from collections.abc import Callable

from livesessions.api.head import HeadParts
from livesessions.api.page_heads.home import home_head, sessions_head
from livesessions.api.page_heads.instructor import instructor_head
from livesessions.api.page_heads.offering import offering_head
from livesessions.api.page_heads.others import other_head
from livesessions.api.page_heads.screens import Screens
from livesessions.api.static import NOT_FOUND, PageHead
from livesessions.domain.errors import NotFound
from livesessions.runtime import routes

_SLUG = re.compile(r"[^/]+")


def page_heads(origin: str, screens: Screens) -> PageHead:
    """Says what to put into the page at a path. What nobody may see, and what there isn't, is a 404."""

    def page_head(path: str, query: str = "") -> HeadParts:
        if path == routes.HOME:
            return home_head(origin, screens)
        if path == routes.SESSIONS:
            return sessions_head(origin, screens, query)
        if slug := _slug(path, routes.OFFERING):
            return _found(offering_head, origin, screens, slug)
        if slug := _slug(path, routes.INSTRUCTOR):
            return _found(instructor_head, origin, screens, slug)
        return other_head(origin, path)

    return page_head


def _slug(path: str, pattern: str) -> str:
    """The slug in a path of this pattern; empty if it is none."""
    start = pattern.removesuffix("[slug]")
    rest = path.removeprefix(start)
    return rest if path.startswith(start) and _SLUG.fullmatch(rest) else ""


def _found(
    head: Callable[[str, Screens, str], HeadParts], origin: str, screens: Screens, slug: str
) -> HeadParts:
    try:
        return head(origin, screens, slug)
    except NotFound:
        return NOT_FOUND
