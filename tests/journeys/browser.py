"""Which browser the journeys use: the machine's Chromium, else Playwright's, else Debian's package.

python -m tests.journeys.browser    fetches one if there is none
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PLAYWRIGHTS_OWN = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
DEBIANS = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
NO_BROWSER = (
    "The browser tests need Chromium and none could be fetched: install the package chromium, run "
    "`.venv/bin/playwright install --with-deps chromium`, or name one: CHROMIUM=/path/to/chromium make test."
)


def main() -> None:
    if works():
        return
    print("Fetching a browser for the tests", flush=True)
    if succeeds(PLAYWRIGHTS_OWN) and works():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        succeeds(["apt-get", "update"])
        succeeds(DEBIANS)
    if not works():
        sys.exit(NO_BROWSER)


def works() -> bool:
    """Whether a browser starts and shows a page, without which nothing else is worth trying."""
    probe = "from tests.journeys.browser import open_and_close; open_and_close()"
    return succeeds([sys.executable, "-c", probe])


def open_and_close() -> None:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        chromium.new_page().goto("about:blank")
        chromium.close()


def launch(playwright: Playwright) -> Browser:
    """Start the machine's Chromium, or Playwright's own where the machine has none."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=named, args=OPTIONS)


def succeeds(command: list[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, capture_output=True).returncode == 0


if __name__ == "__main__":
    main()
