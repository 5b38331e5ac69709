"""Icons: a subset of Lucide (ISC licence), each as one path, drawn as inline SVG."""

import json
from pathlib import Path
from typing import Any

import reflex as rx

from .values import Text, classes, pick

PATHS: dict[str, str] = json.loads(Path(__file__).with_name("icons.json").read_text(encoding="utf-8"))


def icon(
    name: Text,
    *,
    size: int = 20,
    label: str = "",
    among: tuple[str, ...] = (),
    class_name: str = "",
    **attrs: Any,
) -> rx.Component:
    """Draw an icon in the current text colour. Decorative unless `label` says what it means.

    A Var name needs `among`: the names it can take, so that only those are sent.
    """
    table = {each: PATHS[each] for each in among} if among else PATHS
    meaning = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return rx.el.svg(
        rx.el.path(d=pick(table, name)),
        view_box="0 0 24 24",
        width=str(size),
        height=str(size),
        class_name=classes("icon", class_name),
        **meaning,
        **attrs,
    )
