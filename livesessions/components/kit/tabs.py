"""Tabs: one of several panels, chosen with the arrow keys or a finger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from .primitives import TabsContent, TabsList, TabsRoot, TabsTrigger
from .values import Child

_TAB = (
    "relative inline-flex min-h-tap min-w-tap shrink-0 items-center justify-center gap-2 px-1 font-semibold "
    "whitespace-nowrap text-mute hover:text-ink focus-visible:-outline-offset-3 "
    "data-[state=active]:text-accent-text data-[state=active]:after:bg-accent-text "
    "after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:rounded-full"
)


@dataclass(frozen=True)
class Tab:
    """One tab: its value, the words on it (and maybe a badge), what it shows."""

    value: str
    label: Child
    content: Child
    extra: Child = field(default="")


def tabs(items: Sequence[Tab], *, label: str, start: str = "", **attrs: Any) -> rx.Component:
    """Panels behind tabs; starts at `start` or the first. `value` with `on_value_change(str)` controls it."""
    control = attrs if "value" in attrs else {"default_value": start or items[0].value, **attrs}
    row = TabsList.create(
        *[TabsTrigger.create(item.label, item.extra, value=item.value, class_name=_TAB) for item in items],
        aria_label=label,
        class_name="flex gap-6 overflow-x-auto border-b border-line [scrollbar-width:none]",
    )
    panels = [
        TabsContent.create(item.content, value=item.value, class_name="pt-6 outline-none") for item in items
    ]
    return TabsRoot.create(row, *panels, **control)
