"""The built front end, served: pages, their shells, hashed assets, one form of every URL, a real 404."""

import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livesessions.api.head import HeadParts, with_head
from livesessions.api.security import content_policy, script_hashes

PageHead = Callable[[str], HeadParts | None]
FOREVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
ASK_FIRST = "no-cache"
SIDECARS = {"br": ".br", "gzip": ".gz"}  # in the order we like them
NOT_FOUND = HeadParts(
    title="Page not found · Live Sessions",
    body='<h1>Page not found</h1><p>There is nothing at this address. <a href="/">Back to the start</a></p>',
    index=False,
    status=404,
)
_REFUSED = re.compile(r"q=0(\.0*)?$")


def no_head(_path: str) -> HeadParts | None:
    """Leaves every page as it was built."""
    return None


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file, as they are and compressed."""

    body: bytes
    media_type: str
    cache: str
    encoded: Mapping[str, bytes] = field(default_factory=dict)

    def answer(self, request: Headers, status: int = 200) -> Response:
        """A response in the best encoding the client takes; 304 if it has this one already."""
        encoding = next((name for name in self.encoded if name in _accepted(request)), "")
        body = self.encoded[encoding] if encoding else self.body
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = {"Cache-Control": self.cache, "ETag": etag, "Vary": "Accept-Encoding"}
        if etag in request.get("if-none-match", "") and status == 200:
            return Response(status_code=304, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(body, status, headers, self.media_type)


@dataclass(frozen=True, slots=True)
class Site:
    """A build, read once: its files, its prerendered pages and the patterns of the others."""

    files: Mapping[str, Content]
    pages: Mapping[str, str]
    shell: str
    patterns: tuple[re.Pattern[str], ...]

    def page(self, path: str) -> str | None:
        """The HTML for `path`: its prerendered page, the shell if a pattern fits, None if none does."""
        if path in self.pages:
            return self.pages[path]
        return self.shell if any(pattern.fullmatch(path) for pattern in self.patterns) else None


def read_site(built: Path, routes: Path) -> Site:
    """Read the build in folder `built` whose routes Reflex listed in `routes`; empty if there is none."""
    files = [path for path in built.rglob("*") if path.is_file()] if built.is_dir() else []
    listed = json.loads(routes.read_text()) if routes.exists() else []
    shell = built / "__spa-fallback.html"
    return Site(
        files={
            f"/{path.relative_to(built).as_posix()}": _content(path, built)
            for path in files
            if _is_plain(path)
        },
        pages={_url(path.parent, built): path.read_text() for path in files if path.name == "index.html"},
        shell=shell.read_text() if shell.exists() else "",
        patterns=tuple(_pattern(route) for route in listed if "[" in route),
    )


class FrontEnd:
    """ASGI layer: answers what the build has, hands the rest on, dresses a plain 404 as a page.

    `head` is asked, in a thread, what to say about a page that is about to be served.
    """

    def __init__(self, inner: ASGIApp, site: Site, *, head: PageHead = no_head) -> None:
        self.inner = inner
        self.site = site
        self.head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return await self.inner(scope, receive, send)
        request = Request(scope)
        response = await self._answer(request)
        if response is not None:
            return await response(scope, receive, send)
        return await self.inner(scope, receive, self._unless_not_found(request, receive, send))

    async def _answer(self, request: Request) -> Response | None:
        path = request.url.path
        if file := self.site.files.get(path):
            return file.answer(request.headers)
        bare = "/" + path.strip("/")
        html = self.site.page(bare)
        if html is None:
            return None
        if path != bare:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(quote(bare) + query, 308)
        return self._page(request, html, await run_in_threadpool(self.head, path))

    def _page(self, request: Request, html: str, parts: HeadParts | None) -> Response:
        if parts is not None:
            html = with_head(html, parts)
        body = html.encode()
        page = Content(body, "text/html", ASK_FIRST, {"gzip": gzip.compress(body, 5, mtime=0)})
        response = page.answer(request.headers, parts.status if parts else 200)
        host = request.headers.get("host", "")
        response.headers["Content-Security-Policy"] = content_policy(script_hashes(html), host)
        return response

    def _unless_not_found(self, request: Request, receive: Receive, send: Send) -> Send:
        replaced = False

        async def watch(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_plain_404(message):
                replaced = True
                await self._page(request, self.site.shell, NOT_FOUND)(request.scope, receive, send)
            elif not replaced:
                await send(message)

        return watch


def _accepted(request: Headers) -> set[str]:
    offers = (offer.replace(" ", "") for offer in request.get("accept-encoding", "").lower().split(","))
    return {offer.partition(";")[0] for offer in offers if not _REFUSED.search(offer)}


def _content(path: Path, built: Path) -> Content:
    sidecars = {name: path.with_name(path.name + suffix) for name, suffix in SIDECARS.items()}
    return Content(
        path.read_bytes(),
        mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        FOREVER if path.parent == built / "assets" else AN_HOUR,
        {name: sidecar.read_bytes() for name, sidecar in sidecars.items() if sidecar.exists()},
    )


def _is_plain(path: Path) -> bool:
    return path.suffix not in {".html", *SIDECARS.values()}


def _url(folder: Path, built: Path) -> str:
    return "/" + folder.relative_to(built).as_posix().removeprefix(".")


def _pattern(route: str) -> re.Pattern[str]:
    parts = ("[^/]+" if part.startswith("[") else re.escape(part) for part in route.strip("/").split("/"))
    return re.compile("/" + "/".join(parts))


def _is_plain_404(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 404 and kind.startswith("text/plain")
