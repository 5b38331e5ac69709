"""What a page is: a URL pattern of `runtime.routes` with a title, a layout and what runs when it opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One URL: its pattern, its title, what builds it, what runs when it opens."""

    route: str
    title: str
    build: Callable[[], Any]
    on_load: Sequence[Any] = ()
    description: str = ""
