"""The place in a page's HTML where the server writes the first screen, before any script runs."""

import reflex as rx

from .values import Child

# While it is empty it takes no place; when it is full, what stands next to it is not shown.
_LOOK = "empty:hidden [&:not(:empty)+*]:hidden"


class ServedPlace(rx.Component):
    """See served.js."""

    library = f"$/public/{rx.asset('served.js', shared=True)}"
    tag = "ServedPlace"


def served_or(waiting: Child) -> rx.Component:
    """What the server wrote there, or else `waiting`: a page opened by a link inside the app has no such words."""
    return rx.fragment(ServedPlace.create(class_name=_LOOK), waiting)
