"""The scenes there are: a name, who looks, and what brings the page there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.screenshots.demo import Demo

Act = Callable[[Page, Demo], None]
SCENES: list["Scene"] = []


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. `who` is one of the demo's people, "" a guest,
    "learner" or "teacher" a window in which the scene itself logs somebody in; `sizes`: all if empty."""

    name: str
    who: str
    act: Act
    sizes: tuple[str, ...] = ()


def scene(name: str, who: str = "", sizes: tuple[str, ...] = ()) -> Callable[[Act], Act]:
    """Puts a function on the list."""

    def put(act: Act) -> Act:
        SCENES.append(Scene(name, who, act, sizes))
        return act

    return put


def page_at(name: str, address: str, who: str = "", sizes: tuple[str, ...] = ()) -> None:
    """A scene that is nothing but an address."""
    scene(name, who, sizes)(lambda page, _demo: go(page, address))


def go(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("h1").first.wait_for(state="attached")
    settle(page)


def settle(page: Page) -> None:
    """Waits until nothing is loading any more."""
    page.wait_for_function("() => !document.querySelector('main [aria-busy=true]')")
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready")
