"""Chance that falls the same way for the same seed on every Python, which `random` does not promise."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """An endless row of numbers drawn from a seed."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def between(self, low: float, high: float) -> float:
        """A number in [low, high), rounded to a tenth to keep drawings short."""
        return round(low + (high - low) * self._next() / 2**32, 1)

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self._next() % (high - low + 1)

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self._next() % len(choices)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return [
            item for _, _, item in sorted((self._next(), place, item) for place, item in enumerate(items))
        ]

    def _next(self) -> int:
        self._count += 1
        digest = hashlib.blake2b(f"{self._seed}/{self._count}".encode(), digest_size=4).digest()
        return int.from_bytes(digest, "big")
