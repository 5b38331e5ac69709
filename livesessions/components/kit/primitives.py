"""Headless primitives (Radix) wrapped once: focus, keyboard and roles are theirs, the look is the kit's.

A part with `as_child` hands its behaviour to its one child. It is compiled together with that child, because
a child compiled apart would not take the handed props.
"""

from typing import Any, Self

import reflex as rx
from reflex.event import no_args_event_spec, passthrough_event_spec
from reflex_base.constants.compiler import MemoizationMode


class Primitive(rx.Component):
    """What all wrapped parts share."""

    as_child: rx.Var[bool]
    force_mount: rx.Var[bool]


class Root(Primitive):
    """Holds open or closed; uncontrolled unless `open` is given."""

    tag = "Root"
    open: rx.Var[bool]
    default_open: rx.Var[bool]
    modal: rx.Var[bool]

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {**super().get_event_triggers(), "on_open_change": passthrough_event_spec(bool)}


class Handing(Primitive):
    """A part that hands its behaviour to its child."""

    _memoization_mode = MemoizationMode(recursive=False)

    @classmethod
    def create(cls, *children: Any, **props: Any) -> Self:
        return super().create(*children, **{"as_child": True, **props})


class Floating(Primitive):
    """A panel placed beside its trigger."""

    side: rx.Var[str]
    align: rx.Var[str]
    side_offset: rx.Var[int]
    collision_padding: rx.Var[int]


class DialogRoot(Root):
    library = "@radix-ui/react-dialog@1.3.1"
    alias = "DialogRoot"


class DialogTrigger(Handing):
    library = DialogRoot.library
    tag = "Trigger"
    alias = "DialogTrigger"


class DialogClose(Handing):
    library = DialogRoot.library
    tag = "Close"
    alias = "DialogClose"


class DialogPortal(Primitive):
    library = DialogRoot.library
    tag = "Portal"
    alias = "DialogPortal"


class DialogOverlay(Primitive):
    library = DialogRoot.library
    tag = "Overlay"
    alias = "DialogOverlay"


class DialogContent(Primitive):
    """See dialog.js."""

    library = f"$/public/{rx.asset('dialog.js', shared=True)}"
    tag = "DialogPanel"


class DialogTitle(Primitive):
    library = DialogRoot.library
    tag = "Title"
    alias = "DialogTitle"


class DialogDescription(Primitive):
    library = DialogRoot.library
    tag = "Description"
    alias = "DialogDescription"


class PopoverRoot(Root):
    library = "@radix-ui/react-popover@1.3.1"
    alias = "PopoverRoot"


class PopoverTrigger(Handing):
    library = PopoverRoot.library
    tag = "Trigger"
    alias = "PopoverTrigger"


class PopoverPortal(Primitive):
    library = PopoverRoot.library
    tag = "Portal"
    alias = "PopoverPortal"


class PopoverContent(Floating):
    library = PopoverRoot.library
    tag = "Content"
    alias = "PopoverContent"


class MenuRoot(Root):
    library = "@radix-ui/react-dropdown-menu@2.2.1"
    alias = "MenuRoot"


class MenuTrigger(Handing):
    library = MenuRoot.library
    tag = "Trigger"
    alias = "MenuTrigger"


class MenuContent(Floating):
    library = MenuRoot.library
    tag = "Content"
    alias = "MenuContent"


class MenuItem(Handing):
    library = MenuRoot.library
    tag = "Item"
    alias = "MenuItem"
    disabled: rx.Var[bool]

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {**super().get_event_triggers(), "on_select": no_args_event_spec}


class MenuSeparator(Primitive):
    library = MenuRoot.library
    tag = "Separator"
    alias = "MenuSeparator"


class TabsRoot(Primitive):
    library = "@radix-ui/react-tabs@1.2.1"
    tag = "Root"
    alias = "TabsRoot"
    value: rx.Var[str]
    default_value: rx.Var[str]

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {**super().get_event_triggers(), "on_value_change": passthrough_event_spec(str)}


class TabsList(Primitive):
    library = TabsRoot.library
    tag = "List"
    alias = "TabsList"


class TabsTrigger(Primitive):
    library = TabsRoot.library
    tag = "Trigger"
    alias = "TabsTrigger"
    value: rx.Var[str]


class TabsContent(Primitive):
    library = TabsRoot.library
    tag = "Content"
    alias = "TabsContent"
    value: rx.Var[str]


class TooltipProvider(Primitive):
    library = "@radix-ui/react-tooltip@1.4.1"
    tag = "Provider"
    alias = "TooltipProvider"
    delay_duration: rx.Var[int]


class TooltipRoot(Root):
    library = TooltipProvider.library
    alias = "TooltipRoot"


class TooltipTrigger(Handing):
    library = TooltipProvider.library
    tag = "Trigger"
    alias = "TooltipTrigger"


class TooltipPortal(Primitive):
    library = TooltipProvider.library
    tag = "Portal"
    alias = "TooltipPortal"


class TooltipContent(Floating):
    library = TooltipProvider.library
    tag = "Content"
    alias = "TooltipContent"
