"""A part drawn as HTML by the server, the way the browser would draw it: for the screen that comes before scripts.

Only what is known now can be drawn: Vars, handlers and parts that need a script are a NotDrawnError. What people
wrote goes through `said` first.

    drawn(kit.link(said(row).title, href=row.href))
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

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
_LESS = "\ue000"  # stands for "<"
T = TypeVar("T")


class NotDrawnError(Exception):
    """The part is not complete before scripts run; says what it lacks."""


def drawn(part: rx.Component) -> Markup:
    """The HTML of a part and everything in it. Its words are escaped. Raises NotDrawnError."""
    return Markup("").join(_nodes(part.render())).replace(_LESS, "<")


def said(words: T) -> T:
    """The same text, list or row, so that Reflex finds nothing in it but words.

    In a text it looks for the marks of its own Vars, and takes them from anybody who writes them into a title.
    """
    known: Any = words
    if isinstance(known, str):
        known = known.replace("<", _LESS)
    elif isinstance(known, list):
        known = [said(each) for each in known]
    elif is_dataclass(known) and not isinstance(known, type):
        known = replace(known, **{each.name: said(getattr(known, each.name)) for each in fields(known)})
    return cast(T, known)


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
        elif name not in _FOR_SCRIPTS:
            yield _attribute(_NAMES.get(name, name), _known(value))


def _attribute(name: str, value: Any) -> Markup:
    if value is None or value is False:
        return Markup("")
    return Markup(' {}="{}"').format(name, "" if value is True else value)


def _style(css: str) -> str:
    rules = ((_HUMP.sub("-", name).lower(), _known(value)) for name, value in _STYLE.findall(css))
    return "; ".join(f"{name}: {value}" for name, value in rules)


def _known(value: str) -> Any:
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise NotDrawnError(value[:200]) from None
