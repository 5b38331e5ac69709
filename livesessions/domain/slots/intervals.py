"""Algebra of half-open intervals of integers, each list of them sorted and disjoint."""

from collections.abc import Iterable
from itertools import chain

Interval = tuple[int, int]

BEFORE_ALL, AFTER_ALL = -1 << 62, 1 << 62


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Any intervals in order, overlapping and touching ones as one, empty ones dropped."""
    joined: list[Interval] = []
    begin = reach = BEFORE_ALL
    for start, end in sorted(intervals):
        if start > reach:
            if begin < reach:
                joined.append((begin, reach))
            begin, reach = start, end
        elif end > reach:
            reach = end
    if begin < reach:
        joined.append((begin, reach))
    return joined


def clipped(intervals: Iterable[Interval], first: int, last: int) -> list[Interval]:
    """What of the intervals lies in [first, last)."""
    return [
        (start if start > first else first, end if end < last else last)
        for start, end in intervals
        if start < last and end > first
    ]


def within_ends(intervals: list[Interval], first: int, last: int) -> list[Interval]:
    """The same for intervals in order of which few reach out of [first, last). The list is changed."""
    while intervals and intervals[0][0] < first:
        start, end = intervals.pop(0)
        if end > first:
            intervals.insert(0, (first, end))
            break
    while intervals and intervals[-1][1] > last:
        start, end = intervals.pop()
        if start < last:
            intervals.append((start, last))
            break
    return intervals


def joined(before: list[Interval], after: list[Interval]) -> list[Interval]:
    """Two lists, the second after the first, as one."""
    if before and after and before[-1][1] == after[0][0]:
        return [*before[:-1], (before[-1][0], after[0][1]), *after[1:]]
    return before + after


def minus(intervals: Iterable[Interval], holes: Iterable[Interval]) -> list[Interval]:
    """The intervals without the holes, in one sweep over both."""
    left: list[Interval] = []
    rest = chain(holes, [(AFTER_ALL, AFTER_ALL)])
    opens, closes = next(rest)
    for start, end in intervals:
        while closes <= start:
            opens, closes = next(rest)
        # A hole that reaches past the end stays for the next interval.
        while opens < end:
            if opens > start:
                left.append((start, opens))
            start = closes
            if start >= end:
                break
            opens, closes = next(rest)
        if start < end:
            left.append((start, end))
    return left
