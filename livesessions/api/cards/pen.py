"""Draws pictures in a process of its own. The library that draws holds the interpreter, and with it every page."""

import os
import struct
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer

from livesessions.api.cards.drawing import LENGTH
from livesessions.components.kit.art.cards import FAMILY

COMMAND = [sys.executable, str(Path(__file__).with_name("drawing.py")), FAMILY]
MOST_SECONDS = 10.0


class PenBroke(Exception):
    """The process ended in the middle of a picture; the next one gets a new process."""


class Pen:
    """One process, started for the first picture and kept. Blocking and one at a time: call it on a thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def draw(self, svg: str) -> bytes:
        """The picture as a PNG. Errors: PenBroke."""
        with self._lock:
            process = self._process = self._process or _start()
            alarm = Timer(MOST_SECONDS, process.kill)
            alarm.start()
            try:
                return _drawn(process, svg.encode())
            except (OSError, struct.error) as error:
                self.lay_down()
                raise PenBroke from error
            finally:
                alarm.cancel()

    def lay_down(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _start() -> "subprocess.Popen[bytes]":
    surroundings = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}  # none of our settings
    return subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings)


def _drawn(process: "subprocess.Popen[bytes]", svg: bytes) -> bytes:
    assert process.stdin
    assert process.stdout
    process.stdin.write(LENGTH.pack(len(svg)) + svg)
    process.stdin.flush()
    length = LENGTH.unpack(process.stdout.read(LENGTH.size))[0]
    png = process.stdout.read(length)
    if len(png) < length:
        raise OSError("the picture ends in the middle")
    return png
