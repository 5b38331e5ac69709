"""What the app object needs to wear the kit: styles, head, the offline notice, the toasts."""

import reflex as rx

STYLESHEETS = ["styles/tokens.css", "styles/base.css"]


def head_components() -> list[rx.Component]:
    """The font before the text that needs it, and the colour of the browser's own frame."""
    font = "/fonts/figtree-latin-wght-normal.woff2"
    return [
        rx.el.link(
            rel="preload", href=font, custom_attrs={"as": "font"}, type="font/woff2", cross_origin="anonymous"
        ),
        rx.el.meta(name="theme-color", content="#fcfaf7", media="(prefers-color-scheme: light)"),
        rx.el.meta(name="theme-color", content="#151311", media="(prefers-color-scheme: dark)"),
    ]
