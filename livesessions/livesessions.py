"""The composition root: settings, database, gateways, API, pages, app. Knows all, known by none."""

import reflex as rx


def index() -> rx.Component:
    return rx.el.main(rx.el.h1("Live Sessions"))


app = rx.App(theme=None)
app.add_page(index, route="/", title="Live Sessions")
