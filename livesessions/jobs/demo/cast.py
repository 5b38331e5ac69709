"""The people of the demo and what they teach, from the text files beside this one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from unicodedata import normalize

HERE = Path(__file__).parent
DOMAIN_NAME = "demo.livesessions.example"


@dataclass(frozen=True, slots=True)
class Role:
    """One person of the demo. `teaches` is a domain's slug, empty for those who only learn."""

    name: str
    zone: str
    locale: str
    currency: str = "EUR"
    teaches: str = ""

    @property
    def email(self) -> str:
        first = normalize("NFKD", self.name.split()[0]).encode("ascii", "ignore").decode().lower()
        return f"{first}@{DOMAIN_NAME}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One offering of the demo."""

    domain: str
    title: str
    summary: str
    topics: tuple[str, ...]
    level: str


def instructors() -> list[Role]:
    """Everybody who teaches."""
    return [Role(*cells) for cells in _rows("people.txt")]


def learners() -> list[Role]:
    """Everybody who only learns."""
    return [Role(*cells) for cells in _rows("learners.txt")]


def pieces() -> Iterator[Piece]:
    """Every offering, domain by domain."""
    domain = ""
    for cells in _rows("offerings.txt"):
        if cells[0].startswith("="):
            domain = cells[0].removeprefix("=").strip()
        else:
            title, summary, topics, level = cells
            yield Piece(domain, title, summary, tuple(topics.split(", ")), level)


def parts(roles: list[Role]) -> Iterator[tuple[Role, Piece]]:
    """Who teaches what: the pieces of each domain dealt out in turn to its teachers."""
    hands = {role.teaches: cycle([each for each in roles if each.teaches == role.teaches]) for role in roles}
    for piece in pieces():
        yield next(hands[piece.domain]), piece


def _rows(file: str) -> Iterator[list[str]]:
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]
