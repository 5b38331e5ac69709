"""Pictures of people and offerings; where nobody uploaded one, the app draws it (see `art`)."""

from typing import Any
from urllib.parse import quote

import reflex as rx

from .values import Text, classes

_escape: Any = rx.vars.FunctionStringVar.create("encodeURIComponent")
_SIZES = {"xs": "size-6", "sm": "size-9", "md": "size-12", "lg": "size-16", "xl": "size-28"}


def avatar_url(name: Text) -> Text:
    """Where a person's drawn portrait is served (by an HTTP route that answers with `avatar_svg`)."""
    escaped = _escape.call(name) if isinstance(name, rx.Var) else quote(name, safe="")
    return f"/art/avatar/{escaped}.svg"


def cover_url(seed: Text, domain: Text) -> Text:
    """Where an offering's drawn cover is served (by an HTTP route that answers with `cover_svg`)."""
    return f"/art/cover/{seed}.svg?domain={domain}"


def avatar(name: Text, *, src: Text = "", size: str = "md", class_name: str = "") -> rx.Component:
    """A person's picture. Decorative: their name stands beside it. Sizes xs, sm, md, lg, xl."""
    drawn = avatar_url(name)
    source = rx.cond(src, src, drawn) if isinstance(src, rx.Var) else src or drawn
    look = classes("shrink-0 rounded-full bg-sunken object-cover", _SIZES[size], class_name)
    return rx.el.img(
        src=source,
        alt="",
        loading="lazy",
        decoding="async",
        class_name=look,
        custom_attrs=_size("112", "112"),
    )


def cover(
    seed: Text = "",
    domain: Text = "",
    *,
    src: Text = "",
    eager: bool = False,
    class_name: str = "",
    **attrs: Any,
) -> rx.Component:
    """An offering's picture, 16:10; `eager` for the one that is seen first on a page."""
    drawn = cover_url(seed, domain)
    source = rx.cond(src, src, drawn) if isinstance(src, rx.Var) else src or drawn
    order = {} if eager else {"loading": "lazy"}
    shape = _size("640", "400") | ({"fetchPriority": "high"} if eager else {})
    look = classes("aspect-[16/10] w-full bg-sunken object-cover", class_name)
    return rx.el.img(
        src=source, alt="", decoding="async", class_name=look, custom_attrs=shape, **order, **attrs
    )


def _size(width: str, height: str) -> dict[str, str]:
    # As arguments of their own names they would be taken for styles.
    return {"width": width, "height": height}
