"""Every URL of the app: its pattern, and the function that builds one.

They live this low because letters, notifications and redirects need them as much as pages do.
"""

from urllib.parse import quote, urlencode

HOME = "/"
SESSIONS = "/sessions"
OFFERING = "/sessions/[slug]"
INSTRUCTOR = "/instructors/[slug]"
SIGN_UP = "/sign-up"
LOG_IN = "/log-in"
FORGOT_PASSWORD = "/forgot-password"  # noqa: S105
RESET_PASSWORD = "/reset-password"  # noqa: S105
VERIFY_EMAIL = "/verify-email"
SETTINGS = "/settings"
BECOME_INSTRUCTOR = "/become-instructor"
DASHBOARD = "/instructor/dashboard"
DASHBOARD_REQUESTS = "/instructor/dashboard/requests"
DASHBOARD_CALENDAR = "/instructor/dashboard/calendar"
DASHBOARD_SESSIONS = "/instructor/dashboard/sessions"
DASHBOARD_OFFERINGS = "/instructor/dashboard/offerings"
DASHBOARD_OFFERING = "/instructor/dashboard/offerings/[offering_id]"
DASHBOARD_COUPONS = "/instructor/dashboard/coupons"
DASHBOARD_EARNINGS = "/instructor/dashboard/earnings"
DASHBOARD_PAYOUTS = "/instructor/dashboard/payouts"
DASHBOARD_REVIEWS = "/instructor/dashboard/reviews"
ADMIN_MONEY = "/admin/money"
ADMIN_PEOPLE = "/admin/people"
MY_SESSIONS = "/student/sessions"
RECEIPTS = "/student/receipts"
RECEIPT = "/receipts/[code]"
BOOKING = "/bookings/[reference]"
ROOM = "/room/[reference]"
PAYMENT_RETURN = "/payment/return"
KIT = "/kit"
NOT_FOUND = "404"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"

# Not pages: where forms are posted to.
CALENDARS = "/instructor/dashboard/sessions#calendars"
UPLOAD_CALENDAR = "/calendars/upload"
ENTER = "/auth/enter"
LEAVE = "/auth/leave"


def sessions(**wanted: str) -> str:
    """The search with these words and filters; empty ones are left out."""
    given = {name: value for name, value in wanted.items() if value}
    return f"{SESSIONS}?{urlencode(given, quote_via=quote)}" if given else SESSIONS


def offering(slug: str) -> str:
    """The public page of an offering."""
    return f"/sessions/{quote(slug)}"


def offering_at(slug: str, offering_id: int, minute: int) -> str:
    """The same with its calendar open at a time, given in minutes since 1970."""
    return f"{offering(slug)}?book={offering_id}@{minute}"


def instructor(slug: str) -> str:
    """The public page of an instructor."""
    return f"/instructors/{quote(slug)}"


def cover(slug: str, domain: str) -> str:
    """The drawn picture of an offering."""
    return f"/art/cover/{quote(slug)}.svg?{urlencode({'domain': domain})}"


def card(kind: str, slug: str) -> str:
    """The drawn card of an offering, an instructor or the site, as a link preview shows it."""
    return f"/art/card/{kind}/{quote(slug)}.png"


def booking(reference: str) -> str:
    """The page of one booking, for its two people."""
    return f"/bookings/{quote(reference)}"


def room(reference: str) -> str:
    """The room of a live session."""
    return f"/room/{quote(reference)}"


def uploaded_calendar(result: str) -> str:
    """The instructor's calendars after an upload; `result` is a code the page explains."""
    return f"{DASHBOARD_SESSIONS}?{urlencode({'calendar': result})}#calendars"


def dashboard_calendar(day: str, view: str = "") -> str:
    """The instructor's calendar with the week that holds this ISO date; `view` "month": with its month."""
    given = {name: value for name, value in (("view", view), ("day", day)) if value}
    return f"{DASHBOARD_CALENDAR}?{urlencode(given)}"


def dashboard_offering(offering_id: int | str) -> str:
    """The editor of one offering; "new" for one that does not exist yet."""
    return f"/instructor/dashboard/offerings/{offering_id}"


def statement(payout_id: int, form: str = "") -> str:
    """The statement of one payout, to print; with ".csv" as a table."""
    return f"/statements/{payout_id}{form}"


def log_in(then: str = "", problem: str = "") -> str:
    """The log-in page that comes back to the local path `then`; `problem` is a code it explains."""
    given = {name: value for name, value in (("next", then), ("problem", problem)) if value}
    return f"{LOG_IN}?{urlencode(given, quote_via=quote, safe='')}" if given else LOG_IN


def sign_up(then: str = "") -> str:
    """The sign-up page that goes on to the local path `then`."""
    return f"{SIGN_UP}?next={quote(then, safe='')}" if then else SIGN_UP


def local(path: str) -> str:
    """`path` if it leads to a page of ours, else the home page: anybody can write a link with `next=`.

    Browsers read a backslash as a slash, drop tabs and line breaks, and take "//host" for another site.
    """
    plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    return path if plain and path.startswith("/") else HOME


def receipt(code: str) -> str:
    """One invoice or credit note."""
    return f"/receipts/{quote(code)}"


def package(reference: str) -> str:
    """Where the gateway sends the buyer of a package back to: their sessions, with what became of it."""
    return f"{MY_SESSIONS}?package={quote(reference)}"


def payment_return(reference: str) -> str:
    """Where the gateway sends the learner back to."""
    return f"{PAYMENT_RETURN}?booking={quote(reference)}"
