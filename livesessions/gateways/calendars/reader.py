"""The process in which a stranger's calendar is read: a question and the calendar in, busy minutes out."""

import json
import resource
import sys
import warnings
from contextlib import suppress

from livesessions.gateways.calendars.apart import stretch_of
from livesessions.gateways.calendars.busy import read_busy
from livesessions.gateways.calendars.trouble import CalendarTooLarge, CalendarTrouble


def main() -> None:
    """Reads standard input, writes one line of JSON."""
    question = json.loads(sys.stdin.buffer.readline())
    _limit(question["seconds"], question["memory"])
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(_answer(question, sys.stdin.buffer.read())))


def _answer(question: dict[str, str], body: bytes) -> dict[str, object]:
    try:
        return {"busy": read_busy(body, stretch_of(question))}
    except CalendarTrouble as no:
        return {"kind": type(no).__name__, "message": no.message}
    except (MemoryError, RecursionError):
        return {"kind": CalendarTooLarge.__name__, "message": "The calendar takes too much room to read."}


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # not every system counts memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main()
