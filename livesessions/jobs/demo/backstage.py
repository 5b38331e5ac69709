"""Where the season is played: out of sight, so that nobody ever finds half of one.

In SQLite it is played in files of its own, which are put in place in one transaction at the end. Any other
database it is played in directly, with a note beside it for as long as it lasts.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from livesessions.domain.errors import DomainError
from livesessions.runtime.settings import Settings

SANDBOX = Path("sandbox") / "sandbox.db"


class HalfPlayed(DomainError):
    """The demo was interrupted in a database that only its owner may empty."""

    def __init__(self, note: Path) -> None:
        super().__init__(
            "The demo data was interrupted half-way, so half of it is in the database. Empty it and start "
            f"again, or keep it as it is: set DEMO=false, or delete {note}."
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where to play: the app's database, and the folder of the sandbox's own."""

    database: str
    sandbox: Path


def refuse_half(settings: Settings) -> None:
    """Raises HalfPlayed if an earlier season was interrupted where it could be seen."""
    if _note(settings).exists():
        raise HalfPlayed(_note(settings))


@contextmanager
def backstage(settings: Settings) -> Iterator[Place]:
    """A place to play in; at a clean end all of it is in the app's own."""
    if make_url(settings.database).get_backend_name() != "sqlite":
        yield from _in_the_open(settings)
        return
    folder = settings.data_dir / "season"
    shutil.rmtree(folder, ignore_errors=True)  # of one that was interrupted
    played, shown = folder / "livesessions.db", Path(make_url(settings.database).database or "")
    (folder / "sandbox").mkdir(parents=True)
    _copy(shown, played)
    yield Place(f"sqlite:///{played}", folder / "sandbox")
    # Whether there is a demo is read off the app's database: it comes last.
    _copy(folder / SANDBOX, settings.data_dir / SANDBOX)
    _copy(played, shown)
    shutil.rmtree(folder)


def _in_the_open(settings: Settings) -> Iterator[Place]:
    note = _note(settings)
    note.touch()
    yield Place(settings.database, settings.data_dir / "sandbox")
    note.unlink()


def _note(settings: Settings) -> Path:
    return settings.data_dir / "season.unfinished"


def _copy(source: Path, target: Path) -> None:
    """One SQLite file into another, wholly or not at all, whoever has it open."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as full, closing(sqlite3.connect(target, timeout=10)) as place:
        full.backup(place)
