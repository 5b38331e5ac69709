"""The first look at what a socket sends, before Reflex makes an event of it.

Reflex logs what it can't read whole, cookies and typed text included, and keeps a future for ever for every event
that nobody handles. What has no right form or no handler is therefore dropped here, with one short line.
"""

from typing import Annotated, Any, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from reflex.app import EventNamespace
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import sanitize_client_log_value
from typing_extensions import TypedDict

from livesessions.state.gate.refusals import Refusals, hang_up

CALLED = "livesessions.called"
Text = Annotated[str, Field(max_length=4000)]


@with_config(ConfigDict(extra="ignore", strict=True))
class Route(TypedDict):
    """Where the browser says it is."""

    pathname: NotRequired[Text]
    asPath: NotRequired[Text]
    query: NotRequired[dict[Text, Text | None]]


@with_config(ConfigDict(extra="ignore", strict=True))
class Envelope(TypedDict):
    """What every event has."""

    name: Annotated[str, Field(max_length=500)]
    payload: NotRequired[dict[str, Any]]
    router_data: NotRequired[Route]


_ENVELOPE = TypeAdapter(Envelope)


def look_first(namespace: EventNamespace, refusals: Refusals) -> None:
    """Puts the first look before the namespace's own reading."""
    read, connect = namespace.on_event, namespace.on_connect

    async def on_event(sid: str, data: Any) -> None:
        try:
            envelope = _opened(data)
        except _NoEvent as no:
            refusals.tell(sid, **no.details)
            if refusals.is_enough(sid):
                await hang_up(namespace, sid)
            return
        await read(sid, envelope)

    async def on_connect(sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        # A second call over one line would find the first one's token taken, and get a new state with each.
        if environ.setdefault(CALLED, sid) != sid:
            raise ConnectionRefusedError("one page, one line")
        await connect(sid, environ, auth)

    namespace.on_event = on_event  # type: ignore[method-assign]
    namespace.on_connect = on_connect  # type: ignore[method-assign]


class _NoEvent(Exception):
    """It has no right form or no handler; `details` are for the log."""

    def __init__(self, **details: Any) -> None:
        super().__init__()
        self.details = details


def _opened(data: Any) -> Envelope:
    try:
        envelope = _ENVELOPE.validate_python(data)
    except ValidationError as error:
        kinds = {problem["type"] for problem in error.errors(include_input=False)}
        raise _NoEvent(why="unreadable", problems=sorted(kinds)) from None
    if envelope["name"] not in RegistrationContext.get().event_handlers:
        name = sanitize_client_log_value(envelope["name"], max_length=100)
        raise _NoEvent(why="nobody handles it", name=name)
    return envelope
