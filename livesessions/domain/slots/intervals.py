"""Algebra of half-open intervals of integers, each list of them sorted and disjoint."""

from collections.abc import Iterable, Sequence

Interval = tuple[int, int]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Any intervals in order, overlapping and touching ones as one, empty ones dropped."""
    joined: list[Interval] = []
    begin = reach = -1 << 62
    for start, end in sorted(intervals):
        if start > reach:
            joined.append((begin, reach))
            begin, reach = start, end
        elif end > reach:
            reach = end
    joined.append((begin, reach))
    return [interval for interval in joined if interval[0] < interval[1]]


def clipped(intervals: Iterable[Interval], first: int, last: int) -> list[Interval]:
    """What of the intervals lies in [first, last)."""
    return [
        (start if start > first else first, end if end < last else last)
        for start, end in intervals
        if start < last and end > first
    ]


def minus(intervals: Iterable[Interval], holes: Sequence[Interval]) -> list[Interval]:
    """The intervals without the holes, in one sweep over both."""
    left: list[Interval] = []
    index, count = 0, len(holes)
    for start, end in intervals:
        while index < count and holes[index][1] <= start:
            index += 1
        # A hole that reaches past the end stays for the next interval.
        while index < count and holes[index][0] < end:
            if holes[index][0] > start:
                left.append((start, holes[index][0]))
            start = holes[index][1]
            if start >= end:
                break
            index += 1
        if start < end:
            left.append((start, end))
    return left
