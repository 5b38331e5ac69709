"""What an event carries, checked against the handler's signature. Reflex itself checks nothing.

A parameter is annotated with what it may hold: `int`, `AwareDatetime`, an enum, `Annotated[str, …]`, a
`Form`. Keys the handler doesn't name are refused, text is at most 10,000 characters long, numbers are finite.

    class SignUp(Form):
        email: EmailStr
        newsletter: bool = False

    @event(PUBLIC)
    async def sign_up(self, form: SignUp) -> None: …
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    TypeAdapter,
    ValidationError,
    model_validator,
    with_config,
)
from pydantic_core import ErrorDetails
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY
from typing_extensions import TypedDict

from livesessions.domain.errors import DomainError

MAX_TEXT = 10_000
STRICT = ConfigDict(extra="forbid", str_max_length=MAX_TEXT, allow_inf_nan=False)

WORDS = {
    "missing": "Please fill this in.",
    "string_too_short": "This is too short.",
    "string_too_long": "At most {max_length} characters, please.",
    "string_type": "This is too long.",  # what pydantic says of a secret beyond all limits
    "int_parsing": "A whole number, please.",
    "int_from_float": "A whole number, please.",
    "float_parsing": "A number, please.",
    "decimal_parsing": "A number, please.",
    "greater_than": "This must be more than {gt}.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than": "This must be less than {lt}.",
    "less_than_equal": "This must be at most {le}.",
    "too_long": "At most {max_length}, please.",
    "too_short": "At least {min_length}, please.",
    "enum": "Please choose one of those offered.",
    "literal_error": "Please choose one of those offered.",
}


def _no_bool(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("A whole number, please.")
    return value


# A number that JSON can carry and a database column can hold.
Whole = Annotated[int, BeforeValidator(_no_bool), Field(ge=-(2**63), lt=2**63)]


class Form(BaseModel):
    """A form. Text is trimmed, an empty field counts as not sent, an unknown one is refused."""

    model_config = ConfigDict(**STRICT, str_strip_whitespace=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, fields: Any) -> Any:
        if not isinstance(fields, Mapping):
            return fields
        return {name: value for name, value in fields.items() if not _is_blank(value)}


class Unusable(Exception):
    """The payload doesn't fit; `fields` has a sentence for each input that is wrong."""

    def __init__(self, fields: dict[str, str], kinds: list[str]) -> None:
        super().__init__(", ".join(kinds))
        self.fields = fields


def checked(handler: Callable[..., Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload as the handler's own types; raises Unusable."""
    hints, adapter = signature_of(handler)
    try:
        fields = {name: _unwrapped(value, hints.get(name)) for name, value in payload.items()}
        return adapter.validate_python(fields)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=True, include_input=False)
        kinds = [f"{'.'.join(map(str, each['loc']))[:80]}: {each['type']}" for each in problems[:10]]
        raise Unusable({_field(each): _words(each) for each in problems}, kinds) from None
    except DomainError as no:
        raise Unusable({no.field or "": no.message}, [no.code]) from None


@cache
def signature_of(handler: Callable[..., Any]) -> tuple[dict[str, Any], TypeAdapter[dict[str, Any]]]:
    """The parameters' types and their validator; TypeError if one says nothing about what it holds."""
    parameters = list(inspect.signature(handler).parameters.values())[1:]
    known = get_type_hints(inspect.unwrap(handler), include_extras=True)
    hints = {each.name: _told(handler, each, known.get(each.name)) for each in parameters}
    shape = {
        each.name: (Required if each.default is each.empty else NotRequired)[_tightened(hints[each.name])]
        for each in parameters
    }
    made = with_config(STRICT)(TypedDict(handler.__name__, shape))  # type: ignore[operator]
    return hints, TypeAdapter(made)


def _told(handler: Callable[..., Any], parameter: inspect.Parameter, hint: Any) -> Any:
    vague = hint in (None, Any, object) or (get_origin(hint) or hint) in (dict, Mapping)
    if vague or parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        raise TypeError(f"{handler.__qualname__}: annotate “{parameter.name}” with what it may hold")
    return hint


def _tightened(hint: Any) -> Any:
    # JSON has real booleans and numbers; only text that says a number is still taken for one.
    if hint is bool:
        return StrictBool
    if hint is int:
        return Whole
    return hint


def _unwrapped(value: Any, hint: Any) -> Any:
    """Form fields arrive as a list of [name, value] under one key of Reflex's own."""
    entries = value.get(FORM_DATA_ENTRIES_KEY) if isinstance(value, dict) else None
    if entries is None:
        return value
    if len(value) != 1 or not _are_pairs(entries):
        return None
    many = _many_valued(hint)
    fields = dict(entries)
    return {
        name: [each for key, each in entries if key == name] if name in many else last
        for name, last in fields.items()
    }


def _are_pairs(entries: Any) -> bool:
    return isinstance(entries, list) and all(
        isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], str) for entry in entries
    )


@cache
def _many_valued(form: Any) -> frozenset[str]:
    """The form's fields that take every value sent under their name, as check boxes send them."""
    kinds = (list, tuple, set, frozenset)
    hints = get_type_hints(form) if inspect.isclass(form) else {}
    return frozenset(name for name, hint in hints.items() if _kind(hint) in kinds)


def _kind(hint: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return next((_kind(each) for each in get_args(hint) if each is not type(None)), None)
    return origin or hint


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _field(problem: ErrorDetails) -> str:
    names = [str(part) for part in problem["loc"] if isinstance(part, str)]
    return names[1] if len(names) > 1 else names[0] if names else ""


def _words(problem: ErrorDetails) -> str:
    template = WORDS.get(problem["type"])
    if template:
        return template.format(**problem.get("ctx", {}))
    if problem["type"] == "value_error":
        return problem["msg"].removeprefix("Value error, ")
    return "This can’t be used."
