"""Looking at calendars elsewhere, on a worker of its own, because strangers' servers are slow."""

from collections.abc import Iterable
from hashlib import sha256

from livesessions.domain.imports import MOST_FILE_BYTES
from livesessions.gateways.calendars.apart import read_apart
from livesessions.gateways.calendars.busy import Stretch
from livesessions.gateways.calendars.fetching import Fetched, Known, Limits, fetch
from livesessions.gateways.calendars.trouble import CalendarTooLarge, CalendarTrouble
from livesessions.jobs.desk import the_desk
from livesessions.jobs.telling import Telling
from livesessions.queries.calendars import failing_calendar, room_for_calendar
from livesessions.runtime import routes
from livesessions.runtime.log import logger
from livesessions.runtime.seal import SealBroken, the_seal
from livesessions.runtime.work import SYSTEM, Actor, ask, perform
from livesessions.services.calendar_looks import Look, Version, not_readable, nothing_new, take_due, take_over
from livesessions.services.calendars import add_file

log = logger(__name__)
FILE_SECONDS = 10  # of processor time for a file somebody waits for; the most events we take need three
OUR_FAULT = "Something went wrong on our side. We will try again."
LOST = "We can’t open its address any more. Please remove the calendar and add it again."


def look_at_calendars() -> int:
    """Looks at the calendars that are due; how many they were."""
    try:
        looks = perform(SYSTEM, take_due)
    except Exception:
        log.exception("calendars.look_failed")
        return 0
    for look in looks:
        look_at(look)
    return len(looks)


def look_at(look: Look) -> None:
    """Takes over what a calendar says now; a problem with it is kept for its owner and changes nothing else."""
    try:
        _read(look)
    except CalendarTrouble as no:
        perform(SYSTEM, not_readable, look=look, problem=no.message)
    except Exception as error:  # noqa: BLE001 (the edge of a job; the error's own text may hold the address)
        log.error("calendar.failed", id=look.calendar_id, error=type(error).__name__)
        perform(SYSTEM, not_readable, look=look, problem=OUR_FAULT)


def read_file(actor: Actor, *, name: str, file_name: str, body: bytes) -> None:
    """Reads an uploaded calendar and adds it. Errors: NotAllowed, WrongCalendar, CalendarTrouble."""
    room = ask(actor, room_for_calendar)
    if len(body) > MOST_FILE_BYTES:
        raise CalendarTooLarge(f"The file is larger than {MOST_FILE_BYTES // 1_000_000} MB.")
    busy = read_apart(body, Stretch(room.time_zone, room.first, room.last), seconds=FILE_SECONDS)
    perform(actor, add_file, name=name, file_name=file_name, body=body, busy=busy, time_zone=room.time_zone)


def tell_of_failing(event_id: int) -> Iterable[Telling]:
    """What the owner of a calendar hears that could not be read for days; nothing if it was read meanwhile."""
    it = ask(SYSTEM, failing_calendar, event_id=event_id)
    if it:
        yield Telling(
            it.owner,
            f"We can’t read your calendar “{it.name}”",
            f"For {it.days} days: {it.problem} What is new in it is not kept free.",
            routes.CALENDARS,
            "calendar_failing",
        )


def _read(look: Look) -> None:
    found = _obtain(look)
    digest = look.version.digest if found.body is None else sha256(found.body).hexdigest()
    version = Version(found.known.etag, found.known.last_modified, digest)
    if found.body is None or digest == look.version.digest:
        perform(SYSTEM, nothing_new, look=look, version=version)
        return
    busy = read_apart(found.body, Stretch(look.time_zone, look.first, look.last))
    perform(SYSTEM, take_over, look=look, busy=busy, version=version)


def _obtain(look: Look) -> Fetched:
    if look.address is None:
        return Fetched(look.file, Known())
    known = Known(look.version.etag, look.version.last_modified)
    hosts = the_desk().settings.calendar_private_hosts
    return fetch(_opened(look.address), known, Limits(private_hosts=hosts))


def _opened(sealed: str) -> str:
    try:
        return the_seal().open(sealed)
    except SealBroken:
        log.error("calendar.seal_broken")  # the operator's key is another one, and the former is not named
        raise CalendarTrouble(LOST) from None
