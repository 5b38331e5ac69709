"""What a browser downloads for a page, as it comes over the wire, and what moves while it arrives."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.server import AppServer
from tests.journeys.test_every_page import Send, arrive, send
from tests.journeys.town import Town
from tests.journeys.visits import EVERYWHERE, Visit

__all__ = ["send"]
NewPage = Callable[..., Page]
KB = 1000
CHART = "plotly"  # comes when somebody looks at a chart, and is no part of the page
BUDGET = {".js": 250 * KB, ".css": 25 * KB, ".woff2": 35 * KB, "": 25 * KB}
ROUTES = {visit.path.partition("?")[0]: visit for visit in reversed(EVERYWHERE) if not visit.opens}
SHIFTS = """() => {
    window.shifted = 0
    new PerformanceObserver(list => list.getEntries().forEach(each => {
        if (!each.hadRecentInput) window.shifted += each.value
    })).observe({type: "layout-shift", buffered: true})
}"""
TIMES = """() => {
    const files = performance.getEntriesByType("resource")
    const cover = files.find(each => each.name.includes("/art/cover/rust"))
    const scripts = files.filter(each => each.name.endsWith(".js")).map(each => each.startTime)
    const [paint] = performance.getEntriesByName("first-contentful-paint")
    return [paint.startTime, cover.responseEnd, Math.min(...scripts)]
}"""
SKELETONS = """() => {
    window.skeletons = 0
    new MutationObserver(() => {
        if (document.querySelector("[data-served]:empty + *")) skeletons += 1
    }).observe(document, {childList: true, subtree: true})
}"""
TINY = 512
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200 * KB, "uploadThroughput": 90 * KB}


class Wire:
    """Every answer that a page gets, and what it weighed."""

    def __init__(self, page: Page) -> None:
        self.addresses: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.line: CDPSession = page.context.new_cdp_session(page)
        self.line.on("Network.responseReceived", self._note)
        self.line.on("Network.loadingFinished", self._weigh)
        self.line.send("Network.enable")
        self.line.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _note(self, event: dict[str, object]) -> None:
        self.addresses[str(event["requestId"])] = event["response"]["url"]  # type: ignore[index]

    def _weigh(self, event: dict[str, object]) -> None:
        address = self.addresses.get(str(event["requestId"]), "")
        if address.startswith("http"):
            self.bytes[address] = int(event["encodedDataLength"])  # type: ignore[call-overload]

    def by_kind(self) -> Counter[str]:
        """Bytes by the ending of the file; pages have none."""
        found: Counter[str] = Counter()
        for address, size in self.bytes.items():
            if CHART not in address:
                found[PurePosixPath(urlsplit(address).path).suffix] += size
        return found


@pytest.mark.parametrize("visit", ROUTES.values(), ids=str)
def test_a_page_keeps_to_its_budget(visit: Visit, send: Send, app_server: AppServer, town: Town) -> None:
    page = send(visit.who)
    wire = Wire(page)
    arrive(page, visit, town)
    page.wait_for_load_state("networkidle")
    wire.line.detach()
    weighed = wire.by_kind()
    assert {kind: weighed[kind] for kind, most in BUDGET.items() if weighed[kind] > most} == {}
    assert [each for each in wire.bytes if not each.startswith(app_server.base_url)] == []
    charts = visit.path.endswith("/earnings") and visit.who == "instructor"
    assert any(CHART in each for each in wire.bytes) == charts


@pytest.fixture
def slow_page(new_page: NewPage) -> Iterator[Page]:
    """A phone on a slow line: everything that comes late is seen coming."""
    page = new_page(viewport={"width": 360, "height": 740})
    page.add_init_script(f"({SHIFTS})()")
    line = page.context.new_cdp_session(page)
    line.send("Network.emulateNetworkConditions", SLOW)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 2})
    return page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "visit",
    [ROUTES[path] for path in ("/", "/sessions", "/sessions/rust", "/instructors/tara")],
    ids=lambda visit: visit.path,
)
def test_nothing_moves_while_a_page_arrives(visit: Visit, width: int, slow_page: Page, town: Town) -> None:
    slow_page.set_viewport_size({"width": width, "height": 800})
    arrive(slow_page, visit, town)
    slow_page.wait_for_load_state("networkidle")
    assert slow_page.evaluate("shifted") <= 0.02


@pytest.mark.parametrize("path", ["/", "/sessions", "/sessions/rust", "/instructors/tara"])
def test_a_page_is_painted_before_its_scripts_are_asked_for(new_page: NewPage, town: Town, path: str) -> None:
    page = new_page(viewport={"width": 412, "height": 823})
    page.goto(path)
    painted, pictured, scripts = page.evaluate(TIMES)
    assert painted < scripts
    assert pictured < scripts


@pytest.mark.parametrize("path", ["/", "/sessions", "/sessions/rust", "/instructors/tara"])
def test_the_first_screen_stays_until_the_page_itself_is_there(
    new_page: NewPage, town: Town, path: str
) -> None:
    page, said = new_page(), []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.add_init_script(f"({SKELETONS})()")
    page.goto(path)
    expect(page.locator("[data-served]")).to_have_count(0)
    assert page.evaluate("skeletons") == 0
    assert said == []


def test_a_page_is_fetched_when_somebody_points_at_the_way_to_it(new_page: NewPage, town: Town) -> None:
    page = new_page()
    page.goto("/log-in")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    with page.expect_request(lambda sent: "_sessions_._index" in sent.url):
        page.get_by_role("link", name="Explore").filter(visible=True).first.hover()


def test_every_file_of_the_build_is_kept_for_a_year_and_sent_small(new_page: NewPage) -> None:
    page, answers = new_page(), []
    page.on("response", lambda each: answers.append(each) if "/assets/" in each.url else None)
    page.goto("/", wait_until="networkidle")
    assert len(answers) > 5
    assert {each.headers["cache-control"] for each in answers} == {"public, max-age=31536000, immutable"}
    # A few hundred bytes only grow when they are packed.
    worth_it = [each for each in answers if len(each.body()) > TINY]
    assert {each.headers.get("content-encoding") for each in worth_it} <= {"br", "gzip"}


@pytest.mark.parametrize("path", ["/", "/sessions", "/sessions/rust"])
def test_a_page_itself_is_asked_for_again_and_compressed(
    app_server: AppServer, town: Town, path: str
) -> None:
    answer = httpx.get(app_server.base_url + path, headers={"accept-encoding": "gzip"})
    assert (answer.headers["cache-control"], answer.headers["content-encoding"]) == ("no-cache", "gzip")
    again = httpx.get(app_server.base_url + path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
