"""Reflex's own handlers: the few that browsers need, with the signatures Reflex should have checked.

All others stay shut, among them every state's `setvar` and the setters of single variables.
"""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from reflex.state import FrontendEventExceptionState, OnLoadInternalState, State, UpdateVarsInternalState
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler

from livesessions.runtime.limits import Rate
from livesessions.state.gate.policy import INSIDE, PUBLIC, Terms

ERROR_TEXT = 4000  # characters of a browser's error report that are kept


def _only_storage(stored: dict[str, str | None]) -> dict[str, str | None]:
    return {name: value for name, value in stored.items() if _is_storage(name)}


def _is_storage(name: str) -> bool:
    state_name, _, var = name.rpartition(".")
    state = RegistrationContext.get().base_states.get(state_name)
    return state is not None and bool(state._is_client_storage(var.removesuffix(FIELD_MARKER)))


def _cut(text: Any) -> Any:
    return text[:ERROR_TEXT] if isinstance(text, str) else text


Stored = Annotated[dict[str, str | None], Field(max_length=50), AfterValidator(_only_storage)]
Hash = Annotated[str, Field(max_length=64)]
Report = Annotated[str, BeforeValidator(_cut)]


def _hydrate(_state: State) -> None: ...


def _hydrate_and_load(
    _state: State,
    vars: Stored | None = None,
    hashes: Annotated[list[Hash], Field(max_length=5000)] | None = None,
) -> None: ...


def _set_is_hydrated(_state: State, value: bool) -> None: ...


def _update_vars_internal(_state: State, vars: Stored) -> None: ...


def _on_load_internal(_state: State) -> None: ...


def _handle_frontend_exception(_state: State, info: Report, component_stack: Report) -> None: ...


def _names(state: type[State], handler: str) -> str:
    return format_event_handler(state.event_handlers[handler])


HYDRATES = frozenset({_names(State, "hydrate"), _names(State, "hydrate_and_load")})
MOVES_ON = _names(OnLoadInternalState, "on_load_internal")

# name → its terms and a function with the signature its payload must have
OWN: dict[str, tuple[Terms, Callable[..., Any]]] = {
    _names(State, "hydrate"): (Terms(PUBLIC), _hydrate),
    _names(State, "hydrate_and_load"): (Terms(PUBLIC), _hydrate_and_load),
    _names(State, "set_is_hydrated"): (Terms(INSIDE), _set_is_hydrated),
    _names(OnLoadInternalState, "set_is_hydrated"): (Terms(INSIDE), _set_is_hydrated),
    MOVES_ON: (Terms(PUBLIC), _on_load_internal),
    _names(UpdateVarsInternalState, "update_vars_internal"): (Terms(PUBLIC), _update_vars_internal),
    _names(FrontendEventExceptionState, "handle_frontend_exception"): (
        Terms(PUBLIC, rate=Rate(times=5, seconds=60)),
        _handle_frontend_exception,
    ),
}
