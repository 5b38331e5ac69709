"""What every page's state stands on: who is looking, in which zone, and the two doors to the house.

    class OfferingState(AppState):
        offering: OfferingRow = OfferingRow()

        @event(PUBLIC, loads=True)                    # named in the page's on_load
        async def load(self) -> None:
            self.offering = await self.ask(offering_page, slug=self.param("slug"))
            self.watch(f"session_offering:{self.offering.id}", OfferingState.load)

        @event(SIGNED_IN, rate=Rate(times=10, seconds=60))
        async def hold(self, starts_at: AwareDatetime) -> rx.event.EventSpec:
            held = await self.perform(hold_slot, offering_id=self.offering.id, starts_at=starts_at)
            return rx.redirect(routes.booking(held.reference))

`event` replaces `rx.event` everywhere: the gate refuses handlers without a policy. Parameters are checked
against their annotations before the handler runs (`gate/payload.py`), and a `DomainError` it raises is shown
to the person: beside its field when the state mixes in `FieldErrors`, else as the page's `notice`. A page
load that finds nothing, or nothing this person may see, sets `problem`, and the page frame shows 404 or 403
at the same address.

Public names that aren't events are marked `@plain`; anything else public could be called by every browser.
What two handlers share is a `_private` method: a handler called by hand swallows its refusals.
"""

import asyncio
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, cast, overload

import reflex as rx
from pydantic import ConfigDict, TypeAdapter, ValidationError
from reflex.event import EventSpec
from reflex.istate.proxy import StateProxy

from livesessions.domain.errors import DomainError, NotAllowed, NotFound
from livesessions.runtime import work
from livesessions.runtime.limits import Rate
from livesessions.runtime.routes import log_in
from livesessions.runtime.work import View, Work
from livesessions.state import live
from livesessions.state.gate.caller import Caller, caller
from livesessions.state.gate.events import event, plain
from livesessions.state.gate.payload import Form, Whole
from livesessions.state.gate.policy import INSIDE, PUBLIC, SIGNED_IN, role
from livesessions.state.tries import spend_write

__all__ = [
    "INSIDE",
    "PUBLIC",
    "SIGNED_IN",
    "AppState",
    "FieldErrors",
    "Form",
    "Notice",
    "Rate",
    "ViewerRow",
    "Whole",
    "event",
    "plain",
    "role",
]

ADDRESS = ConfigDict(str_max_length=200, allow_inf_nan=False)

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class ViewerRow:
    """What every page may know of the person looking at it. Browsers see all of it."""

    signed_in: bool = False
    name: str = ""
    seed: str = ""
    has_dashboard: bool = False
    is_paused: bool = False  # their teaching is suspended, and they look at their dashboard only
    is_admin: bool = False
    must_verify: bool = False
    zone: str = "UTC"


@dataclass(frozen=True)
class Notice:
    """One sentence for the person. `number` goes up, so that the same sentence said twice is heard twice."""

    kind: Literal["", "success", "info", "error"] = ""
    text: str = ""
    reference: str = ""
    number: int = 0


