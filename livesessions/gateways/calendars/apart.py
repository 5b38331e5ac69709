"""Reading a stranger's calendar in a process of its own, which may hang, swell or break without harm.

It knows nothing of this one: no settings, no secrets, no database. Time zones that a calendar defines for
itself end with it.
"""

import json
import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

from livesessions.domain.slots.intervals import Interval
from livesessions.gateways.calendars import trouble
from livesessions.gateways.calendars.busy import Stretch
from livesessions.gateways.calendars.trouble import (
    CalendarTooLarge,
    CalendarTrouble,
    CalendarUnreachable,
    CalendarUnreadable,
)

MOST_SECONDS = 30
MOST_MEMORY = 1_000_000_000
ROOT = Path(__file__).resolve().parents[3]
_AT_ONCE = threading.BoundedSemaphore(2)
COMMAND = [sys.executable, "-m", "livesessions.gateways.calendars.reader"]
TOO_LONG = "The calendar takes too long to read: some event in it repeats without end or measure."


def read_apart(body: bytes, stretch: Stretch, *, seconds: int = MOST_SECONDS) -> list[Interval]:
    """What `read_busy` says. Errors: CalendarUnreadable, CalendarTooLarge."""
    question = {
        "zone": stretch.zone,
        "first": stretch.first.isoformat(),
        "last": stretch.last.isoformat(),
        "seconds": seconds,
        "memory": MOST_MEMORY,
    }
    if not _AT_ONCE.acquire(timeout=MOST_SECONDS):
        raise CalendarUnreachable("Many calendars are being read just now. Please try again in a minute.")
    try:
        done = subprocess.run(
            COMMAND,
            input=json.dumps(question).encode() + b"\n" + body,
            capture_output=True,
            timeout=seconds + 10,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise CalendarTooLarge(TOO_LONG) from None
    finally:
        _AT_ONCE.release()
    if done.returncode < 0:
        raise CalendarTooLarge(TOO_LONG)
    return _answer(done)


def _answer(done: "subprocess.CompletedProcess[bytes]") -> list[Interval]:
    if done.returncode != 0:
        raise CalendarUnreadable("This calendar can’t be read.")
    answer = json.loads(done.stdout)
    if "busy" in answer:
        return [(begin, end) for begin, end in answer["busy"]]
    kind: type[CalendarTrouble] = getattr(trouble, answer["kind"])
    raise kind(answer["message"])


def stretch_of(question: dict[str, str]) -> Stretch:
    """The other way round, in the other process."""
    first, last = (datetime.fromisoformat(question[name]) for name in ("first", "last"))
    return Stretch(question["zone"], first, last)
