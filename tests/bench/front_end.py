"""What a browser downloads to show each page first, and what handing a page out costs."""

import asyncio
import gzip
import re
from collections.abc import Iterator

from starlette.applications import Starlette
from starlette.types import Message

from livesessions.api.security import Secure
from livesessions.api.static import FrontEnd, Site, read_site
from livesessions.runtime.build import BUILT, ROUTES, ensure_built
from tests.bench.registry import Figure, benchmark, microseconds

LOADED = re.compile(r'"(/assets/[^"]+\.(?:js|css))"')
HOME = {
    "type": "http",
    "method": "GET",
    "path": "/",
    "query_string": b"",
    "headers": [(b"host", b"localhost:8000"), (b"accept-encoding", b"gzip, br")],
}


@benchmark
def front_end(_share: float) -> Iterator[Figure]:
    ensure_built()
    site = read_site(BUILT, ROUTES)
    for path in sorted(site.pages):
        yield Figure(f"page {path} JavaScript", downloaded(site, path, ".js") / 1000, "KB gz")
        yield Figure(f"page {path} CSS", downloaded(site, path, ".css") / 1000, "KB gz")
    app = Secure(FrontEnd(Starlette(), site), origin="http://localhost:8000")
    yield Figure("page handed out", microseconds(lambda: asyncio.run(app(dict(HOME), receive, send))), "µs")


def downloaded(site: Site, path: str, suffix: str) -> int:
    files = {name for name in LOADED.findall(site.pages[path].html) if name.endswith(suffix)}
    return sum(len(gzip.compress(site.files[name].body, 9)) for name in files)


async def receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def send(_message: Message) -> None:
    return None
