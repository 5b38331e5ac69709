"""The two doors: `ask` reads, `perform` is one transaction.

    booking = perform(actor, hold_slot, offering_id=7, starts_at=…)
    page = ask(actor, offering_page, slug="rust-lifetimes")

A use case is `def hold_slot(work: Work, *, …)`: it loads, checks, asks the domain, writes to `work.db`, says
what happened with `work.record` and what must happen outside with `work.later`. It never commits. A query is
`def offering_page(view: View, *, …)` and never writes. Both are synchronous; State code calls them through
`state/base.py`, which puts them on a thread.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from livesessions.domain.errors import NotAllowed
from livesessions.runtime import trail
from livesessions.runtime.clock import Clock
from livesessions.runtime.database import WRITES, for_looks
from livesessions.runtime.writers import queue_of_writers

INSTRUCTOR = "instructor"
PAUSED = "paused instructor"  # whose teaching is suspended: may look at what is theirs, and be paid

P = ParamSpec("P")
R = TypeVar("R")

RETRIED = ("40001", "40P01", "55P03")  # serialisation, deadlock, lock not available
TRIES = 5
OUTBOX = trail.OUTBOX


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking. Guests have no user id; the system acts for nobody."""

    user_id: int | None = None
    roles: frozenset[str] = frozenset()
    kind: str = "person"

    def must_be_signed_in(self) -> int:
        """The user's id; raises NotAllowed for guests."""
        if self.user_id is None:
            raise NotAllowed("Please log in first.")
        return self.user_id

    @property
    def is_admin(self) -> bool:
        return "admin" in self.roles

    @property
    def has_taught(self) -> bool:
        """Whether they teach, or did until their teaching was suspended."""
        return bool(self.roles & {INSTRUCTOR, PAUSED})


GUEST = Actor(kind="guest")
SYSTEM = Actor(kind="system")


@dataclass(slots=True)
class View:
    """What a query gets: a read transaction, the instant, the asker."""

    db: Session
    now: datetime
    actor: Actor


@dataclass(slots=True)
class Work(View):
    """What a use case gets: one transaction and its book of events and promises."""

    entries: list[trail.Entry] = field(default_factory=list)
    promises: list[trail.Promise] = field(default_factory=list)

    def record(self, event: str, subject: Any, **details: Any) -> None:
        """Writes down that `event` happened to the row `subject`.

        `details` are the fields of `trail.Entry`: before, after (small dicts of plain values), reason,
        topics, the names that open pages may be watching, and together, what it is announced with. The audit
        row is written in this transaction, the topics ring after it.
        """
        self.entries.append(trail.Entry(event=event, subject=subject, **details))

    def later(self, job: str, payload: dict[str, Any] | None = None, **details: Any) -> None:
        """Promises that `job` runs after this transaction, at `due` or at once, once per `key` if given."""
        self.promises.append(trail.Promise(job=job, payload=payload or {}, **details))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What fails inside is taken back, with its events and promises, and the transaction goes on."""
        entries, promises = len(self.entries), len(self.promises)
        try:
            with self.db.begin_nested():
                yield
        except BaseException:
            del self.entries[entries:], self.promises[promises:]
            raise


UseCase = Callable[Concatenate[Work, P], R]


class Ring(Protocol):
    """Tells open pages that the things they show have changed."""

    def publish(self, topics: Iterable[str]) -> None: ...


class Silence:
    """A ring nobody hears."""

    def publish(self, topics: Iterable[str]) -> None:
        """Says nothing."""


class Door:
    """A database, a clock and a bell: everything `ask` and `perform` need.

    `announced` are the events that the "announce" job turns into notifications and letters.
    """

    def __init__(
        self, engine: Engine, clock: Clock, ring: Ring | None = None, announced: frozenset[str] = frozenset()
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.ring: Ring = ring or Silence()
        self.announced = announced
        self._queue = queue_of_writers(engine)
        self._writer = engine.execution_options(**{WRITES: True})
        self._looker = for_looks(engine)

    def ask(self, actor: Actor, query: Callable[Concatenate[View, P], R], *args: P.args, **kw: P.kwargs) -> R:
        """Runs a query; whatever it left in the transaction is thrown away."""
        with Session(self.engine) as db:
            return query(View(db, self.clock(), actor), *args, **kw)

    def perform(
        self, actor: Actor, use_case: Callable[Concatenate[Work, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Runs a use case wholly or not at all, then rings its topics. Collisions are tried again."""
        if look := _LOOKS.get(use_case):
            with Session(self._looker) as db:
                look(View(db, self.clock(), actor), *args, **kw)
        for attempt in range(TRIES):
            try:
                result, topics = self._once(actor, lambda work: use_case(work, *args, **kw))
            except DBAPIError as error:
                if attempt + 1 == TRIES or not _is_collision(error):
                    raise
            else:
                self.ring.publish(topics)
                return result
        raise AssertionError("unreachable: the last try raises")

    def _once(self, actor: Actor, use_case: Callable[[Work], R]) -> tuple[R, list[str]]:
        with self._queue(), Session(self._writer, expire_on_commit=False) as db:
            work = Work(db, self.clock(), actor)
            result = use_case(work)
            topics = trail.write(
                db,
                work.now,
                actor,
                entries=work.entries,
                promises=work.promises,
                announced=self.announced,
            )
            db.commit()
            return result, topics


def looking_first(look: Callable[Concatenate[View, P], None]) -> Callable[[UseCase[P, R]], UseCase[P, R]]:
    """Marks a use case that `look`, which gets the same arguments, may refuse before it locks anything.

    Whoever comes too late for a slot that many want does not hold up the others. A look reads outside of any
    transaction; one that lets pass promises nothing: the use case decides.
    """

    def mark(use_case: UseCase[P, R]) -> UseCase[P, R]:
        _LOOKS[use_case] = look
        return use_case

    return mark


_LOOKS: dict[Callable[..., Any], Callable[..., None]] = {}


def _is_collision(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in RETRIED or "database is locked" in str(error.orig)


_door: list[Door] = []


def open_door(door: Door) -> Door:
    """Makes `door` the one that `ask` and `perform` go through."""
    _door[:] = [door]
    return door


def the_door() -> Door:
    """The open door; an error before the composition root has opened one."""
    if not _door:
        raise RuntimeError("no door is open: the composition root opens it at start")
    return _door[0]


def ask(actor: Actor, query: Callable[Concatenate[View, P], R], *args: P.args, **kw: P.kwargs) -> R:
    """Runs a query through the open door."""
    return the_door().ask(actor, query, *args, **kw)


def perform(actor: Actor, use_case: Callable[Concatenate[Work, P], R], *args: P.args, **kw: P.kwargs) -> R:
    """Runs a use case through the open door."""
    return the_door().perform(actor, use_case, *args, **kw)
