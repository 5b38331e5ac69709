"""What the app object needs to wear the kit: styles, head, the offline notice, the toasts."""

from collections.abc import Callable
from typing import Literal

import reflex as rx
from reflex_components_core.base.error_boundary import error_boundary

from .blocks import error_block
from .button import button_look
from .link import PlainLink
from .toast import offline_banner
from .tokens import colours

_KEEP_OFFLINE_PAGE = "addEventListener('load', () => navigator.serviceWorker?.register('/service-worker.js'))"
STYLESHEETS = ["styles/tokens.css", "styles/base.css"]


def head_components() -> list[rx.Component]:
    """The font before the text that needs it, icons, and the colour of the browser's own frame."""
    font = "/fonts/figtree-latin-wght-normal.woff2"
    return [
        rx.el.link(
            rel="preload", href=font, custom_attrs={"as": "font"}, type="font/woff2", cross_origin="anonymous"
        ),
        rx.el.link(rel="icon", href="/icons/icon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/icons/icon-180.png"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.script(_KEEP_OFFLINE_PAGE),
        _frame_colour("light"),
        _frame_colour("dark"),
    ]


def app_wraps() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """The offline notice and the apology for a page that broke, in the framework's places for its own."""
    return {
        (55, "ErrorBoundary"): lambda stateful: error_boundary(
            fallback_render=rx.Var.create(_apology()), **({} if stateful else {"on_error": rx.noop()})
        ),
        (5, "Overlay"): lambda stateful: offline_banner() if stateful else None,
    }


def _frame_colour(mode: Literal["light", "dark"]) -> rx.Component:
    # As an attribute of its own name, `media` would be taken for a style.
    only = {"media": f"(prefers-color-scheme: {mode})"}
    return rx.el.meta(name="theme-color", content=colours(mode)["canvas"], custom_attrs=only)


def _apology() -> rx.Component:
    again = PlainLink.create("Load it again", href="", class_name=button_look())
    return rx.el.main(
        error_block(
            "This page broke", "Sorry. Nothing you saved is lost, and we were told about it.", action=again
        ),
        class_name="grid min-h-dvh place-items-center",
    )
