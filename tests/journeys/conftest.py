"""A journey gets the built app (`app_server`) and people with browsers of their own (`new_page`)."""

from collections.abc import Callable, Generator, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from livesessions.runtime.build import ensure_built
from tests.journeys.browser import launch
from tests.journeys.market import logged_in
from tests.journeys.server import AppServer, running
from tests.journeys.town import Town, found_town
from tests.journeys.traveller import Traveller
from tests.services.market import Market

NewPage = Callable[..., Page]


def pytest_itemcollected(item: pytest.Item) -> None:
    # As soon as it is there: `-m` chooses before anything that comes last.
    if is_journey(item):
        item.add_marker("journey")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Playwright keeps an event loop running in its process: what needs a loop of its own comes first.
    items.sort(key=is_journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that failed shows what the app said meanwhile."""
    report = yield
    server = getattr(item, "funcargs", {}).get("app_server")
    if report.failed and isinstance(server, AppServer):
        report.sections.append(("the app's log", server.log.read_text()[-4000:]))
    return report


def is_journey(item: pytest.Item) -> bool:
    return "journeys" in item.path.parts


@pytest.fixture(scope="session")
def built() -> None:
    """The front end, built if its inputs changed since the last time."""
    ensure_built()


@pytest.fixture(scope="session")
def app_server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """One running app for all journeys of this process."""
    with running(tmp_path_factory.mktemp("app")) as server:
        yield server


@pytest.fixture(scope="session")
def town(app_server: AppServer) -> Town:
    """People and things for every page of that app."""
    return found_town(app_server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


def patient(page: Page) -> Page:
    """Whoever opens a page that can be read before its scripts run presses nothing until they do."""
    go = page.goto

    def goto(address: str, **options: object) -> object:
        answer = go(address, **options)
        page.wait_for_function(
            "() => !document.querySelector('[data-served]') || window.__reactRouterDataRouter"
        )
        return answer

    page.goto = goto
    return page


@pytest.fixture
def new_page(browser: Browser, app_server: AppServer) -> Iterator[Callable[..., Page]]:
    """Each call is another person: a page in a browser context of its own, at the app's address."""
    contexts = []

    def new(**options: object) -> Page:
        contexts.append(browser.new_context(base_url=app_server.base_url, **options))
        page = contexts[-1].new_page()
        return page if options.get("java_script_enabled") is False else patient(page)

    yield new
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def traveller(tmp_path_factory: pytest.TempPathFactory) -> Traveller:
    """Moves the clock of an app that is started with its file."""
    return Traveller(tmp_path_factory.mktemp("clock") / "offset")


@pytest.fixture
def learner(new_page: NewPage, app_server: AppServer, market: Market) -> Page:
    """Who learns in the `market` of the module, logged in."""
    return logged_in(new_page, app_server, market.learner)


@pytest.fixture
def teacher(new_page: NewPage, app_server: AppServer, market: Market) -> Page:
    """Who teaches in the `market` of the module, logged in."""
    return logged_in(new_page, app_server, market.teacher)
