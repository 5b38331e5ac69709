"""The composition root: settings, database, gateways, API, pages, app. Knows all, known by none."""

import reflex as rx
from starlette.types import ASGIApp

from livesessions.api.security import Secure
from livesessions.api.static import FrontEnd, read_site
from livesessions.runtime.build import BUILT, ROUTES
from livesessions.runtime.settings import load_settings


def index() -> rx.Component:
    return rx.el.main(rx.el.h1("Live Sessions"))


def outside(inner: ASGIApp) -> ASGIApp:
    """What stands between the network and Reflex: our headers, then the built pages."""
    return Secure(FrontEnd(inner, read_site(BUILT, ROUTES)), origin=load_settings().origin)


app = rx.App(theme=None, api_transformer=outside)
app.add_page(index, route="/", title="Live Sessions")
