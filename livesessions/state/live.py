"""Carries a hub's ring to open pages: the page's own handler runs again and asks again."""

from typing import Any


def watch(token: str, topic: str, handler: Any) -> None:
    """Runs `handler` for the page behind `token` whenever `topic` rings, until it goes elsewhere."""
