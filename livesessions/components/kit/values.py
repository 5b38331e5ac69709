"""What parts accept: words and flags that are either known now or arrive later as a Var."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, cast

import reflex as rx

Text: TypeAlias = str | rx.Var[str]
Flag: TypeAlias = bool | rx.Var[bool]
Number: TypeAlias = int | float | rx.Var[int] | rx.Var[float]
Handler: TypeAlias = Any
Child: TypeAlias = rx.Component | str | rx.Var[Any]


def classes(*parts: str | None) -> str:
    """Join class lists, leaving out what is empty."""
    return " ".join(part for part in parts if part)


def pick(table: Mapping[str, str], key: Text) -> Text:
    """Look a word up in a table: now for a str, in the browser for a Var."""
    if isinstance(key, rx.Var):
        return cast("rx.Var[str]", rx.Var.create(dict(table))[key])
    return table[key]


def each(items: Sequence[Any] | rx.Var[Any], render: Callable[[Any], rx.Component]) -> list[rx.Component]:
    """One component per item, whether the items are known now or are a Var list."""
    if isinstance(items, rx.Var):
        return [rx.foreach(items, render)]
    return [render(item) for item in items]


def when(condition: Flag | Text | Number, shown: Any, otherwise: Any = None) -> Any:
    """`shown` if the condition holds; decided now where it can be, else in the browser."""
    if isinstance(condition, rx.Var):
        return rx.cond(condition, shown, otherwise if otherwise is not None else rx.fragment())
    if condition:
        return shown
    return otherwise if otherwise is not None else rx.fragment()


def is_given(value: Any) -> bool:
    """A Var counts as given: what it holds is known only in the browser."""
    return isinstance(value, rx.Var) or bool(value)
