"""What came over the wire, held against the library's own parameter types."""

import re
from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

from stripe._request_options import RequestOptions
from typing_extensions import is_typeddict

Params = dict[str, Any]
OPTIONS = set(RequestOptions.__annotations__)
NAMES = {"StripeContext": str, "Mapping": Mapping}


class WrongParameter(Exception):
    """What Stripe answers 400 to, with the parameter's name."""

    def __init__(self, name: str, code: str = "") -> None:
        super().__init__(f"Invalid parameter: {name} ({code or 'no code'})")
        self.name, self.code = name, code


def read(encoded: str, kind: type) -> Params:
    """The parameters of one request, typed as `kind` says; raises WrongParameter."""
    nested: Params = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True, strict_parsing=bool(encoded)):
        _put(nested, re.findall(r"[^\[\]]+", name), value)
    params: Params = _typed_dict(nested, kind, "")
    return params


def _put(nested: Params, path: list[str], value: str) -> None:
    for part in path[:-1]:
        nested = nested.setdefault(part, {})
    if path[-1] in nested:
        raise WrongParameter(path[-1], "parameter_invalid")
    nested[path[-1]] = value


def _typed(value: Any, hint: Any, name: str) -> Any:
    origin = get_origin(hint)
    if origin in (NotRequired, Required):
        return _typed(value, get_args(hint)[0], name)
    if origin in (Union, UnionType):
        return _any_of(value, get_args(hint), name)
    if is_typeddict(hint):
        return _typed_dict(value, hint, name)
    if origin is list:
        return _list(value, get_args(hint)[0], name)
    if origin is dict:
        return {key: _typed(item, str, f"{name}[{key}]") for key, item in _mapping(value, name).items()}
    return _scalar(value, hint, name)


def _any_of(value: Any, choices: tuple[Any, ...], name: str) -> Any:
    """`Literal[…] | str` leaves room for later words; here only those of this version are right."""
    words = {word for choice in choices if get_origin(choice) is Literal for word in get_args(choice)}
    if isinstance(value, str) and words - {""}:
        choices = tuple(choice for choice in choices if choice is not str)
    for choice in choices:
        try:
            return _typed(value, choice, name)
        except WrongParameter as wrong:
            last = wrong
    raise last


def _typed_dict(value: Any, kind: type, name: str) -> Params:
    hints = get_type_hints(kind, include_extras=True, localns=NAMES)
    given = _mapping(value, name)
    for key in given:
        if key not in hints or (not name and key in OPTIONS):
            raise WrongParameter(f"{name}[{key}]" if name else key, "parameter_unknown")
    for key in getattr(kind, "__required_keys__", ()):
        if key not in given:
            raise WrongParameter(f"{name}[{key}]" if name else key, "parameter_missing")
    return {key: _typed(item, hints[key], f"{name}[{key}]" if name else key) for key, item in given.items()}


def _list(value: Any, kind: Any, name: str) -> list[Any]:
    items = _mapping(value, name)
    if list(items) != [str(index) for index in range(len(items))]:
        raise WrongParameter(name, "parameter_invalid")
    return [_typed(item, kind, f"{name}[{index}]") for index, item in items.items()]


def _mapping(value: Any, name: str) -> Params:
    if not isinstance(value, dict):
        raise WrongParameter(name, "parameter_invalid")
    return value


def _scalar(value: Any, kind: Any, name: str) -> Any:
    if not isinstance(value, str):
        raise WrongParameter(name, "parameter_invalid")
    if get_origin(kind) is Literal and value in get_args(kind):
        return value
    if kind is int and re.fullmatch(r"-?[0-9]+", value):
        return int(value)
    if kind is bool and value in ("true", "false"):
        return value == "true"
    if kind is str and value:
        return value
    code = {int: "parameter_invalid_integer", str: "parameter_invalid_empty"}.get(kind, "parameter_invalid")
    raise WrongParameter(name, code)
