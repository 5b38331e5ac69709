"""On the home screen, and without a network: the app says so, loses nothing that was typed, and comes back."""

from collections.abc import Callable

import httpx
from playwright.sync_api import Page, expect

from tests.journeys.server import AppServer
from tests.journeys.town import Town

NewPage = Callable[..., Page]
KEPT = ["/fonts/figtree-latin-wght-normal.woff2", "/icons/icon.svg", "/offline.html"]
UNDER_CONTROL = """async () => {
    const taken = new Promise(done => navigator.serviceWorker.addEventListener("controllerchange", done))
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await taken
}"""
IN_STORE = """async () => {
    const caches_ = await Promise.all((await caches.keys()).map(name => caches.open(name)))
    const requests = (await Promise.all(caches_.map(cache => cache.keys()))).flat()
    return requests.map(request => new URL(request.url).pathname).sort()
}"""


def with_worker(page: Page, path: str = "/") -> Page:
    """The page once the service worker stands behind it."""
    page.goto(path)
    page.evaluate(UNDER_CONTROL)
    return page


def test_the_app_can_be_put_on_the_home_screen(app_server: AppServer) -> None:
    manifest = httpx.get(f"{app_server.base_url}/manifest.webmanifest").json()
    assert (manifest["name"], manifest["display"], manifest["start_url"]) == (
        "Live Sessions",
        "standalone",
        "/",
    )
    pictures = {each["sizes"]: httpx.get(app_server.base_url + each["src"]) for each in manifest["icons"]}
    assert {"192x192", "512x512"} <= pictures.keys()
    for size, answer in pictures.items():
        if size != "any":
            wide = int.from_bytes(answer.content[16:20], "big")  # of a PNG's header
            assert size == f"{wide}x{wide}"


def test_without_a_network_a_page_says_so_and_leads_back(new_page: NewPage) -> None:
    page = with_worker(new_page())
    page.context.set_offline(True)
    page.goto("/sessions")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a session")


def test_nothing_of_a_person_is_kept_in_the_browser(
    new_page: NewPage, app_server: AppServer, town: Town
) -> None:
    page = new_page()
    login = {"name": "login", "value": town.logins["learner"], "url": app_server.base_url}
    page.context.add_cookies([login])
    for path in ("/settings", "/student/sessions", f"/bookings/{town.names['accepted']}"):
        with_worker(page, path)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert page.evaluate(IN_STORE) == KEPT


def test_what_was_typed_outlives_a_lost_connection(new_page: NewPage, app_server: AppServer) -> None:
    page = new_page()
    # To "localhost" a socket stays open whatever the browser knows of its network.
    page.goto(app_server.base_url.replace("localhost", "127.0.0.1") + "/sign-up")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_label("Your name").fill("Mia Berg")
    page.get_by_label("E-mail address").fill("half-typed")
    page.context.set_offline(True)
    lost = page.get_by_role("status").filter(has_text="Reconnecting… What you typed is still here.")
    expect(lost).to_be_visible(timeout=60_000)
    page.get_by_label("E-mail address").fill("mia@example.net")
    page.context.set_offline(False)
    expect(lost).to_have_count(0, timeout=60_000)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("Use at least 10 characters.")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Mia Berg")
    expect(page.get_by_label("E-mail address")).to_have_value("mia@example.net")
