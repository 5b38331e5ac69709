"""One event at the gate: what it names, where it comes from, who sends it and how often they do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import unquote

import reflex as rx
from reflex.event import Event
from reflex.state import BaseState
from reflex_base.constants import CompileVars, RouteVar
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext

from livesessions.domain.times import is_zone
from livesessions.runtime.cookies import ZONE, Cookies, read_cookies
from livesessions.runtime.limits import Limits, Rate, household
from livesessions.runtime.work import INSTRUCTOR, PAUSED
from livesessions.state import live
from livesessions.state.gate import framework
from livesessions.state.gate.caller import Caller, Viewer
from livesessions.state.gate.policy import Terms, terms_of

PER_VISITOR = Rate(times=300, seconds=10)  # fast typing and dragging, in several tabs
PER_ADDRESS = Rate(times=2000, seconds=10)  # a school or an office shares one address
SHARED = 10  # how many people one address may stand for in a handler's own rate


class Unknown(Exception):
    """No browser may send this event."""


class TooFast(Exception):
    """This client or its address sends more than any person does."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event, its handler's terms, and the connection it came over."""

    app: rx.App
    root: BaseState
    event: Event
    state: type[BaseState]
    terms: Terms
    signature: Callable[..., Any]
    background: bool
    from_client: bool
    token: str

    @classmethod
    def of(cls, app: rx.App, root: BaseState, event: Event) -> Self:
        """The event as it arrives; raises Unknown if it isn't for browsers."""
        context = EventContext.get()
        registered = RegistrationContext.get().event_handlers[event.name]
        # What our own handlers enqueue has a parent; a ring is no client's either.
        from_client = context.parent_txid is None and not isinstance(event, live.LiveEvent)
        terms, signature = framework.OWN.get(event.name) or (
            terms_of(registered.handler.fn),
            registered.handler.fn,
        )
        if terms is None:
            raise Unknown("it declares no policy")
        if terms.policy.inside and from_client:
            raise Unknown("only our own handlers may send it")
        return cls(
            app=app,
            root=root,
            event=event,
            state=registered.states[0],
            terms=terms,
            signature=signature,
            background=registered.handler.is_background,
            from_client=from_client,
            token=context.token,
        )

    def admits(self, roles: frozenset[str]) -> bool:
        """Whether the policy does. Whose teaching is suspended may look at what is theirs, and change nothing."""
        only_looks = self.terms.loads or not self.from_client
        known = roles | {INSTRUCTOR} if only_looks and PAUSED in roles else roles
        return self.terms.policy.admits_roles(known)

    @property
    def socket(self) -> str:
        return str(self.root.router_data.get(RouteVar.SESSION_ID, ""))

    @property
    def address(self) -> str:
        return household(str(self.root.router_data.get(RouteVar.CLIENT_IP, "")))

    @property
    def cookies(self) -> str:
        return _cookies(self.root.router_data)

    @property
    def hydrates(self) -> bool:
        """Whether it asks for the whole state, as browsers do when they (re)connect."""
        return self.event.name in framework.HYDRATES

    @property
    def opens_page(self) -> bool:
        """Whether a page is about to load: a new one in the browser, or the next one in the same window."""
        return self.hydrates or (self.from_client and self.event.name == framework.MOVES_ON)

    @property
    def resumes(self) -> bool:
        """Whether a page that stands in the browser has its line again; a new one says what it was built with."""
        return self.hydrates and CompileVars.PAYLOAD_HASHES not in self.event.payload

    @property
    def is_late(self) -> bool:
        """Whether it is the ring of a page that has been left."""
        return live.is_late(self.event, self.token)

    @property
    def is_overtaken(self) -> bool:
        """Whether the line belongs to somebody with other cookies by now, who would read the answer."""
        line = live.connection_of(self.app, self.token)
        return line is not None and _cookies(line) != self.cookies


class Porter:
    """Looks at cookies and counts. Blocking: call it on a thread."""

    def __init__(self, identify: Callable[[str], Viewer | None], cookies: Cookies, limits: Limits) -> None:
        self._identify = identify
        self._names = cookies
        self._limits = limits

    def meet(self, arrival: Arrival) -> tuple[Caller, float]:
        """Who sends the event, and the seconds until the handler's own rate admits it; raises TooFast."""
        cookies = read_cookies(arrival.cookies)
        visitor = cookies.get(self._names.visitor, "")[:200]
        if arrival.from_client:
            self._count(visitor or arrival.socket, arrival.address)
        who = self._caller(arrival, cookies.get(self._names.login, ""), visitor, cookies.get(ZONE, ""))
        return who, self._wait(arrival, who)

    def _caller(self, arrival: Arrival, login: str, visitor: str, zone: str) -> Caller:
        def look() -> Viewer | None:
            return self._identify(login) if login else None

        zone = unquote(zone)
        return Caller(
            viewer=look(),
            visitor=visitor,
            address=arrival.address,
            zone=zone if is_zone(zone) else "",
            look_again=look if arrival.background else None,
        )

    def _count(self, visitor: str, address: str) -> None:
        spend = self._limits.spend
        if spend(f"visitor:{visitor}", PER_VISITOR) or spend(f"address:{address}", PER_ADDRESS):
            raise TooFast("too many events")

    def _wait(self, arrival: Arrival, who: Caller) -> float:
        rate = arrival.terms.rate
        if rate is None or not arrival.from_client:
            return 0.0
        name = arrival.event.name
        if who.viewer is not None:
            return self._limits.spend(f"{name}:user:{who.viewer.user_id}", rate)
        wait = self._limits.spend(f"{name}:visitor:{who.visitor}", rate) if who.visitor else 0.0
        return wait or self._limits.spend(f"{name}:address:{who.address}", rate.widened(SHARED))


def _cookies(router_data: dict[str, Any]) -> str:
    headers = router_data.get(RouteVar.HEADERS) or {}
    return str(headers.get("cookie", ""))
