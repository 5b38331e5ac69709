"""What sessions cost and bring: coupons, packages, payouts, receipts, and what an admin sees of it."""

from playwright.sync_api import Page

from tests.screenshots.demo import Demo
from tests.screenshots.registry import go, page_at, scene

DASHBOARD = "/instructor/dashboard"

page_at("dashboard-payouts", f"{DASHBOARD}/payouts", "tara")
page_at("dashboard-payouts-empty", f"{DASHBOARD}/payouts", "beginner")
page_at("dashboard-coupons-empty", f"{DASHBOARD}/coupons", "beginner")
page_at("receipts", "/student/receipts", "lena")
page_at("receipts-empty", "/student/receipts", "newcomer")
page_at("admin-money", "/admin/money", "operator")


@scene("dashboard-coupons", "tara")
def coupons(page: Page, demo: Demo) -> None:
    demo.bargains()
    go(page, f"{DASHBOARD}/coupons")


@scene("coupon-new", "tara")
def coupon(page: Page, _demo: Demo) -> None:
    go(page, f"{DASHBOARD}/coupons")
    page.get_by_role("button", name="New coupon").click()
    page.get_by_role("dialog").wait_for()


@scene("offering-packages", "lena")
def packages(page: Page, demo: Demo) -> None:
    demo.bargains()
    go(page, demo.offering())
    page.get_by_role("heading", name="Packages").first.scroll_into_view_if_needed()


@scene("receipt", "lena")
def receipt(page: Page, _demo: Demo) -> None:
    go(page, "/student/receipts")
    page.locator("main a[href^='/receipts/']").first.click()
    page.wait_for_url("**/receipts/*")
    page.get_by_role("heading", level=1).wait_for()
