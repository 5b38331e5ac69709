"""What the people see who run the marketplace: everybody, who is suspended, and the question before."""

from playwright.sync_api import Page

from tests.screenshots.demo import Demo
from tests.screenshots.registry import go, page_at, scene

PEOPLE = "/admin/people"

page_at("admin-people", PEOPLE, "operator")


@scene("admin-people-suspend", "operator")
def suspend(page: Page, _demo: Demo) -> None:
    go(page, PEOPLE)
    page.get_by_role("searchbox").fill("Tara")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Suspend teaching Tara").click()
    page.get_by_role("dialog").get_by_role("button", name="Suspend teaching").click()
    page.get_by_text("Please give a reason").wait_for()


@scene("admin-people-suspended", "operator")
def suspended(page: Page, demo: Demo) -> None:
    demo.suspend("noah")
    go(page, PEOPLE)
    page.get_by_role("button", name="Suspended", exact=True).click()
    page.get_by_text("Teaching suspended", exact=True).first.wait_for()


@scene("dashboard-suspended", "noah")
def paused(page: Page, demo: Demo) -> None:
    demo.suspend("noah")
    go(page, "/instructor/dashboard")
