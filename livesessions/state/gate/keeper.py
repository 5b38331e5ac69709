"""The gate: every event of every client passes it before its handler runs.

    Gate(identify, Cookies(secure=True), make_limits(redis_url)).install(app)
    refuse_undeclared()          # once all states are imported

For each event it (1) finds the person by the login cookie of the connection, anew each time, (2) makes sure that
the state tree is that person's, (3) refuses handlers without a policy and people whom the policy doesn't admit,
(4) checks what the event carries, (5) counts. Then the handler runs as that person: `caller.caller()`.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex.event import Event, EventSpec
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.constants import RouteVar
from reflex_base.registry import RegisteredEventHandler, RegistrationContext

from livesessions.domain.suspensions import TEACHING_SUSPENDED
from livesessions.runtime.cookies import Cookies
from livesessions.runtime.limits import Limits
from livesessions.runtime.log import logger
from livesessions.runtime.work import INSTRUCTOR, PAUSED
from livesessions.state import live
from livesessions.state.base import AppState, FieldErrors
from livesessions.state.gate.arrival import Arrival, Porter, TooFast, Unknown
from livesessions.state.gate.binding import Errands, blank, key_of, redial
from livesessions.state.gate.caller import Caller, Viewer, call_as
from livesessions.state.gate.envelope import look_first
from livesessions.state.gate.failures import backend_exception_handler, frontend_exception_handler
from livesessions.state.gate.payload import Form, Unusable, checked, signature_of
from livesessions.state.gate.policy import Policy, terms_of
from livesessions.state.gate.refusals import Refusals, hang_up
from livesessions.state.gate.scrub import scrub_logs

log = logger(__name__)

Identify = Callable[[str], Viewer | None]


class Gate(Middleware):
    """Decides on every event. `identify` finds the person behind a login cookie; it runs on a thread."""

    def __init__(self, identify: Identify, cookies: Cookies, limits: Limits) -> None:
        self._porter = Porter(identify, cookies, limits)
        self._errands = Errands()
        self._refusals = Refusals()
        self._redialling: set[asyncio.Future[None]] = set()

    def install(self, app: rx.App) -> None:
        """Puts the gate into the app, with what the person and the log get to see when a handler breaks."""
        app.add_middleware(self, index=0)
        app.backend_exception_handler = backend_exception_handler
        app.frontend_exception_handler = frontend_exception_handler
        scrub_logs()
        if app.event_namespace is not None:
            look_first(app.event_namespace, self._refusals)

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """None lets the event through; an update is all that the client gets instead."""
        try:
            arrival = Arrival.of(app, state, event)
            if arrival.is_overtaken:
                raise Unknown("its sender has left")
            if arrival.is_late:
                return StateUpdate()
            if arrival.terms.policy.inside:
                call_as(Caller())
                return await self._check_payload(arrival)
            who, wait = await asyncio.to_thread(self._porter.meet, arrival)
        except (Unknown, TooFast) as no:
            await self._refuse(app, state, no, event)
            return StateUpdate()
        return await self._decide(arrival, who, wait)

    async def _refuse(self, app: rx.App, root: BaseState, no: Exception, event: Event) -> None:
        socket = str(root.router_data.get(RouteVar.SESSION_ID, ""))
        self._refusals.tell(socket, name=event.name[:200], why=str(no))
        if app.event_namespace is not None and self._refusals.is_enough(socket):
            await hang_up(app.event_namespace, socket)

    async def _decide(self, arrival: Arrival, who: Caller, wait: float) -> StateUpdate | None:
        call_as(who)
        home = await arrival.root.get_state(AppState)
        if not await self._claim(arrival, home, who):
            return await _answer(arrival)
        home._welcome(who)
        if arrival.opens_page:
            live.forget(arrival.token)
            home._turn_page(resumes=arrival.resumes)
        refusal = self._refusal(home, arrival, who, wait)
        if refusal is not None:
            return await _answer(arrival, refusal)
        if arrival.background:
            self._errands.note(arrival.token)
        return await self._check_payload(arrival)

    def _refusal(self, home: AppState, arrival: Arrival, who: Caller, wait: float) -> list[EventSpec] | None:
        """What to send instead of running the handler; None if it may run."""
        policy = arrival.terms.policy
        if policy.signed_in and who.viewer is None:
            return [home.to_log_in()]
        if not arrival.admits(who.actor.roles):
            self._tell(arrival, who, "role")
            if arrival.terms.loads:
                home.problem = 403
            else:
                home.say(_why_not(who, policy), "error")
            return []
        if wait:
            self._tell(arrival, who, "rate")
            home.say(f"That was a lot at once. Please try again in {max(1, round(wait))} s.", "error")
            return []
        return None

    def _tell(self, arrival: Arrival, who: Caller, why: str) -> None:
        self._refusals.tell(arrival.socket, name=arrival.event.name, why=why, user_id=who.actor.user_id)

    async def _claim(self, arrival: Arrival, home: AppState, who: Caller) -> bool:
        """Whether the tree is this caller's now and the event may go on in it."""
        key = key_of(who, arrival.socket)
        if home._bound_to == key:
            return True
        fresh = not home._bound_to
        if not fresh:
            self._errands.end(arrival.token)
            live.forget(arrival.token)
            await blank(arrival.root)
            log.info("state_changed_hands", name=arrival.event.name)
        home._bound_to = key
        if fresh or arrival.hydrates:
            return True
        home._welcome(who)
        self._redial(arrival)
        return False

    async def _check_payload(self, arrival: Arrival) -> StateUpdate | None:
        try:
            fields = checked(arrival.signature, arrival.event.payload)
        except Unusable as no:
            self._refusals.tell(arrival.socket, "payload_refused", name=arrival.event.name, why=str(no))
            target = await arrival.root.get_state(arrival.state)
            if isinstance(target, AppState):
                target._mark(no.fields)
            return await _answer(arrival)
        if any(isinstance(field, Form) for field in fields.values()):
            await self._unmark(arrival)
        arrival.event.payload.clear()
        arrival.event.payload.update(fields)
        return None

    @staticmethod
    async def _unmark(arrival: Arrival) -> None:
        target = await arrival.root.get_state(arrival.state)
        if isinstance(target, FieldErrors) and target.errors:
            target.errors = {}

    def _redial(self, arrival: Arrival) -> None:
        def start(_: object) -> None:
            redialling = asyncio.ensure_future(redial(arrival.app, arrival.token))
            self._redialling.add(redialling)
            redialling.add_done_callback(self._redialling.discard)

        task = asyncio.current_task()
        if task is not None:
            task.add_done_callback(start)  # the blank state goes out first


def refuse_undeclared(package: str = "livesessions") -> None:
    """Raises TypeError for events of the package that declare no policy, or take anything at all."""
    handlers = RegistrationContext.get().event_handlers
    ours = {name: each.handler.fn for name, each in handlers.items() if _is_of(package, name, each)}
    bare = sorted(name for name, handler in ours.items() if terms_of(handler) is None)
    if bare:
        raise TypeError(f"events without a policy: {', '.join(bare)}")
    for handler in ours.values():
        signature_of(handler)


def _is_of(package: str, name: str, registered: RegisteredEventHandler) -> bool:
    module = registered.states[0].__module__ if registered.states else ""
    return f"{module}.".startswith(f"{package}.") and not name.endswith(".setvar")


def _why_not(who: Caller, policy: Policy) -> str:
    is_paused = PAUSED in who.actor.roles and INSTRUCTOR in policy.roles
    return TEACHING_SUSPENDED if is_paused else "You may not do this."


async def _answer(arrival: Arrival, send: Any = None) -> StateUpdate:
    root = arrival.root
    delta = await root._get_resolved_delta()
    root._clean()  # type: ignore[no-untyped-call]
    return StateUpdate(delta=delta, events=Event.from_event_type(send))
