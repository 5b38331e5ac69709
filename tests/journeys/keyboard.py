"""Somebody who has a keyboard and nothing else."""

from playwright.sync_api import Locator, Page, expect

# Of the element itself, or of what it stands in: a card shows the focus of its one link.
RINGS = """each => getComputedStyle(each).boxShadow != "none" || [each, each.closest("article, label")]
    .some(each => each && getComputedStyle(each).outlineStyle != "none")"""
FAR = 60  # more stops than any page has before what is looked for


class Keyboard:
    """Keys, and Tab until something has the focus: what no Tab reaches can't be used."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, target: Locator) -> None:
        expect(target).to_be_visible()
        for _ in range(FAR):
            if target.evaluate("each => each === document.activeElement"):
                return self._must_be_seen(target)
            self.press("Tab")
        raise AssertionError(f"No Tab leads to {target}; the focus is on {self.here()}")

    def enter(self, target: Locator) -> None:
        self.go_to(target)
        self.press("Enter")

    def write(self, target: Locator, words: str) -> None:
        self.go_to(target)
        self.page.keyboard.type(words)

    def here(self) -> str:
        """The element that has the focus."""
        return str(self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))

    def _must_be_seen(self, target: Locator) -> None:
        assert target.evaluate(RINGS), f"The focus can't be seen on {self.here()}"
