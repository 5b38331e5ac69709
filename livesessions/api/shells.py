"""Lets the build draw the pages about one thing (`/sessions/[slug]`) too: their frame, and what they need."""

import json
import re
from typing import Any

import reflex as rx

CONFIG = "react-router.config.js"
_BEFORE = '"prerender": true'
_PART = re.compile(r"\[(\w+)\]")


class PrerenderingChangedError(Exception):
    """The build is told in another way than we know which pages to draw: Reflex changed."""


class Shells(rx.plugins.Plugin):
    """Adds one address for every pattern to those that are drawn at the build; nobody else ever asks for it.

    Without it such a page is drawn by its scripts alone, which find out one after the other which others they
    need.
    """

    def pre_compile(self, **context: Any) -> None:
        """Change the settings that the build is about to read."""
        listed = [page.route for page in context["unevaluated_pages"]]
        context["add_modify_task"](CONFIG, lambda config: with_samples(config, listed))


def with_samples(config: str, listed: list[str]) -> str:
    """`config` with a sample of every pattern among the routes; raises PrerenderingChangedError."""
    if _BEFORE not in config:
        raise PrerenderingChangedError("The build's settings do not say which pages to draw.")
    samples = json.dumps([sample(route) for route in listed if "[" in route])
    return config.replace(
        _BEFORE, f'"prerender": ({{getStaticPaths}}) => [...getStaticPaths(), ...{samples}]'
    )


def sample(route: str) -> str:
    """The address at which the page of a pattern is drawn: "sessions/[slug]" at "/sessions/_slug"."""
    return "/" + _PART.sub(r"_\1", route).strip("/")
