"""Every page of the app, who goes there, and what can be opened on it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page, expect

PHONE, DESK = 360, 1280
RUST = "Rust lifetimes by example"
HOURS = "/instructor/dashboard/sessions"
OFFERINGS = "/instructor/dashboard/offerings"


class Visit(NamedTuple):
    """Somebody (of `town`, or a guest) at an address, the heading there, and what they open."""

    who: str
    path: str
    heading: str
    opens: Callable[[Page], None] | None = None
    widths: tuple[int, ...] = (DESK, PHONE)
    busy: int = 0  # parts of the page that show how loading looks

    def __str__(self) -> str:
        opened = f" {self.opens.__name__}" if self.opens else ""
        return f"{self.who} {self.path}{opened}"


def pressing(name: str, role: str = "button", *, then: str = "dialog") -> Callable[[Page], None]:
    """Presses this and waits for what it opens."""

    def press(page: Page) -> None:
        page.get_by_role(role, name=name, exact=True).filter(visible=True).first.click()
        expect(page.get_by_role(then).filter(visible=True).first).to_be_visible()

    press.__name__ = name
    return press


def sending(name: str, says: str) -> Callable[[Page], None]:
    """Sends the form as it is and waits for the sentence."""

    def send(page: Page) -> None:
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_text(says).first).to_be_visible()

    send.__name__ = f"{name}, empty"
    return send


def tab(name: str) -> Callable[[Page], None]:
    def turn(page: Page) -> None:
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()

    turn.__name__ = name
    return turn


def a_search_of_zones(page: Page) -> None:
    page.get_by_label("Time zone").fill("berl")
    expect(page.get_by_role("option").first).to_be_visible()


def days_and_prices(page: Page) -> None:
    page.get_by_label("Filters").get_by_text("Other days, price range").click()
    expect(page.get_by_label("Price to").filter(visible=True)).to_be_visible()


def the_booking(page: Page) -> None:
    page.get_by_role("button", name="Book", exact=True).filter(visible=True).first.click()
    expect(page.get_by_role("option").first).to_be_visible()


def the_bell(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Notifications")).click()
    expect(page.get_by_role("dialog", name="Notifications")).to_be_visible()


def the_room(page: Page) -> None:
    inside = page.get_by_text("You are in the room")
    page.get_by_role("button", name="Enter the room").or_(inside).first.click()
    expect(inside).to_be_visible()


PUBLIC = [
    Visit("guest", "/", "Learn live, from people who do it"),
    Visit("guest", "/", "Learn live, from people who do it", pressing("Menu"), (PHONE,)),
    Visit("guest", "/sessions", "Find a session"),
    Visit("guest", "/sessions", "Find a session", pressing("Filters"), (PHONE,)),
    Visit("guest", "/sessions", "Find a session", days_and_prices, (DESK,)),
    Visit("guest", "/sessions?q=xylophone", "Find a session"),
    Visit("guest", "/sessions?type=group&sort=price", "Find a session"),
    Visit("guest", "/sessions/rust", RUST),
    Visit("guest", "/sessions/rust", RUST, the_booking),
    Visit("guest", "/sessions/{paid}", "Your first web service"),
    Visit("guest", "/instructors/tara", "Tara Quinn"),
    Visit("guest", "/log-in", "Welcome back"),
    Visit("guest", "/log-in", "Welcome back", sending("Log in", "Please fill this in.")),
    Visit("guest", "/sign-up", "Create your account"),
    Visit("guest", "/sign-up", "Create your account", sending("Sign up", "Use at least 10 characters.")),
    Visit("guest", "/forgot-password", "Forgot your password?"),
    Visit("guest", "/reset-password?token=wrong", "Choose a new password"),
    Visit("guest", "/verify-email?token=wrong", "Confirm your address"),
    Visit("guest", "/no/such/page", "Page not found"),
    Visit("guest", "/sessions/none", "Page not found"),
    Visit("guest", "/kit", "The kit", busy=7),
]
LEARNING = [
    Visit("learner", "/", "Learn live, from people who do it", pressing("Your account", then="menu")),
    Visit("learner", "/student/sessions", "My sessions"),
    Visit("learner", "/student/sessions", "My sessions", the_bell),
    Visit("learner", "/settings", "Settings"),
    Visit("learner", "/settings", "Settings", a_search_of_zones),
    Visit("learner", "/instructor/dashboard", "No access"),
    Visit("learner", "/become-instructor", "Teach on Live Sessions"),
    Visit("learner", "/room/{room}", RUST),
    Visit("learner", "/room/{room}", RUST, the_room),
    Visit("learner", "/payment/return?booking={held}", "Your payment"),
    Visit("learner", "/bookings/{held}", RUST),
    Visit("learner", "/bookings/{pending}", RUST),
    Visit("learner", "/bookings/{accepted}", RUST),
    Visit("learner", "/bookings/{accepted}", RUST, pressing("Cancel this booking")),
    Visit("learner", "/bookings/{rejected}", RUST),
    Visit("learner", "/bookings/{cancelled}", RUST),
    Visit("learner", "/bookings/{completed}", RUST),
    Visit("learner", "/bookings/{reviewed}", RUST),
    Visit("learner", "/bookings/{no_show}", RUST),
    Visit("learner", "/bookings/{expired}", RUST),
    Visit("learner", "/bookings/{running}", RUST),
    Visit("learner", "/student/receipts", "Receipts"),
    Visit("learner", "/receipts/{receipt}", "Invoice"),
    Visit("new learner", "/student/sessions", "My sessions"),
    Visit("new learner", "/student/receipts", "Receipts"),
    Visit("unverified", "/settings", "Settings"),
    Visit("unverified", "/become-instructor", "Teach on Live Sessions"),
]
TEACHING = [
    Visit("instructor", "/instructor/dashboard", "Hello, Tara"),
    Visit("instructor", "/instructor/dashboard/requests", "Requests"),
    Visit("instructor", "/instructor/dashboard/requests", "Requests", pressing("Accept")),
    Visit("instructor", "/instructor/dashboard/requests", "Requests", pressing("Decline")),
    Visit("instructor", HOURS, "Hours"),
    *[Visit("instructor", HOURS, "Hours", tab(each)) for each in ("Dates", "Rules", "Preview", "Why not?")],
    Visit("instructor", OFFERINGS, "Offerings"),
    Visit("instructor", OFFERINGS + "/{offering_id}", RUST),
    Visit("instructor", OFFERINGS + "/{offering_id}", RUST, pressing("Archive")),
    Visit("instructor", OFFERINGS + "/new", "New offering"),
    Visit(
        "instructor",
        OFFERINGS + "/new",
        "New offering",
        sending("Save and publish", "Please look at this again"),
    ),
    Visit("instructor", "/instructor/dashboard/calendar", "Calendar"),
    Visit("instructor", "/instructor/dashboard/coupons", "Coupons and packages"),
    Visit("instructor", "/instructor/dashboard/earnings", "Earnings"),
    Visit("instructor", "/instructor/dashboard/payouts", "Payouts"),
    Visit("instructor", "/instructor/dashboard/reviews", "Reviews"),
    Visit("instructor", "/bookings/{pending}", RUST),
    Visit("instructor", "/bookings/{accepted}", RUST),
    Visit("instructor", "/bookings/{completed}", RUST),
    Visit("instructor", "/become-instructor", "Your profile"),
    Visit("instructor", "/room/{room}", RUST),
    Visit("instructor", "/sessions/rust", RUST, pressing("Book")),
    Visit("new instructor", "/instructor/dashboard", "Hello, Nora"),
    Visit("new instructor", "/instructor/dashboard/requests", "Requests"),
    Visit("new instructor", HOURS, "Hours"),
    Visit("new instructor", OFFERINGS, "Offerings"),
    Visit("new instructor", "/instructor/dashboard/earnings", "Earnings"),
    Visit("new instructor", "/instructor/dashboard/reviews", "Reviews"),
    Visit("admin", "/admin/money", "Money"),
    Visit("admin", "/admin/people", "People"),
    Visit("admin", "/admin/people", "People", pressing("Suspend Tara Quinn")),
]
EVERYWHERE = [*PUBLIC, *LEARNING, *TEACHING]
