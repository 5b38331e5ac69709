"""A state tree belongs to one login, or to one browser of nobody's. Whoever else comes gets a blank one.

Reflex finds the tree by a token that the browser keeps in its session storage and names in the socket's
address. The token alone must open nothing: a log-out, another person on the same computer and a copied token
start blank.
"""

import asyncio
from collections import defaultdict
from hashlib import sha256
from weakref import WeakSet

import reflex as rx
from reflex.istate.manager.redis import StateManagerRedis
from reflex.state import BaseState, State
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext

from livesessions.state import live
from livesessions.state.gate.caller import Caller

NONSENSE = "9"  # no kind of packet that Socket.IO knows


def key_of(who: Caller, socket: str) -> str:
    """Whom a tree belongs to. A browser without cookies owns its tree for one connection."""
    if who.viewer is not None:
        return f"login:{who.viewer.login_id}"
    if who.visitor:
        return f"visitor:{sha256(who.visitor.encode()).hexdigest()[:32]}"
    return f"connection:{socket}"


async def blank(root: BaseState) -> None:
    """Gives every state of the tree its defaults, loaded or not."""
    if isinstance(EventContext.get().state_manager, StateManagerRedis):
        await _load_all(root)
    root.reset()  # type: ignore[no-untyped-call]
    _forget_computed(root)


async def _load_all(root: BaseState) -> None:
    # Redis gives only the states that the event needs; memory holds the whole tree.
    for state in list(RegistrationContext.get().base_states.values()):
        if issubclass(state, State):
            await root.get_state(state)


def _forget_computed(state: BaseState) -> None:
    for var in type(state).computed_vars.values():
        var.mark_dirty(instance=state)
    for below in state.substates.values():
        _forget_computed(below)


class Errands:
    """The background handlers that run in this process, by client: a tree that changes hands ends them."""

    def __init__(self) -> None:
        self._tasks: defaultdict[str, WeakSet[asyncio.Task[object]]] = defaultdict(WeakSet)

    def note(self, token: str) -> None:
        """The current task is an errand for `token`."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks[token].add(task)
            task.add_done_callback(lambda _: self._drop(token, task))

    def end(self, token: str) -> None:
        """Cancels what still runs for `token`, but not the task that asks for it."""
        for task in list(self._tasks.get(token, ())):
            if task is not asyncio.current_task():
                task.cancel()

    def _drop(self, token: str, task: "asyncio.Task[object]") -> None:
        self._tasks[token].discard(task)
        if not self._tasks[token]:
            del self._tasks[token]


async def redial(app: rx.App, token: str) -> None:
    """Makes the client's browser hang up and connect again, with the cookies that it has by now."""
    namespace, server = app.event_namespace, app.sio
    socket = live.socket_of(namespace, token) if namespace else None
    if namespace is None or server is None or socket is None:
        return
    line = server.manager.eio_sid_from_sid(socket, namespace.namespace)
    if line is not None:
        # A proper goodbye would tell the browser not to come back; after nonsense it starts over.
        await server.eio.send(line, NONSENSE)
