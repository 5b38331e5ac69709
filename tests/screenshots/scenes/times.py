"""Other times: moved, proposed, waited for, every week."""

from playwright.sync_api import Page

from tests.screenshots.demo import Demo
from tests.screenshots.registry import go, scene, settle
from tests.screenshots.scenes.learning import open_modal


@scene("booking-move", "lena")
def move(page: Page, demo: Demo) -> None:
    go(page, f"/bookings/{demo.booking('accepted', learner='lena').reference}")
    page.get_by_role("button", name="Change the time").click()
    page.get_by_role("dialog").get_by_role("option").first.wait_for()


@scene("move-proposing", "teacher")
def proposing(page: Page, demo: Demo) -> None:
    propose(page, demo)


@scene("move-proposed", "teacher")
def proposed(page: Page, demo: Demo) -> None:
    propose(page, demo)
    page.get_by_role("dialog").get_by_role("button", name="Propose it").click()
    page.get_by_role("dialog").wait_for(state="detached")


@scene("move-answer", "learner")
def answer(page: Page, demo: Demo) -> None:
    pair = demo.booking("pending", teacher="tara")
    demo.enter(page, pair.learner)
    go(page, f"/bookings/{pair.reference}")
    page.get_by_role("button", name="Take this time").wait_for()


@scene("booking-modal-weekly", "newcomer")
def weekly(page: Page, demo: Demo) -> None:
    open_modal(page, demo)
    page.get_by_role("button", name="4 weeks").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Hold these").wait_for()


@scene("waitlist", "newcomer")
def waitlist(page: Page, demo: Demo) -> None:
    open_modal(page, demo)
    join = page.get_by_role("button", name="Join the waitlist").first
    join.click()
    page.get_by_text("You are next in line").scroll_into_view_if_needed()


@scene("my-sessions-waiting", "newcomer")
def waiting(page: Page, _demo: Demo) -> None:
    go(page, "/student/sessions")
    page.get_by_text("Next in line", exact=True).wait_for()


def propose(page: Page, demo: Demo) -> None:
    pair = demo.booking("pending", teacher="tara")
    demo.enter(page, pair.teacher)
    go(page, f"/bookings/{pair.reference}")
    page.get_by_role("button", name="Propose another time").click()
    page.get_by_role("dialog").get_by_role("option").last.click()
    page.get_by_label("A word to").fill("I teach until noon on that day.")
    settle(page)
