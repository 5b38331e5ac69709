"""One browser window per person, and a picture of what is in it."""

import base64
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.screenshots.demo import NOW, Demo
from tests.screenshots.registry import Scene

HEIGHT = 800
QUALITY = 35  # of WebP: words stay sharp, 240 pictures stay small
# Booking numbers are drawn anew with every season, and a picture should not change for them.
SAME_NUMBERS = """() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (words.nextNode()) {
    words.currentNode.data = words.currentNode.data.replace(/\\b[2-9A-HJKMNP-Z]{10}\\b/g, "K7QX2MPA9D")
  }
}"""
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


class Camera:
    """Everybody looks through a window of the same width, in the same mode."""

    def __init__(self, browser: Browser, demo: Demo, *, width: int, mode: str, whole: Path | None) -> None:
        self._browser, self.demo, self.whole = browser, demo, whole
        self._options: dict[str, Any] = {
            "base_url": demo.base_url,
            "color_scheme": mode,
            "viewport": {"width": width, "height": HEIGHT},
            "timezone_id": "Europe/Berlin",
            "locale": "en-GB",
            "reduced_motion": "reduce",
            "has_touch": width < 700,
        }
        self._contexts: dict[str, BrowserContext] = {}

    def page(self, who: str) -> Page:
        """A fresh page in this person's browser."""
        if who not in self._contexts:
            self._contexts[who] = self._browser.new_context(**self._options)
            if who not in ("", "learner", "teacher"):
                self._contexts[who].add_cookies([self.demo.login(who)])
        page = self._contexts[who].new_page()
        page.set_default_timeout(15_000)
        page.clock.set_fixed_time(NOW)
        return page


def take(camera: Camera, scene: Scene, folder: Path, name: str) -> str:
    """Plays the scene and keeps its picture; gives what went wrong, if anything."""
    camera.demo.stop_the_clock()
    page = camera.page(scene.who)
    try:
        scene.act(page, camera.demo)
    except Error as error:
        return f"FAILED: {error.message.splitlines()[0]}"
    else:
        page.wait_for_timeout(300)  # what moves has come to rest
        page.evaluate(SAME_NUMBERS)
        keep(page, folder / f"{name}.webp")
        return "SCROLLS SIDEWAYS" if page.evaluate(TOO_WIDE) else ""
    finally:
        if camera.whole:
            page.screenshot(path=camera.whole / f"{name}.jpg", type="jpeg", quality=70, full_page=True)
        page.context.set_offline(False)
        page.close()


def keep(page: Page, target: Path) -> None:
    lens = page.context.new_cdp_session(page)
    shot = lens.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    target.write_bytes(base64.b64decode(shot["data"]))
