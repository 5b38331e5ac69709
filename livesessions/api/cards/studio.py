"""Where cards are drawn once and kept: on the disk, by what they show."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import anyio

from livesessions.api.cards.pen import Pen

MOST_KEPT = 2000  # of about 40 KB
MOST_WAITING = 8  # a card takes a seventh of a second


class Busy(Exception):
    """More cards wait to be drawn than anybody will wait for."""


class Studio:
    """Draws one card at a time; whoever asks for one that is kept waits for no other."""

    def __init__(self, folder: Path, pen: Pen) -> None:
        self._folder, self._pen = folder, pen
        self._turn = anyio.Semaphore(1)
        self._waiting = 0

    async def picture(self, version: str, svg: str) -> bytes:
        """The card as a PNG. Errors: Busy, PenBroke."""
        if kept := await anyio.to_thread.run_sync(self._kept, version):
            return kept
        if self._waiting >= MOST_WAITING:
            raise Busy
        self._waiting += 1
        try:
            async with self._turn:
                return await anyio.to_thread.run_sync(self._kept_or_drawn, version, svg)
        finally:
            self._waiting -= 1

    def _kept(self, version: str) -> bytes:
        try:
            return self._file(version).read_bytes()
        except FileNotFoundError:
            return b""

    def _kept_or_drawn(self, version: str, svg: str) -> bytes:
        if kept := self._kept(version):
            return kept  # somebody else waited for the same
        png = self._pen.draw(svg)
        self._keep(version, png)
        return png

    def _keep(self, version: str, png: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as half:
            half.write(png)
        os.replace(half.name, self._file(version))
        with suppress(FileNotFoundError):  # another process tidies as well
            self._tidy()

    def _tidy(self) -> None:
        cards = sorted(self._folder.iterdir(), key=lambda file: file.stat().st_mtime)
        for old in cards[: max(0, len(cards) - MOST_KEPT)]:
            old.unlink(missing_ok=True)

    def _file(self, version: str) -> Path:
        return self._folder / f"{version}.png"
