"""Which browser the journeys use: the machine's Chromium, else Playwright's, else Debian's package."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Error as PlaywrightError

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
NO_BROWSER = (
    "The browser tests need Chromium: install the package chromium, run `playwright install chromium`, "
    "or name one in CHROMIUM=/path/to/chromium."
)


class NoBrowserError(Exception):
    """No Chromium on this machine and none could be fetched."""


def launch(playwright: Playwright) -> Browser:
    """Start Chromium; raises NoBrowserError with what a person can do about it."""
    if path := on_this_machine():
        return playwright.chromium.launch(executable_path=path, args=OPTIONS)
    try:
        return playwright.chromium.launch(args=OPTIONS)
    except PlaywrightError:
        return playwright.chromium.launch(executable_path=fetched(), args=OPTIONS)


def on_this_machine() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def fetched() -> str | None:
    """Fetch a browser and tell where it is; None means Playwright's own, which it finds itself."""
    if succeeds([sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]):
        return None
    if os.geteuid() == 0 and shutil.which("apt-get"):
        succeeds(["apt-get", "update"])
        succeeds(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
    path = on_this_machine()
    if path is None:
        raise NoBrowserError(NO_BROWSER)
    return path


def succeeds(command: list[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, capture_output=True).returncode == 0
