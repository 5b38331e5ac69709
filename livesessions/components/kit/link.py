"""Links: inside the app they change the page without reloading it, and load it ahead on intent."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from .values import Child, Text, classes

_SOURCE = rx.asset("place_link.js", shared=True)
# What rx.el.a makes is a link of the router, which writes "#main" as "/log-in/#main" and loads no file.
PlainLink = rx.el.A
_QUIET = "rounded-tag text-inherit no-underline hover:text-accent-text"
_LOUD = (
    "rounded-tag font-medium text-accent-text underline decoration-accent-line decoration-2 "
    "underline-offset-4 hover:decoration-current"
)


class AppLink(ReactRouterLink):
    """A client-side link that loads its page when a pointer or the focus comes near."""

    alias = "AppLink"
    prefetch: rx.Var[str]


class PlaceLink(rx.Component):
    """An AppLink that knows whether it points at the page shown (`aria-current="page"`); see place_link.js."""

    library = f"$/public/{_SOURCE}"
    tag = "PlaceLink"
    to: rx.Var[str]
    end: rx.Var[bool]
    prefetch: rx.Var[str]


def anchor(*children: Child, href: Text, external: bool = False, **attrs: Any) -> rx.Component:
    """A bare link. `external`: another site, a file, or an HTTP route of the server (full page load)."""
    if not external:
        return AppLink.create(*children, to=href, prefetch="intent", **attrs)
    return PlainLink.create(*children, href=href, **attrs)


def link(
    *children: Child,
    href: Text,
    external: bool = False,
    quiet: bool = False,
    class_name: str = "",
    **attrs: Any,
) -> rx.Component:
    """A link in running text; `quiet` takes the colour of what is around it."""
    look = classes(_QUIET if quiet else _LOUD, class_name)
    return anchor(*children, href=href, external=external, class_name=look, **attrs)
