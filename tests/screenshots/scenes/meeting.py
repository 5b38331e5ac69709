"""The room, at its hours."""

from datetime import timedelta

from playwright.sync_api import Page

from livesessions.runtime.work import perform
from livesessions.services.rooms import be_present
from tests.screenshots.demo import Demo
from tests.screenshots.registry import go, scene


def room(name: str, minutes: float, *, enters: bool = False) -> None:
    """Tara's next session, so many minutes after its start."""

    @scene(f"room-{name}", "tara")
    def act(page: Page, demo: Demo) -> None:
        pair = demo.booking("accepted", teacher="tara")
        now = pair.starts_at + timedelta(minutes=minutes)
        demo.stop_the_clock(now)
        page.clock.set_fixed_time(now)
        go(page, f"/room/{pair.room}")
        if enters:
            page.get_by_role("button", name="Enter the room").click()
            page.get_by_text("You are in the room").wait_for()


room("early", -45)
room("door", -4)
room("inside", 12, enters=True)
room("over", 70)


def waiting(name: str, side: str, **people: str) -> None:
    """One of its two people has waited in the room for the other since the start."""

    @scene(f"room-{name}", side)
    def act(page: Page, demo: Demo) -> None:
        pair = demo.booking("accepted", **people)
        email = getattr(pair, side)
        for half_minute in range(33):
            demo.stop_the_clock(pair.starts_at + timedelta(seconds=30 * half_minute))
            perform(demo.actor(email), be_present, reference=pair.room)
        page.clock.set_fixed_time(demo.clock.now)
        demo.enter(page, email)
        go(page, f"/room/{pair.room}")
        page.get_by_role("button", name="Enter the room").click()
        page.get_by_text("You are in the room").wait_for()


waiting("nobody-teaches", "learner", learner="lena")
waiting("nobody-learns", "teacher", teacher="tara")
