"""The first look at what a socket sends, before Reflex makes an event of it.

Reflex logs what it can't read whole, cookies and typed text included, and keeps a future for ever for every event
that nobody handles. What has no right form or no handler is therefore dropped here, with one short line.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from reflex.app import EventNamespace
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import sanitize_client_log_value
from typing_extensions import TypedDict

from livesessions.runtime.log import logger

log = logger(__name__)

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


def look_first(namespace: EventNamespace) -> None:
    """Puts the first look before the namespace's own reading."""
    read = namespace.on_event

    async def on_event(sid: str, data: Any) -> None:
        try:
            envelope = _ENVELOPE.validate_python(data)
        except ValidationError as error:
            kinds = {problem["type"] for problem in error.errors(include_input=False)}
            log.warning("event_refused", why="unreadable", problems=sorted(kinds))
            return
        if envelope["name"] not in RegistrationContext.get().event_handlers:
            name = sanitize_client_log_value(envelope["name"], max_length=100)
            log.warning("event_refused", why="nobody handles it", name=name)
            return
        await read(sid, envelope)

    replace: Callable[[str, Any], Awaitable[None]] = on_event
    namespace.on_event = replace  # type: ignore[assignment,method-assign]
