"""Who is asking, for the length of one event. Only the gate says so; nothing a browser can replay does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Protocol

from livesessions.domain.errors import NotAllowed
from livesessions.runtime.work import GUEST, Actor


class Viewer(Protocol):
    """The person behind a login, as the accounts query tells it."""

    @property
    def user_id(self) -> int: ...

    @property
    def login_id(self) -> int:
        """Which log-in this is: another one after every log-out."""
        ...

    @property
    def name(self) -> str: ...

    @property
    def roles(self) -> frozenset[str]: ...

    @property
    def time_zone(self) -> str: ...

    @property
    def locale(self) -> str: ...

    @property
    def currency(self) -> str: ...

    @property
    def verified(self) -> bool:
        """Whether they have shown that their e-mail address is theirs."""
        ...


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent the event that is being handled.

    `visitor` is the browser's own random cookie, `address` the client's, `zone` what the browser says its
    time zone is. `look_again` finds the person anew; long-running handlers have it, so that a log-out
    reaches them.
    """

    viewer: Viewer | None = None
    visitor: str = ""
    address: str = ""
    zone: str = ""
    look_again: Callable[[], Viewer | None] | None = None

    @property
    def actor(self) -> Actor:
        """The caller as services and queries know them."""
        return Actor(self.viewer.user_id, self.viewer.roles) if self.viewer else GUEST

    def renewed(self) -> "Caller":
        """The same caller, looked up again where that is due; NotAllowed if they are somebody else by now."""
        if self.look_again is None:
            return self
        viewer = self.look_again()
        if _login(viewer) != _login(self.viewer):
            raise NotAllowed("You have been logged out.")
        return replace(self, viewer=viewer)


_caller: ContextVar[Caller] = ContextVar("caller", default=Caller())  # noqa: B039 (frozen)


def caller() -> Caller:
    """Who sent the event that is being handled; a guest outside of events."""
    return _caller.get()


def call_as(who: Caller) -> None:
    """Says who is asking for the rest of this task. The gate's alone."""
    _caller.set(who)


@contextmanager
def calling_as(who: Caller) -> Iterator[None]:
    """Says who is asking inside a `with`: for calling a handler by hand."""
    token = _caller.set(who)
    try:
        yield
    finally:
        _caller.reset(token)


def _login(viewer: Viewer | None) -> int | None:
    return viewer.login_id if viewer else None
