"""The built front end, served: pages, their shells, hashed assets, one form of every URL, a real 404."""

import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from livesessions.api.head import HeadParts, with_head
from livesessions.api.late_scripts import scripts_after_paint
from livesessions.api.security import content_policy, script_hashes
from livesessions.api.shells import sample

PageHead = Callable[[str, str], HeadParts | None]  # of a path and what follows its question mark
FOREVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
ASK_FIRST = "no-cache"
NEVER_CHANGED = {"assets", "fonts"}  # folders where new content has a new name
SHELL = "__spa-fallback.html"  # what React Router builds for the addresses it can't know yet
OFFLINE = "offline.html"  # what the service worker keeps; every other .html is a page's second name
SIDECARS = {"br": ".br", "gzip": ".gz"}  # in the order we like them
TYPES = mimetypes.MimeTypes()  # not what this machine happens to think
for suffix, kind in {".woff2": "font/woff2", ".webmanifest": "application/manifest+json"}.items():
    TYPES.add_type(kind, suffix)
NOT_FOUND = HeadParts(
    title="Page not found · Live Sessions",
    body='<h1>Page not found</h1><p>There is nothing at this address. <a href="/">Back to the start</a></p>',
    index=False,
    status=404,
)
_REFUSED = re.compile(r"q=0(\.0*)?$")


def no_head(_path: str, _query: str) -> HeadParts | None:
    """Leaves every page as it was built."""
    return None


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file, as they are and compressed."""

    body: bytes
    media_type: str
    cache: str
    tag: str
    encoded: Mapping[str, bytes]

    def answer(self, request: Headers, status: int = 200) -> Response:
        """A response in the best encoding the client takes; 304 if it has this one already."""
        encoding = next((name for name in self.encoded if name in _accepted(request)), "")
        body = self.encoded[encoding] if encoding else self.body
        etag = f'"{self.tag}{encoding}"'
        headers = {"Cache-Control": self.cache, "ETag": etag, "Vary": "Accept-Encoding"}
        if etag in request.get("if-none-match", "") and status == 200:
            return Response(status_code=304, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(body, status, headers, self.media_type)


@dataclass(frozen=True, slots=True)
class Page:
    """A built page: its HTML, and how it is served as it is.

    `readable` is the same page for when there is something to read on it before its scripts run: they wait for
    the first paint.
    """

    html: str
    as_built: Content
    readable: str

    def answer(self, request: Headers, parts: HeadParts | None) -> Response:
        """The page with `parts` put in, if there are any, under a policy that admits its own scripts."""
        built = self.readable if parts and parts.screen else self.html
        content = _html_content(with_head(built, parts)) if parts else self.as_built
        response = content.answer(request, parts.status if parts else 200)
        policy = content_policy(script_hashes(built), request.get("host", ""))
        response.headers["Content-Security-Policy"] = policy
        return response


@dataclass(frozen=True, slots=True)
class Site:
    """A build, read once: its files, its pages, those of the patterns, and the shell that fits everywhere."""

    files: Mapping[str, Content]
    pages: Mapping[str, Page]
    patterns: Mapping[re.Pattern[str], Page]
    shell: Page

    def page(self, path: str) -> Page | None:
        """What to serve at `path`: its own page, that of a pattern which fits, None if none does."""
        if path in self.pages:
            return self.pages[path]
        return next((page for pattern, page in self.patterns.items() if pattern.fullmatch(path)), None)


def read_site(built: Path, routes: Path) -> Site:
    """Read the build in folder `built` whose routes Reflex listed in `routes`; empty if there is none."""
    files = [path for path in built.rglob("*") if path.is_file()] if built.is_dir() else []
    listed = json.loads(routes.read_text()) if routes.exists() else []
    pages = {_address(path.parent, built): _page(path) for path in files if path.name == "index.html"}
    shell = _page(built / SHELL)
    return Site(
        files={_address(path, built): _content(path, built) for path in files if _is_plain(path)},
        patterns={_pattern(each): pages.pop(sample(each), shell) for each in listed if "[" in each},
        pages=pages,
        shell=shell,
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
        response = await self._answer(scope["path"], scope["query_string"].decode(), Headers(scope=scope))
        if response is not None:
            return await response(scope, receive, send)
        return await self.inner(scope, receive, self._unless_not_found(scope, receive, send))

    async def _answer(self, path: str, query: str, headers: Headers) -> Response | None:
        if file := self.site.files.get(path):
            return file.answer(headers)
        bare = "/" + path.strip("/")
        page = self.site.page(bare)
        if page is None:
            return None
        if path != bare:
            return RedirectResponse(quote(bare) + (f"?{query}" if query else ""), 308)
        return page.answer(headers, await run_in_threadpool(self.head, path, query))

    def _unless_not_found(self, scope: Scope, receive: Receive, send: Send) -> Send:
        replaced = False

        async def watch(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_plain_404(message):
                replaced = True
                await self.site.shell.answer(Headers(scope=scope), NOT_FOUND)(scope, receive, send)
            elif not replaced:
                await send(message)

        return watch


def _accepted(request: Headers) -> set[str]:
    offers = (offer.replace(" ", "") for offer in request.get("accept-encoding", "").lower().split(","))
    return {offer.partition(";")[0] for offer in offers if not _REFUSED.search(offer)}


def _page(path: Path) -> Page:
    html = path.read_text() if path.exists() else "<!DOCTYPE html><html><head></head><body></body></html>"
    return Page(html, _html_content(html), scripts_after_paint(html))


def _html_content(html: str) -> Content:
    body = html.encode()
    return Content(body, "text/html", ASK_FIRST, _tag(body), {"gzip": gzip.compress(body, 6, mtime=0)})


def _content(path: Path, built: Path) -> Content:
    sidecars = {name: path.with_name(path.name + suffix) for name, suffix in SIDECARS.items()}
    body = path.read_bytes()
    return Content(
        body,
        TYPES.guess_type(path.name)[0] or "application/octet-stream",
        FOREVER if path.relative_to(built).parts[0] in NEVER_CHANGED else AN_HOUR,
        _tag(body),
        {name: sidecar.read_bytes() for name, sidecar in sidecars.items() if sidecar.exists()},
    )


def _tag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:20]


def _is_plain(path: Path) -> bool:
    return path.name == OFFLINE or path.suffix not in {".html", *SIDECARS.values()}


def _address(path: Path, built: Path) -> str:
    return "/" + path.relative_to(built).as_posix().removeprefix(".")


def _pattern(route: str) -> re.Pattern[str]:
    parts = ("[^/]+" if part.startswith("[") else re.escape(part) for part in route.strip("/").split("/"))
    return re.compile("/" + "/".join(parts))


def _is_plain_404(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 404 and kind.startswith("text/plain")
