"""What an instructor sees."""

from playwright.sync_api import Page

from tests.screenshots.demo import Demo
from tests.screenshots.registry import go, page_at, scene, settle

DASHBOARD = "/instructor/dashboard"
PARTS = ("", "/requests", "/sessions", "/offerings", "/offerings/new", "/earnings", "/reviews")


def name_of(part: str) -> str:
    return f"dashboard{part.replace('/', '-')}"


for part in PARTS:
    page_at(name_of(part), DASHBOARD + part, "tara")
for part in PARTS:
    if part != "/offerings/new":
        page_at(f"{name_of(part)}-empty", DASHBOARD + part, "beginner")
page_at("dashboard-calendar", f"{DASHBOARD}/calendar", "tara")
page_at("dashboard-calendar-month", f"{DASHBOARD}/calendar?view=month", "tara")
page_at("dashboard-calendar-empty", f"{DASHBOARD}/calendar", "beginner")
page_at("forbidden", DASHBOARD, "newcomer")
page_at("profile", "/become-instructor", "tara")


def hours(title: str, tab: str) -> None:
    @scene(f"dashboard-sessions-{title}", "tara")
    def act(page: Page, _demo: Demo) -> None:
        go(page, f"{DASHBOARD}/sessions")
        page.get_by_role("tab", name=tab).click()
        settle(page)
        page.get_by_role("tablist").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('[role=tablist]').scrollIntoView({block: 'start'})")
        page.evaluate("scrollBy(0, -90)")


for title, tab in {"rules": "Rules", "dates": "Dates", "preview": "Preview", "why": "Why not?"}.items():
    hours(title, tab)


@scene("dashboard-offering", "tara")
def editor(page: Page, _demo: Demo) -> None:
    go(page, f"{DASHBOARD}/offerings")
    page.locator(f"main a[href^='{DASHBOARD}/offerings/']:not([href$=new])").first.click()
    page.get_by_label("Title").wait_for()
    settle(page)


@scene("accept-request", "tara")
def accept(page: Page, _demo: Demo) -> None:
    go(page, f"{DASHBOARD}/requests")
    page.get_by_role("button", name="Accept").first.click()
    page.get_by_role("dialog").wait_for()


@scene("decline-request", "tara")
def decline(page: Page, _demo: Demo) -> None:
    go(page, f"{DASHBOARD}/requests")
    page.get_by_role("button", name="Decline").first.click()
    page.get_by_role("dialog").wait_for()


def booking(status: str) -> None:
    @scene(f"booking-{status}-instructor", "teacher")
    def act(page: Page, demo: Demo) -> None:
        pair = demo.booking(status, teacher="tara")
        demo.enter(page, pair.teacher)
        go(page, f"/bookings/{pair.reference}")


for status in ("pending", "accepted", "completed", "cancelled"):
    booking(status)
