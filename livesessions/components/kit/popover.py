"""Small panels beside what opens them: popover and tooltip."""

from typing import Any

import reflex as rx

from .primitives import (
    PopoverContent,
    PopoverPortal,
    PopoverRoot,
    PopoverTrigger,
    TooltipContent,
    TooltipPortal,
    TooltipProvider,
    TooltipRoot,
    TooltipTrigger,
)
from .values import Child, Text

PANEL = "z-50 animate-enter rounded-control border border-line bg-raised text-ink shadow-overlay outline-none"
_HINT = "z-60 max-w-xs animate-fade rounded-tag bg-ink px-3 py-1.5 text-sm text-canvas shadow-lift"


def popover(
    trigger: rx.Component,
    *content: Child,
    label: Text,
    align: str = "end",
    class_name: str = "w-80 p-4",
    **control: Any,
) -> rx.Component:
    """A panel that opens at its trigger (a button) and closes by Escape or a click elsewhere.

    `label` names it for a screen reader. `open` and `on_open_change` pass through.
    """
    panel = PopoverContent.create(
        *content,
        align=align,
        side_offset=8,
        collision_padding=12,
        aria_label=label,
        class_name=f"{PANEL} max-h-[70dvh] max-w-[calc(100vw-1.5rem)] overflow-y-auto {class_name}",
    )
    return PopoverRoot.create(PopoverTrigger.create(trigger), PopoverPortal.create(panel), **control)


def tooltip(trigger: rx.Component, text: Text, *, side: str = "top") -> rx.Component:
    """A word of help on hover and focus. Never the only place that says something: touch has no hover."""
    hint = TooltipContent.create(text, side=side, side_offset=6, collision_padding=12, class_name=_HINT)
    root = TooltipRoot.create(TooltipTrigger.create(trigger), TooltipPortal.create(hint))
    return TooltipProvider.create(root, delay_duration=300)
