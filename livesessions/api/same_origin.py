"""Lets one build be served at any address: the front end talks to wherever it came from."""

import re
from typing import Any

import reflex as rx


class NoAddressError(Exception):
    """The build holds its server's address in another way than we know: Reflex changed."""


class SameOrigin(rx.plugins.Plugin):
    """Takes the server's address, which Reflex writes into the build, out of it again.

    Reflex swaps the built-in host name for the page's own but keeps the port, so that a build for port
    8000 can't be served on another.
    """

    def post_build(self, **context: Any) -> None:
        """Rewrite the one file of `static_dir` that holds endpoints, before it is compressed."""
        paths = list(context["static_dir"].glob("assets/reflex-env-*.js"))
        for path in paths:
            path.write_text(without_address(path.read_text()))
        if not paths:
            raise NoAddressError("The build has no file of endpoints.")


_ENDPOINT = re.compile(r"""(["'`])(http|ws)://[^/"'`]+(/[^"'`]*)\1""")


def without_address(script: str) -> str:
    """`script` with every absolute endpoint made one of the page's own origin; raises NoAddressError."""
    script, count = _ENDPOINT.subn(
        lambda found: f'location.origin.replace("http","{found[2]}")+"{found[3]}"', script
    )
    if not count:
        raise NoAddressError("No endpoint was found in the build's environment file.")
    return script
