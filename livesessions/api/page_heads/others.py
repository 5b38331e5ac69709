"""What the other pages say before any script runs: a few forms for everybody, and pages that are somebody's own.

What isn't named here as public is kept out of search engines: a new page is private until it says otherwise.
"""

from markupsafe import Markup

from livesessions.api.cards import SITE, card_address
from livesessions.api.head import HeadParts
from livesessions.api.page_heads.plain import document
from livesessions.runtime import routes

FORMS = {
    routes.LOG_IN: (
        "Log in",
        "Log in to Live Sessions to book a time, see what is booked and meet in the room.",
    ),
    routes.SIGN_UP: (
        "Sign up",
        "Create one account for learning and for teaching: book live sessions, or offer your own.",
    ),
    routes.FORGOT_PASSWORD: (
        "Forgot your password?",
        "Tell us your e-mail address, and we send you a link to a new password.",
    ),
}
# The build knows no title for pages about one thing.
ABOUT_ONE = {
    "/bookings/": "Booking",
    "/room/": "Room",
    "/receipts/": "Receipt",
    f"{routes.DASHBOARD_OFFERINGS}/": "Offering",
}


def other_head(origin: str, path: str) -> HeadParts:
    """Any page that isn't about something public; an empty title leaves the build's own."""
    if path in FORMS:
        name, description = FORMS[path]
        return HeadParts(
            title=f"{name} · Live Sessions",
            description=description,
            canonical=origin + path,
            image=card_address(origin, "site", "site", SITE),
            body=_needs_scripts(name, description),
        )
    name = next((name for start, name in ABOUT_ONE.items() if path.startswith(start)), "")
    return HeadParts(
        title=f"{name} · Live Sessions" if name else "",
        body=_needs_scripts(name or "One moment", ""),
        index=False,
    )


def _needs_scripts(name: str, words: str) -> Markup:
    about = Markup("<p>{}</p>").format(words) if words else Markup("")
    return document(
        Markup("<h1>{}</h1>").format(name),
        about,
        Markup("<p>This page needs JavaScript: please allow it.</p>"),
    )
