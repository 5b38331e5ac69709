"""One page of what a search finds, what each other choice would find, and what to try when it finds nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from livesessions.domain.discovery import (
    Narrowing,
    Sort,
    Wish,
    corrected,
    ordered,
    score,
    sift,
    words_of,
)
from livesessions.domain.slots import Slot
from livesessions.domain.times import local_day
from livesessions.queries.discovery.candidates import Candidate, load_candidates
from livesessions.queries.discovery.times import FreeTimes
from livesessions.runtime.work import View

PAGE_SIZE = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """An offering on a card, and its next free time if it has one."""

    offering: Candidate
    next_slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. `page` is the one shown, which may be lower than the one asked for.

    `domains` and `topics` say how the values of these facets are called. `corrected` is the search without
    its typing errors, where this one finds nothing and that one does. `currencies` begin with the commonest.
    """

    total: int
    page: int
    pages: int
    shown: tuple[Shown, ...]
    facets: Mapping[Narrowing, Counter[str]]
    broader: Mapping[Narrowing, int]
    domains: Mapping[str, str]
    topics: Mapping[str, str]
    currencies: tuple[str, ...]
    corrected: str
    now: datetime


def find_offerings(view: View, *, wish: Wish, zone: str = "UTC") -> Found:
    """The offerings that fit, one page of them: seven statements, however many there are.

    The wish's days are dates of `zone`. Errors: UnknownZone.
    """
    words = words_of(wish.words)
    offerings = load_candidates(view.db, with_texts=bool(words))
    scores = _scores(words, offerings)
    days = _days(wish, zone)
    all_times = FreeTimes(view.db, view.now, offerings) if days or wish.sort == Sort.SOONEST else None
    sifted = sift(
        offerings,
        wish,
        speaks_of=lambda each: not words or each in scores,
        is_free=lambda each: not (all_times and days) or all_times.first(each, *days) is not None,
    )
    soonest = _soonest(sifted.hits, all_times) if wish.sort == Sort.SOONEST else {}
    in_order = ordered(sifted.hits, wish, scores, soonest)
    page, pages = _page(wish.page, len(in_order))
    return Found(
        total=len(in_order),
        page=page,
        pages=pages,
        shown=_shown(view, in_order[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], all_times),
        facets=sifted.facets,
        broader=sifted.broader,
        domains=dict(each.shelf for each in offerings),
        topics=dict(topic for each in offerings for topic in each.about),
        currencies=_currencies(offerings),
        corrected="" if in_order else _corrected(words, offerings),
        now=view.now,
    )


def _scores(words: Sequence[str], offerings: Sequence[Candidate]) -> dict[Candidate, int]:
    """How well each offering that speaks of all the words does so."""
    if not words:
        return {}
    return {each: points for each in offerings if (points := score(words, each.texts))}


def _days(wish: Wish, zone: str) -> tuple[datetime, datetime] | None:
    """The instants [first, last) of the days asked for; one day alone is a range of one."""
    first, last = wish.first_day or wish.last_day, wish.last_day or wish.first_day
    if first is None or last is None:
        return None
    return local_day(first, zone)[0], local_day(last, zone)[1]


def _soonest(hits: Sequence[Candidate], times: FreeTimes | None) -> dict[Candidate, datetime]:
    slots = {each: times.next(each) for each in hits} if times else {}
    return {each: slot.start for each, slot in slots.items() if slot}


def _currencies(offerings: Sequence[Candidate]) -> tuple[str, ...]:
    """The currencies of the prices, the commonest first."""
    return tuple(code for code, _ in Counter(each.currency for each in offerings if each.price).most_common())


def _page(wanted: int, total: int) -> tuple[int, int]:
    pages = max(1, -(-total // PAGE_SIZE))
    return min(max(wanted, 1), pages), pages


def _shown(view: View, offerings: Sequence[Candidate], all_times: FreeTimes | None) -> tuple[Shown, ...]:
    times = all_times or FreeTimes(view.db, view.now, offerings)
    return tuple(Shown(each, times.next(each)) for each in offerings)


def _corrected(words: Sequence[str], offerings: Sequence[Candidate]) -> str:
    """The likely search, if it would find anything at all."""
    known = [text for each in offerings for text in (each.title, each.texts.topics, each.instructor)]
    likely = corrected(words, known)
    wanted = words_of(likely)
    return likely if any(score(wanted, each.texts) for each in offerings) else ""
