"""What stands at an address that leads nowhere; served with status 404."""

import reflex as rx

from livesessions.components.site import missing, site
from livesessions.pages.routes import Page
from livesessions.runtime import routes


def not_found() -> rx.Component:
    return site(missing())


PAGE = Page(route=routes.NOT_FOUND, title="Page not found · Live Sessions", build=not_found)
