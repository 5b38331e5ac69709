"""What a learner sees."""

import re

from playwright.sync_api import Page

from tests.screenshots.demo import Demo
from tests.screenshots.registry import go, page_at, scene, settle

page_at("my-sessions", "/student/sessions", "lena")
page_at("my-sessions-empty", "/student/sessions", "newcomer")
page_at("settings", "/settings", "lena")
page_at("become-instructor", "/become-instructor", "newcomer")

STATUSES = ("pending", "accepted", "completed", "rejected", "expired", "cancelled")


def booking(status: str) -> None:
    @scene(f"booking-{status}", "learner")
    def act(page: Page, demo: Demo) -> None:
        pair = demo.booking(status, learner="lena")
        demo.enter(page, pair.learner)
        go(page, f"/bookings/{pair.reference}")


for status in STATUSES:
    booking(status)


@scene("booking-cancel", "lena")
def cancel(page: Page, demo: Demo) -> None:
    go(page, f"/bookings/{demo.booking('accepted', learner='lena').reference}")
    page.get_by_role("button", name="Cancel this booking").click()
    page.get_by_role("dialog").wait_for()


@scene("booking-cancel-for", "operator")
def cancel_for(page: Page, demo: Demo) -> None:
    cancel(page, demo)
    page.get_by_role("button", name="Cancel the booking").click()
    page.get_by_text("Please say why").wait_for()


@scene("notifications", "lena")
def bell(page: Page, _demo: Demo) -> None:
    go(page, "/")
    page.get_by_role("button", name="Notifications").click()
    page.get_by_role("heading", name="Notifications").wait_for()


@scene("account-menu", "lena")
def menu(page: Page, _demo: Demo) -> None:
    go(page, "/")
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menu").wait_for()


@scene("booking-modal-time", "lena")
def choose(page: Page, demo: Demo) -> None:
    open_modal(page, demo)


@scene("booking-modal-topic", "lena")
def topic(page: Page, demo: Demo) -> None:
    hold(page, demo)


@scene("booking-held", "lena")
def held(page: Page, _demo: Demo) -> None:
    go(page, "/student/sessions")


@scene("booking-modal-review", "lena")
def review(page: Page, demo: Demo) -> None:
    describe(page, demo)


@scene("payment-sandbox", "lena")
def sandbox(page: Page, demo: Demo) -> None:
    checkout(page, demo)


@scene("payment-declined", "lena")
def declined(page: Page, demo: Demo) -> None:
    checkout(page, demo)
    pay(page, "4000 0000 0000 0002")
    page.get_by_role("alert").first.wait_for()


@scene("payment-return", "lena")
def waiting(page: Page, demo: Demo) -> None:
    go(page, f"/payment/return?booking={demo.booking('held', learner='lena').reference}")


@scene("booking-just-paid", "lena")
def paid(page: Page, demo: Demo) -> None:
    checkout(page, demo)
    pay(page, "4242 4242 4242 4242")
    page.wait_for_url("**/bookings/*")
    settle(page)


def open_modal(page: Page, demo: Demo) -> None:
    go(page, demo.offering())
    page.get_by_role("button", name="Book", exact=True).filter(visible=True).first.click()
    # Where a time is held already, the modal opens at the next step.
    page.get_by_role("option").or_(page.get_by_label(re.compile("^Message to"))).first.wait_for()
    settle(page)


def hold(page: Page, demo: Demo) -> None:
    """The first time of the day, or the one that is held already."""
    open_modal(page, demo)
    if page.get_by_role("option").count():
        page.get_by_role("option").first.click()
    page.get_by_role("button", name="Go on to the review").wait_for()


def describe(page: Page, demo: Demo) -> None:
    hold(page, demo)
    wish = page.get_by_label("What would you like to learn?")
    if wish.count():
        wish.fill("Reading a score before the first rehearsal")
    page.get_by_role("button", name="Go on to the review").click()
    page.get_by_role("checkbox").wait_for()


def checkout(page: Page, demo: Demo) -> None:
    describe(page, demo)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Pay").click()
    page.wait_for_url("**/sandbox/checkout/*")


def pay(page: Page, number: str) -> None:
    page.locator("#number").fill(number)
    page.locator("#expiry").fill("12/40")
    page.locator("#cvc").fill("123")
    page.get_by_role("button").first.click()
