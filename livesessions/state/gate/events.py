"""`event` marks what a browser may call, `plain` what it may not. Use them through `state/base.py`."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple, Unpack, cast

import reflex as rx
from reflex.event import EventCallback

from livesessions.domain.errors import DomainError
from livesessions.runtime.limits import Rate
from livesessions.state.gate.policy import Policy, Terms, declare


class PageBroke(Exception):
    """A page could not be filled, by a mistake of ours; its cause says which."""


F = TypeVar("F", bound=Callable[..., Any])
S = TypeVar("S", bound=rx.State)
A = TypeVarTuple("A")


def event(
    policy: Policy, *, loads: bool = False, rate: Rate | None = None, **options: Any
) -> Callable[[Callable[[S, Unpack[A]], Any]], EventCallback[*A]]:
    """Makes a method an event that `policy` opens to browsers.

    `loads` says that it fills a page (it stands in `on_load`): a guest it doesn't admit is sent to the log-in
    page, what isn't there or isn't theirs gives 404 or 403. `rate` is this handler's own limit per person.
    `options` are those of `rx.event`: background, supersedes, throttle, debounce, prevent_default,
    stop_propagation, temporal.
    """

    def wrap(handler: Callable[[S, Unpack[A]], Any]) -> EventCallback[*A]:
        told = _telling(handler, loads)
        # Reflex's check of components against handlers knows neither forms nor dates; the gate checks.
        told.__annotations__ = dict.fromkeys(told.__annotations__, Any)
        declare(told, Terms(policy, rate, loads))
        return cast(EventCallback[*A], rx.event(told, **options))

    return wrap


def plain(method: F) -> F:
    """A public method that is no event: no browser can call it."""
    method.__override_base_method__ = True  # type: ignore[attr-defined]  # the mark Reflex leaves on its own
    return method


def _telling(handler: Callable[..., Any], loads: bool) -> Callable[..., Any]:
    """The handler, with every "no" it raises shown to the person instead of logged as a failure."""
    if inspect.isasyncgenfunction(handler):
        return _telling_steps(handler, loads)
    if inspect.iscoroutinefunction(handler):
        return _telling_once(handler, loads)
    if inspect.isgeneratorfunction(handler):
        raise TypeError(f"{handler.__qualname__}: a handler that yields is async")

    @functools.wraps(handler)
    def quick(self: Any, *args: Any, **kw: Any) -> Any:
        try:
            return handler(self, *args, **kw)
        except DomainError as no:
            return self._refuse_here(no, loads)

    return quick


def _telling_once(handler: Callable[..., Any], loads: bool) -> Callable[..., Any]:
    @functools.wraps(handler)
    async def once(self: Any, *args: Any, **kw: Any) -> Any:
        try:
            return await handler(self, *args, **kw)
        except DomainError as no:
            return await self._refuse(self, no, loads)
        except Exception as broken:
            if loads:
                raise PageBroke from broken
            raise

    return once


def _telling_steps(handler: Callable[..., Any], loads: bool) -> Callable[..., Any]:
    @functools.wraps(handler)
    async def steps(self: Any, *args: Any, **kw: Any) -> Any:
        try:
            async for step in handler(self, *args, **kw):
                yield step
        except DomainError as no:
            yield await self._refuse(self, no, loads)
        except Exception as broken:
            if loads:
                raise PageBroke from broken
            raise

    return steps
