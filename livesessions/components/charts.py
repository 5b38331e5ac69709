"""Plotly in the app's colours, loaded when somebody looks at it."""

from typing import Any

import reflex as rx
from plotly.graph_objs import Figure  # type: ignore[import-untyped]
from plotly.graph_objs.layout import Template  # type: ignore[import-untyped]
from reflex_components_core.core.cond import color_mode_cond

from livesessions.components.kit.tokens import colours

_SEEN = rx.asset("seen.js", shared=True)

LIGHT, DARK = colours("light"), colours("dark")
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


class Seen(rx.Component):
    """See seen.js."""

    library = f"$/public/{_SEEN}"
    tag = "Seen"


def chart(traces: list[dict[str, Any]], layout: dict[str, Any], *, label: str) -> rx.Component:
    """Traces of plotly.js's basic bundle. `label` is all a screen reader hears: put a table beside it."""
    figure = rx.Var.create({"data": traces}).to(Figure)
    plot = rx.plotly.basic(
        data=figure,
        layout={**_LAYOUT, **layout},
        config=CONFIG,
        template=color_mode_cond(
            light=rx.Var.create(_template(LIGHT)), dark=rx.Var.create(_template(DARK))
        ).to(Template),
        use_resize_handler=True,
        style={"width": "100%", "height": "100%"},
    )
    return rx.el.div(
        Seen.create(plot, class_name="h-80 w-full"), role="img", aria_label=label, class_name="min-w-0"
    )


def in_mode(name: str) -> Any:
    """One of the colours above, in the colour mode that is on."""
    return color_mode_cond(light=LIGHT[name], dark=DARK[name])


_LAYOUT: dict[str, Any] = {
    "autosize": True,
    "dragmode": False,
    "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    "showlegend": False,
}


def _template(tokens: dict[str, str]) -> dict[str, Any]:
    axis = {
        "gridcolor": tokens["line"],
        "linecolor": tokens["line"],
        "zerolinecolor": tokens["line"],
        "automargin": True,
        "fixedrange": True,
    }
    return {
        "layout": {
            "font": {"family": "Figtree, system-ui, sans-serif", "size": 13, "color": tokens["mute"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [tokens["accent-text"]],
            "hoverlabel": {"font": {"size": 14}},
            "xaxis": axis,
            "yaxis": axis,
        }
    }
