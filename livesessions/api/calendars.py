"""Where a calendar file is uploaded: POST /calendars/upload, from a form of our own page."""

from collections.abc import AsyncGenerator
from functools import partial

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from livesessions.domain.errors import DomainError
from livesessions.domain.imports import MOST_FILE_BYTES
from livesessions.gateways.calendars.trouble import CalendarTooLarge, CalendarTrouble
from livesessions.jobs.calendars import read_file
from livesessions.queries.accounts import identify
from livesessions.runtime import routes
from livesessions.runtime.cookies import Cookies
from livesessions.runtime.limits import Limits, Rate
from livesessions.runtime.work import GUEST, Actor, ask

ROOM_FOR_FORM = 100_000  # bytes around the file
UPLOADS = Rate(times=10, seconds=600)
AT_ONCE = 1  # of the two places to read in; calendars at an address keep the other
MOST_PATIENCE = 15.0  # seconds until somebody hears that others are being read


def calendar_routes(origin: str, limits: Limits) -> list[Route]:
    """The route, for a site at `origin`."""
    cookies = Cookies(secure=origin.startswith("https:"))
    desk = ReadingDesk()

    async def upload(request: Request) -> RedirectResponse:
        actor = await run_in_threadpool(_who, request.cookies.get(cookies.login, ""))
        wait = await run_in_threadpool(limits.spend, f"calendar-file:{actor.user_id}", UPLOADS)
        result = "later" if wait else await _take(request, actor, desk)
        return RedirectResponse(routes.uploaded_calendar(result), 303, {"Cache-Control": "no-store"})

    return [Route(routes.UPLOAD_CALENDAR, upload, methods=["POST"])]


class Busy(CalendarTrouble):
    """Files are read one after the other, and this one's turn did not come."""

    code = "busy"


class ReadingDesk:
    """Where files are read, on threads that no page needs: a bad one keeps others waiting who upload, and nobody
    else. Each person has one read at a time.
    """

    def __init__(self) -> None:
        self._places = anyio.CapacityLimiter(AT_ONCE)
        self._readers: set[int | None] = set()

    async def read(self, actor: Actor, file_name: str, body: bytes) -> None:
        """Adds a calendar. Errors: Busy, and those of `read_file`."""
        if actor.user_id in self._readers:
            raise Busy("Your last file is still being read.")
        self._readers.add(actor.user_id)
        add = partial(read_file, actor, name="", file_name=file_name, body=body)
        try:
            with anyio.move_on_after(MOST_PATIENCE):
                await anyio.to_thread.run_sync(add, limiter=self._places)
                return
            raise Busy("Many calendars are being read just now.")
        finally:
            self._readers.discard(actor.user_id)


def _who(cookie: str) -> Actor:
    viewer = ask(GUEST, identify, cookie=cookie)
    if viewer is None or "instructor" not in viewer.roles:
        raise HTTPException(403)
    return Actor(viewer.user_id, viewer.roles)


async def _take(request: Request, actor: Actor, desk: ReadingDesk) -> str:
    """Reads the file and adds it; the code of what came of it."""
    try:
        file = await _file(request)
        if not file.filename:
            return "no-file"
        body = await file.read()
        await desk.read(actor, file.filename, body)
    except (CalendarTrouble, DomainError) as no:
        return no.code
    return "added"


async def _file(request: Request) -> UploadFile:
    try:
        form = await MultiPartParser(request.headers, _limited(request), max_files=1, max_fields=1).parse()
    except (MultiPartException, KeyError):
        raise HTTPException(400) from None
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise HTTPException(400)
    return file


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    """The body, up to the largest file and not further."""
    length = 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > MOST_FILE_BYTES + ROOM_FOR_FORM:
            raise CalendarTooLarge("The file is too large.")
        yield chunk
