"""Every form that learners and instructors fill in: who does, where, what opens it, and what is wrong to type."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.town import Town
from tests.journeys.visits import HOURS, OFFERINGS, PHONE, tab

DASHBOARD = "/instructor/dashboard"
HEIGHT = 800  # of every window
LONG, LONGER, LONGEST = "x" * 501, "x" * 2001, "x" * 4001

Opens = Callable[[Page, Town], None]


def pressed(*names: str) -> Opens:
    """Opens it with these buttons, one after the other."""

    def press(page: Page, _: Town) -> None:
        for name in names:
            page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()

    return press


def turned(name: str, *buttons: str) -> Opens:
    def turn(page: Page, town: Town) -> None:
        tab(name)(page)
        pressed(*buttons)(page, town)

    return turn


def at_once(page: Page, town: Town) -> None:
    """The form stands on the page."""


def another_time(page: Page, town: Town) -> None:
    pressed("Propose another time")(page, town)
    page.get_by_role("dialog").locator("[role=option]").last.click()


def a_hold(page: Page, _: Town) -> None:
    """A time, chosen now or on the visit before: the dialog goes on where it was left."""
    dialog, book = page.get_by_role("dialog"), page.get_by_role("button", name="Book", exact=True)
    expect(dialog.or_(book.filter(visible=True)).first).to_be_visible()
    if not dialog.count():
        book.filter(visible=True).first.click()
    time, wish = dialog.locator("[role=option]"), dialog.get_by_label("What would you like to learn?")
    expect(time.or_(wish).or_(dialog.get_by_role("checkbox")).first).to_be_visible()
    if time.count():
        time.first.click()


def a_review_of_it(page: Page, town: Town) -> None:
    a_hold(page, town)
    wish = page.get_by_label("What would you like to learn?")
    expect(wish.or_(page.get_by_role("checkbox")).first).to_be_visible()
    if wish.count():
        wish.fill("Lifetimes")
        page.get_by_role("button", name="Go on to the review").click()


def other_hours(page: Page, town: Town) -> None:
    turned("Dates", "Add days off or other hours")(page, town)
    page.get_by_text("They replace the weekly ones.").click()


def every_week(page: Page, town: Town) -> None:
    page.get_by_label("Repeat").select_option("weekly")


def a_booked_date(page: Page, town: Town) -> None:
    page.get_by_role("button", name=re.compile("^Cancel ")).click()


def price_range(page: Page, town: Town) -> None:
    """At the side, or behind a button on a phone."""
    if page.viewport_size == {"width": PHONE, "height": HEIGHT}:
        pressed("Filters")(page, town)
    page.get_by_text("Other days, price range").filter(visible=True).click()


@dataclass(frozen=True)
class Wrong:
    """Somebody at an address opens a form, types this by label, and sends it: these fields are `marked` then.

    Without `send` it answers while one types, and the focus stays.
    """

    name: str
    who: str
    path: str
    typed: dict[str, str]
    send: str
    marked: tuple[str, ...]
    opens: Opens = at_once

    def __str__(self) -> str:
        return self.name


# fmt: off
FORMS = [
    Wrong("sign up", "guest", "/sign-up",
          {"Your name": "Mia", "E-mail address": "no address", "Password": "short"},
          "Sign up", ("E-mail address", "Password", "I agree to the terms")),
    Wrong("log in", "guest", "/log-in",
          {"E-mail address": "nobody@example.com", "Password": "this is not it"}, "Log in", ("Password",)),
    Wrong("forgotten password", "guest", "/forgot-password",
          {"E-mail address": "no address"}, "Send me a link", ("E-mail address",)),
    Wrong("new password", "guest", "/reset-password?token={token}",
          {"New password": "short"}, "Save and log in", ("New password",)),
    Wrong("prices of a search", "guest", "/sessions",
          {"Price from": "cheap", "Price to": "30"}, "Apply", ("Price from",), price_range),
    Wrong("settings", "learner", "/settings", {"Name": "x" * 81}, "Save", ("Name",)),
    Wrong("change of password", "learner", "/settings",
          {"Present password": "this is not it", "New password": "short"},
          "Change password", ("New password",)),
    Wrong("become an instructor", "new learner", "/become-instructor",
          {"Headline": " ", "About you": "I have taught for years."}, "Become an instructor", ("Headline",)),
    Wrong("topic of a booking", "new learner", "/sessions/{paid}",
          {"What would you like to learn?": " ", "What do you want to reach?": "A web service"},
          "Go on to the review", ("What would you like to learn?",), a_hold),
    Wrong("coupon", "new learner", "/sessions/{paid}",
          {"Coupon": "NOSUCH"}, "Apply", ("Coupon",), a_review_of_it),
    Wrong("terms of a booking", "new learner", "/sessions/{paid}",
          {}, "Pay €30.00", ("I agree to these terms",), a_review_of_it),
    Wrong("cancel", "learner", "/bookings/{accepted}",
          {"Reason": LONG}, "Cancel the booking", ("Reason",), pressed("Cancel this booking")),
    Wrong("propose another time", "instructor", "/bookings/{pending}",
          {"A word to": LONG}, "Propose it", ("A word to",), another_time),
    Wrong("decline another time", "learner", "/bookings/{pending}",
          {"A word about why": LONG}, "Decline the time", ("A word about why",), pressed("Decline")),
    Wrong("report a problem", "learner", "/bookings/{completed}",
          {"What went wrong?": LONGER}, "Send the report", ("What went wrong?",), pressed("Report a problem")),
    Wrong("an empty report", "learner", "/bookings/{completed}",
          {"What went wrong?": " "}, "Send the report", ("What went wrong?",), pressed("Report a problem")),
    Wrong("review", "learner", "/bookings/{completed}",
          {"What was it like?": "So clear!"}, "Publish review", ("Your rating",)),
    Wrong("accept", "instructor", f"{DASHBOARD}/requests",
          {"Topic": "x" * 161, "Goal": "Read the compiler"}, "Accept", ("Topic",), pressed("Accept")),
    Wrong("decline", "instructor", f"{DASHBOARD}/requests",
          {"Reason": " "}, "Decline", ("Reason",), pressed("Decline")),
    Wrong("set the topic", "instructor", "/bookings/{accepted}",
          {"Topic": " ", "Goal": "Read the compiler"}, "Set the topic", ("Topic",), pressed("Edit the topic")),
    Wrong("new offering", "instructor", f"{OFFERINGS}/new",
          {"Title": "R" * 121, "Description": "Short.", "Price for each learner": "20"},
          "Save and publish", ("Title",)),
    Wrong("price of an offering", "instructor", f"{OFFERINGS}/new",
          {"Title": "Rust by example", "Price for each learner": "much"}, "Save", ("Price for each learner",)),
    Wrong("date of an offering", "instructor", OFFERINGS + "/{on_dates}",
          {"Date": "2020-01-01", "Start": "10:00"}, "Add date", ("Date",)),
    Wrong("dates of an offering", "instructor", OFFERINGS + "/{on_dates}",
          {"Date": "2040-01-01", "Start": "10:00", "How many dates": "1"},
          "Show the dates", ("How many dates",), every_week),
    Wrong("call off a date", "instructor", OFFERINGS + "/{on_dates}",
          {"Reason": " "}, "Cancel this date", ("Reason",), a_booked_date),
    Wrong("coupon to give", "instructor", f"{DASHBOARD}/coupons",
          {"Code": "a b", "Percent, 1 to 100": "200", "Uses in all": "many"},
          "Make the coupon", ("Uses in all",), pressed("New coupon")),
    Wrong("package to sell", "instructor", f"{DASHBOARD}/coupons",
          {"How many sessions?": "many", "Price of each session": "20"},
          "Put it on sale", ("How many sessions?",), pressed("New package")),
    Wrong("payout account", "instructor", f"{DASHBOARD}/payouts",
          {}, "Set up payouts", ("Country of your bank",)),
    Wrong("reply to a review", "instructor", f"{DASHBOARD}/reviews",
          {"Your reply": LONGEST}, "Publish reply", ("Your reply",), pressed("Reply")),
    Wrong("profile", "instructor", "/become-instructor",
          {"Headline": " ", "About you": "Another story"}, "Save", ("Headline",)),
    Wrong("weekly hours", "instructor", HOURS, {"Monday, until": "08:00"}, "", ("Monday, until",)),
    Wrong("rules of hours", "instructor", HOURS,
          {"Notice you need, in hours": "soon"}, "", ("Notice you need, in hours",), turned("Rules")),
    Wrong("day off", "instructor", HOURS,
          {"First day": "2020-01-01", "Last day": "2020-01-02"},
          "Apply", ("First day",), turned("Dates", "Add days off or other hours")),
    Wrong("other hours", "instructor", HOURS,
          {"First day": "2040-01-01", "Hours, until": "08:00"}, "Apply", ("Hours, from",), other_hours),
    Wrong("why not", "instructor", HOURS,
          {"Time on your clock": "10:00"}, "Why isn’t it offered?", ("Date",), turned("Why not?")),
    Wrong("address of a calendar", "instructor", HOURS,
          {"Address of the calendar": "no address", "Name": "Private"},
          "Add calendar", ("Address of the calendar",)),
    Wrong("name of a calendar", "instructor", HOURS,
          {"Name": "x" * 61}, "Save name", ("Name",), pressed("Rename Private")),
]
# fmt: on
