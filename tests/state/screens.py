"""States for tests that call handlers by hand, at an address, as somebody."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import reflex as rx

from livesessions.state.gate.caller import Caller, calling_as
from tests.people import BROWSER, Person

S = TypeVar("S", bound=rx.State)


async def screen(state: type[S], path: str = "/x", **query: str) -> S:
    """A fresh state tree's `state`, on the page at `path`."""
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]
    move(root, path, **query)
    return await root.get_state(state)


def move(root: rx.State, path: str, **query: str) -> None:
    """The same tree, on another page."""
    root.router_data = root._update_router_vars({"pathname": path, "asPath": path, "query": query}, {})


@contextmanager
def seen_by(
    person: Person | None = None, *, zone: str = "", address: str = "192.0.2.1", visitor: str = BROWSER
) -> Iterator[None]:
    """Events come from this person's browser; from a guest's without one."""
    viewer = person.viewer if person else None
    with calling_as(Caller(viewer=viewer, visitor=visitor, address=address, zone=zone)):
        yield
