"""What went wrong: a session somebody was not happy with, a card that could not be charged."""

import re

from playwright.sync_api import Page

from tests.screenshots.demo import Demo
from tests.screenshots.registry import go, scene

TRIES = 20  # until the app has asked the bank


@scene("booking-reported", "learner")
def reported(page: Page, demo: Demo) -> None:
    pair = demo.report("The sound broke up for the first twenty minutes, and we did not get to my questions.")
    demo.enter(page, pair.learner)
    go(page, f"/bookings/{pair.reference}")


@scene("admin-reported", "operator")
def to_decide(page: Page, _demo: Demo) -> None:
    go(page, "/admin/money")
    page.get_by_role("heading", name="Reported problems").evaluate("it => it.scrollIntoView()")
    page.evaluate("scrollBy(0, -90)")


@scene("booking-owed", "learner")
def owed(page: Page, demo: Demo) -> None:
    page.goto("/sandbox")
    hold = page.locator("form[action^='/sandbox/holds/']").last
    reference = hold.locator("p").inner_text().rpartition(" ")[2]
    hold.get_by_role("button").click()
    pair = demo.accept(reference)
    demo.enter(page, pair.learner)
    pay = page.get_by_role("button", name=re.compile("^Pay"))
    for _ in range(TRIES):
        go(page, f"/bookings/{reference}")
        if pay.count():
            return
    raise AssertionError(f"{reference} is not owed")
