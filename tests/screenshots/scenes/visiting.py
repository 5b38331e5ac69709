"""What a guest sees."""

from playwright.sync_api import Page

from tests.screenshots.demo import Demo
from tests.screenshots.registry import go, page_at, scene, settle

KEEP_LINES = """window.lines = []
window.WebSocket = class extends WebSocket { constructor(...to) { super(...to); lines.push(this) } }"""

page_at("home", "/")
page_at("results", "/sessions")
page_at("results-filtered", "/sessions?domain=programming&type=individual")
page_at("results-empty", "/sessions?q=underwater+basket+weaving&type=group&price=free")
page_at("sign-up", "/sign-up")
page_at("log-in", "/log-in")
page_at("forgot-password", "/forgot-password")
page_at("reset-password-dead", "/reset-password?token=long-gone")
page_at("verify-email-dead", "/verify-email?token=long-gone")
page_at("not-found", "/no/such/page")


@scene("kit")
def kit(page: Page, _demo: Demo) -> None:
    page.goto("/kit")
    page.get_by_role("heading", name="The kit").wait_for()
    page.wait_for_load_state("networkidle")


@scene("results-filters", sizes=("phone", "tablet"))
def filters(page: Page, _demo: Demo) -> None:
    go(page, "/sessions")
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("dialog").wait_for()


@scene("offering")
def offering(page: Page, demo: Demo) -> None:
    go(page, demo.offering())


@scene("offering-group")
def group(page: Page, demo: Demo) -> None:
    go(page, demo.offering("group"))


@scene("instructor")
def instructor(page: Page, demo: Demo) -> None:
    go(page, demo.offering())
    page.locator("main a[href^='/instructors/']").first.click()
    page.wait_for_url("**/instructors/*")
    settle(page)


@scene("sign-up-errors")
def errors(page: Page, _demo: Demo) -> None:
    go(page, "/sign-up")
    page.get_by_label("E-mail").fill("noa@")
    page.locator("main").get_by_role("button", name="Sign up").click()
    page.locator("[aria-invalid=true]").first.wait_for()


@scene("forgot-password-sent")
def sent(page: Page, _demo: Demo) -> None:
    go(page, "/forgot-password")
    page.get_by_label("E-mail").fill("noa@example.com")
    page.get_by_role("button", name="Send me a link").click()
    page.get_by_text("Look into your inbox").wait_for()


@scene("offline")
def offline(page: Page, _demo: Demo) -> None:
    page.add_init_script(KEEP_LINES)
    go(page, "/")
    page.context.set_offline(True)
    page.evaluate("lines.forEach(line => line.close())")
    page.get_by_text("Reconnecting").first.wait_for()
    page.wait_for_timeout(1500)  # it comes late, so that a page that is being left does not show it
