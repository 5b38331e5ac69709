"""What the app says in passing, and what it says when the line is cut."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from .icon import icon as draw


def toast_region() -> rx.Component:
    """The place toasts come up (`rx.toast.success("Saved")`); for `rx.App(toaster=…)`."""
    return rx.toast.provider(
        position="bottom-center",
        rich_colors=False,
        expand=False,
        close_button=True,
        offset="1.5rem",
        custom_attrs={"mobileOffset": {"bottom": "5.5rem", "left": "1rem", "right": "1rem"}},
    )


def offline_banner() -> rx.Component:
    """Shown while the connection to the server is lost; for `rx.App(overlay_component=…)`.

    It waits a second: a page that is being left loses its connection too.
    """
    line = rx.el.p("Reconnecting… What you typed is still here.")
    pill = rx.el.div(
        draw("wifi-off", size=18),
        line,
        role="status",
        class_name="pointer-events-auto flex animate-late items-center gap-2.5 rounded-card bg-ink px-4 "
        "py-2.5 text-sm font-medium text-canvas shadow-overlay",
    )
    look = "pointer-events-none fixed inset-x-4 top-20 z-70 flex justify-center"
    return rx.cond(has_connection_errors, rx.el.div(pill, class_name=look), rx.fragment())
