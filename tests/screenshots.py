"""Pictures of every main page, in three widths and both modes, from the running app with its demo data.

python -m tests.screenshots [FOLDER]    (docs/screenshots by default)
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from livesessions.runtime.build import ensure_built
from tests.journeys.browser import launch
from tests.journeys.server import command, environment, running

WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
PASSWORD = "demo-sessions"
GUEST = {"home": "/", "results": "/sessions", "offering": "", "sign-up": "/sign-up"}
LEARNER = {"my-sessions": "/student/sessions", "settings": "/settings"}
TEACHER = {
    "dashboard": "/instructor/dashboard",
    "requests": "/instructor/dashboard/requests",
    "availability": "/instructor/dashboard/sessions",
    "offerings": "/instructor/dashboard/offerings",
    "earnings": "/instructor/dashboard/earnings",
    "reviews": "/instructor/dashboard/reviews",
}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    ensure_built()
    with TemporaryDirectory() as data, sync_playwright() as playwright:
        fill(Path(data))
        with running(Path(data)) as server:
            browser = launch(playwright)
            for mode in ("light", "dark"):
                for size, width in WIDTHS.items():
                    take_all(browser, server.base_url, folder, mode=mode, size=size, width=width)
            browser.close()


def fill(data: Path) -> None:
    """The demo's season, as `make run` plays it."""
    surroundings = environment(data, 8000, {})
    for name in ("migrate", "seed"):
        assert command(name, surroundings, sys.stdout.fileno()).wait() == 0


def take_all(browser: Browser, base_url: str, folder: Path, *, mode: str, size: str, width: int) -> None:
    for page, name, address in visits(browser, base_url, mode, width):
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(600)
        page.screenshot(path=folder / f"{name}-{size}-{mode}.jpg", type="jpeg", quality=60)


def visits(browser: Browser, base_url: str, mode: str, width: int) -> Iterator[tuple[Page, str, str]]:
    for email, pages in (("", GUEST), ("lena", LEARNER), ("tara", TEACHER)):
        context = browser.new_context(
            base_url=base_url, color_scheme=mode, viewport={"width": width, "height": 800}
        )
        page = context.new_page()
        if email:
            log_in(page, f"{email}@demo.livesessions.example")
        for name, address in pages.items():
            yield page, name, address or first_offering(page)
        context.close()


def log_in(page: Page, email: str) -> None:
    page.goto("/log-in", wait_until="networkidle")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "log-in" not in url)


def first_offering(page: Page) -> str:
    page.goto("/sessions", wait_until="networkidle")
    return page.locator("main a[href^='/sessions/']").first.get_attribute("href") or "/"


if __name__ == "__main__":
    main()
