"""Finding an offering: words, filters, counts, order. Values in, values out."""

from livesessions.domain.discovery.sifting import Sifted, ordered, sift, trust
from livesessions.domain.discovery.wishes import (
    ANYTHING,
    FACETS,
    Narrowing,
    PriceKind,
    Sort,
    Wish,
    fits,
    levels_of,
)
from livesessions.domain.discovery.words import Texts, corrected, fold, score, words_of

__all__ = [
    "ANYTHING",
    "FACETS",
    "Narrowing",
    "PriceKind",
    "Sifted",
    "Sort",
    "Texts",
    "Wish",
    "corrected",
    "fits",
    "fold",
    "levels_of",
    "ordered",
    "score",
    "sift",
    "trust",
    "words_of",
]
