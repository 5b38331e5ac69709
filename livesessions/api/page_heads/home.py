"""What the home page and the results say before any script runs."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from livesessions.api.cards import SITE, card_address
from livesessions.api.head import HeadParts
from livesessions.api.page_heads.plain import SCHEMA, document, lines, link, offering_list, part
from livesessions.api.page_heads.screens import Screens
from livesessions.domain.discovery import ANYTHING
from livesessions.queries.discovery import Found, Home, ShelfCount, Shown, find_offerings, home_page, shelves
from livesessions.runtime import routes
from livesessions.runtime.work import GUEST, ask

CLAIM = "Learn live, from people who do it"
PITCH = (
    "Book an hour with somebody who knows, one to one or in a small group. "
    "Real times in real calendars, live in your browser."
)
FORM = Markup(
    '<form action="{}" role="search"><label>What do you want to learn? <input name="q" type="search"></label> '
    "<button>Search</button></form>"
).format(routes.SESSIONS)


def home_head(origin: str, screens: Screens) -> HeadParts:
    """The start."""
    home: Home = ask(GUEST, home_page)
    body = document(
        Markup("<h1>{}</h1>").format(CLAIM),
        Markup("<p>{}</p>").format(PITCH),
        FORM,
        part("Free soon", offering_list(home.free)),
        part("What would you like to learn?", _shelf_list(home.shelves)),
        part("Teach what you know", link("Become an instructor", routes.BECOME_INSTRUCTOR)),
    )
    return HeadParts(
        title=f"Live Sessions: {CLAIM[0].lower()}{CLAIM[1:]}",
        description=PITCH,
        canonical=origin + routes.HOME,
        image=card_address(origin, "site", "site", SITE),
        data=[_site_data(origin)],
        body=body,
        screen=screens.home(home),
    )


def sessions_head(origin: str, screens: Screens, query: str) -> HeadParts:
    """The results: the first page of everything, and the subjects. To a search, the page itself answers."""
    found: Found = ask(GUEST, find_offerings, wish=ANYTHING)
    body = document(
        Markup("<h1>Find a session</h1>"),
        FORM,
        part("Subjects", _shelf_list(ask(GUEST, shelves))),
        part("Sessions", offering_list(found.shown)),
    )
    return HeadParts(
        title="Find a session · Live Sessions",
        description=f"{found.total} live sessions to search by subject, price, level and the day you have time.",
        canonical=origin + routes.SESSIONS,
        image=card_address(origin, "site", "site", SITE),
        data=[_list_data(origin, found.shown)],
        body=body,
        screen="" if query else screens.results(found),
    )


def _shelf_list(all_shelves: Iterable[ShelfCount]) -> Markup:
    items = [
        Markup("<li>{} ({})</li>").format(link(each.name, routes.sessions(domain=each.slug)), each.offerings)
        for each in all_shelves
    ]
    return Markup("<ul>\n{}\n</ul>").format(lines(items)) if items else Markup("")


def _site_data(origin: str) -> dict[str, Any]:
    search = {
        "@type": "SearchAction",
        "target": f"{origin}{routes.SESSIONS}?q={{words}}",
        "query-input": "required name=words",
    }
    return {
        "@context": SCHEMA,
        "@type": "WebSite",
        "name": "Live Sessions",
        "url": origin + routes.HOME,
        "potentialAction": search,
    }


def _list_data(origin: str, shown: Iterable[Shown]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": place, "url": origin + routes.offering(each.offering.slug)}
        for place, each in enumerate(shown, 1)
    ]
    return {"@context": SCHEMA, "@type": "ItemList", "itemListElement": items}
