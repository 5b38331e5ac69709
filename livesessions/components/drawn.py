"""A part drawn as HTML by the server, the way the browser would draw it: for the screen that comes before scripts.

Only what is known now can be drawn: Vars, handlers and parts that need a script are a NotDrawnError.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import reflex as rx
from markupsafe import Markup, escape

_LINKS = {"AppLink", "PlaceLink"}
_NAMES = {
    "className": "class",
    "htmlFor": "for",
    "dateTime": "datetime",
    "fetchPriority": "fetchpriority",
    "to": "href",
}
_FOR_SCRIPTS = {"key", "ref", "prefetch", "end"}
_CHILDLESS = {"img", "input", "br", "hr"}
_PROP = re.compile(r'"?([\w-]+)"?:(.*)', re.DOTALL)
_STYLE = re.compile(r'\["([\w-]+)"\] : ("(?:[^"\\]|\\.)*")')
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class NotDrawnError(Exception):
    """The part is not complete before scripts run; says what it lacks."""


def drawn(part: rx.Component) -> Markup:
    """The HTML of a part and everything in it. Its words are escaped. Raises NotDrawnError."""
    return Markup("").join(_nodes(part.render()))


def _nodes(node: Mapping[str, Any]) -> Iterator[Markup]:
    if "contents" in node:
        yield escape(_known(node["contents"]))
        return
    name = node.get("name", "")
    inside = (html for child in node.get("children", ()) for html in _nodes(child))
    if name == "Fragment":
        yield from inside
        return
    tag = "a" if name in _LINKS else str(_known(name))
    yield Markup("<{}{}>").format(tag, Markup("").join(_attributes(node["props"])))
    if tag not in _CHILDLESS:
        yield from inside
        yield Markup("</{}>").format(tag)


def _attributes(props: list[str]) -> Iterator[Markup]:
    for prop in props:
        found = _PROP.fullmatch(prop)
        name, value = found.groups() if found else ("", prop)
        if name == "css":
            yield Markup(' style="{}"').format(_style(value))
        elif name not in _FOR_SCRIPTS and (known := _known(value)) not in (False, None):
            yield Markup(' {}="{}"').format(_NAMES.get(name, name), "" if known is True else known)


def _style(css: str) -> str:
    rules = ((_HUMP.sub("-", name).lower(), _known(value)) for name, value in _STYLE.findall(css))
    return "; ".join(f"{name}: {value}" for name, value in rules)


def _known(value: str) -> Any:
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise NotDrawnError(value[:200]) from None
