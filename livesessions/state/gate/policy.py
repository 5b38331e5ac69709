"""Who may send an event, how often, and what the gate must know besides. Every handler declares it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from livesessions.runtime.limits import Rate

_MARK = "_livesessions_terms"


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may send an event. What the event may then do to which object is the service's question."""

    signed_in: bool = False
    roles: frozenset[str] = frozenset()
    inside: bool = False

    def admits_roles(self, roles: frozenset[str]) -> bool:
        """Whether somebody with these roles has one that is asked for, if any is."""
        return not self.roles or bool(self.roles & roles)


PUBLIC = Policy()
SIGNED_IN = Policy(signed_in=True)
INSIDE = Policy(inside=True)  # only our own handlers send it, no browser


def role(*names: str) -> Policy:
    """Signed in and with at least one of these roles."""
    return Policy(signed_in=True, roles=frozenset(names))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a handler declares: its policy, its own rate if any, and whether it loads a page."""

    policy: Policy
    rate: Rate | None = None
    loads: bool = False


def declare(handler: Callable[..., Any], terms: Terms) -> None:
    """Writes the terms on the handler's function, where Reflex's copies keep them."""
    setattr(handler, _MARK, terms)


def terms_of(handler: Callable[..., Any]) -> Terms | None:
    """The terms of a handler's function; None if it declared none."""
    terms = getattr(handler, _MARK, None)
    return terms if isinstance(terms, Terms) else None
