"""Where a calendar file is uploaded: POST /calendars/upload, from a form of our own page."""

from collections.abc import AsyncGenerator

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


def calendar_routes(origin: str, limits: Limits) -> list[Route]:
    """The route, for a site at `origin`."""
    cookies = Cookies(secure=origin.startswith("https:"))

    async def upload(request: Request) -> RedirectResponse:
        actor = await run_in_threadpool(_who, request.cookies.get(cookies.login, ""))
        wait = await run_in_threadpool(limits.spend, f"calendar-file:{actor.user_id}", UPLOADS)
        result = "later" if wait else await _take(request, actor)
        return RedirectResponse(routes.uploaded_calendar(result), 303, {"Cache-Control": "no-store"})

    return [Route(routes.UPLOAD_CALENDAR, upload, methods=["POST"])]


def _who(cookie: str) -> Actor:
    viewer = ask(GUEST, identify, cookie=cookie)
    if viewer is None or "instructor" not in viewer.roles:
        raise HTTPException(403)
    return Actor(viewer.user_id, viewer.roles)


async def _take(request: Request, actor: Actor) -> str:
    """Reads the file and adds it; the code of what came of it."""
    try:
        file = await _file(request)
        if not file.filename:
            return "no-file"
        body = await file.read()
        await run_in_threadpool(read_file, actor, name="", file_name=file.filename, body=body)
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