class AppState(rx.State):
    """The root of the app's states. Browsers get all public vars of all states: secrets stay in `_vars`."""

    viewer: ViewerRow = ViewerRow()
    notice: Notice = Notice()
    problem: int = 0  # 0, 403, 404 or 500: what the page frame shows instead of the page
    _notice_carried: int = 0  # the notice that the page before this one had already
    _address: str = ""  # of the page that is open
    _resumed: bool = False  # that page lost its line and has it again: a load leaves open what is open
    _bound_to: str = ""  # the login or the visitor this tree belongs to; the gate's alone

    @plain
    async def ask(self, query: Callable[Concatenate[View, P], R], *args: P.args, **kw: P.kwargs) -> R:
        """Asks `query` as the person who sent this event, on a thread."""
        return await asyncio.to_thread(_asked, caller(), lambda who: work.ask(who.actor, query, *args, **kw))

    @plain
    async def perform(self, use_case: Callable[Concatenate[Work, P], R], *args: P.args, **kw: P.kwargs) -> R:
        """Performs `use_case` as the person who sent this event, on a thread. Raises TooOften beyond any hurry."""

        def go(who: Caller) -> R:
            spend_write(who.actor.user_id)
            return work.perform(who.actor, use_case, *args, **kw)

        return await asyncio.to_thread(_asked, caller(), go)

    @plain
    def watch(self, topic: str, handler: Any) -> None:
        """Runs the event `handler` again whenever `topic` rings, until this page is left or loaded again.

        Call it in the page's load, after the query that shows that this person may see the thing.
        """
        live.watch(self.rx_router_session.client_token, topic, handler)

    @overload
    def param(self, name: str) -> str: ...

    @overload
    def param(self, name: str, kind: type[R]) -> R: ...

    @plain
    def param(self, name: str, kind: Any = str) -> Any:
        """A part of the page's address, as `kind`; NotFound if it isn't one: anybody can type an address."""
        try:
            return _address_part(kind).validate_python(self.rx_router_page.params.get(name))
        except ValidationError:
            raise NotFound("There is no such page.") from None

    @plain
    def option(self, name: str, default: R) -> R:
        """A value after the question mark, of the default's type; the default if there is none such."""
        try:
            given = self.rx_router_page.params.get(name, default)
            return cast(R, _address_part(cast(Hashable, type(default))).validate_python(given))
        except ValidationError:
            return default

    @plain
    def say(self, text: str, kind: Literal["success", "info", "error"] = "success") -> None:
        """Shows a sentence on this page and the next, until another one is said or it is dismissed."""
        self.notice = Notice(kind, text, number=self.notice.number + 1)

    @plain
    def to_log_in(self) -> EventSpec:
        """Leads to the log-in page and back here afterwards."""
        url = self.rx_router_url
        return rx.redirect(log_in(then=f"{url.path}?{url.query}" if url.query else url.path))

    @event(PUBLIC)
    async def dismiss_notice(self) -> None:
        """Takes the notice away."""
        self.notice = replace(self.notice, kind="", text="", reference="")

    @event(INSIDE)
    async def apologise(self, text: str, reference: str = "", is_page: bool = False) -> None:
        """Says that something went wrong, under which number it was logged; `is_page`: so the page is empty."""
        self.problem = 500 if is_page else self.problem
        self.notice = Notice("error", text, reference, self.notice.number + 1)

    @staticmethod
    async def _refuse(state: Any, no: DomainError, loads: bool) -> EventSpec | None:
        """Shows a refusal; a background handler's state must be locked for it."""
        if isinstance(state, StateProxy):
            async with state:
                return cast(EventSpec | None, state._refuse_here(no, loads))
        return cast(EventSpec | None, state._refuse_here(no, loads))

    def _refuse_here(self, no: DomainError, loads: bool) -> EventSpec | None:
        if loads and isinstance(no, NotAllowed | NotFound):
            if isinstance(no, NotAllowed) and not self.viewer.signed_in:
                return self.to_log_in()
            self.problem = no.status
            return None
        self._mark({no.field or "": no.message})
        return None

    def _mark(self, problems: Mapping[str, str]) -> None:
        """Puts each sentence beside its field where there is room, else the first in the notice."""
        beside = {field: text for field, text in problems.items() if field}
        if isinstance(self, FieldErrors) and beside:
            cast(FieldErrors, self).errors = beside
            return
        self.say(next(iter(problems.values())), "error")

    def _turn_page(self, *, resumes: bool) -> None:
        address = self.rx_router_url.href
        self._resumed, self._address = resumes and address == self._address, address
        self.problem = 0
        if self._resumed:
            return
        if self._notice_carried == self.notice.number and self.notice.text:
            self.notice = replace(self.notice, kind="", text="", reference="")
        self._notice_carried = self.notice.number

    def _welcome(self, who: Caller) -> None:
        row = _viewer_row(who)
        if row != self.viewer:
            self.viewer = row


class FieldErrors(rx.State, mixin=True):
    """For states with a form: what is wrong, by field name, until the form is sent again.

    class SignUpState(FieldErrors, AppState): …
    """

    errors: dict[str, str] = {}


@cache
def _address_part(kind: Hashable) -> TypeAdapter[Any]:
    shape: Any = Whole if kind is int else kind
    return TypeAdapter(shape, config=ADDRESS)


def _asked(who: Caller, go: Callable[[Caller], R]) -> R:
    return go(who.renewed())


def _viewer_row(who: Caller) -> ViewerRow:
    person = who.viewer
    if person is None:
        return ViewerRow(zone=who.zone or "UTC")
    return ViewerRow(
        signed_in=True,
        name=person.name,
        seed=f"person-{person.user_id}",
        has_dashboard=who.actor.has_taught,
        is_paused=work.PAUSED in person.roles,
        is_admin="admin" in person.roles,
        must_verify=not person.verified,
        zone=person.time_zone,
    )
