"""What was typed against what an offering says. Capitals and accents don't matter; every word must fit."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

MOST_WORDS = 8
ALIKE = 0.75  # how much of a word has to be right for it to be a typing error
INSIDE = 4  # letters from which a word is also looked for inside others: "script" finds "JavaScript"

_WORD = re.compile(r"\w[\w+#]*")  # C++ and C# are words
# Letters that Unicode takes for letters of their own, not for accented ones.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of an offering, the weightiest first."""

    title: str
    topics: str = ""
    instructor: str = ""
    summary: str = ""
    description: str = ""

    def weighed(self) -> tuple[tuple[int, str], ...]:
        """Each text with what a hit in it is worth."""
        shown = ((12, self.title), (8, self.topics), (6, self.instructor))
        return *shown, (4, self.summary), (1, self.description)


def fold(text: str) -> str:
    """Lower case without accents: "Élodie" is "elodie", "Straße" "strasse"."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).translate(_PLAIN)


def words_of(text: str) -> tuple[str, ...]:
    """The different words of a search, folded, at most `MOST_WORDS`."""
    return tuple(dict.fromkeys(_WORD.findall(fold(text))))[:MOST_WORDS]


def score(words: Iterable[str], texts: Texts) -> int:
    """How well the texts fit: 0 unless every word stands somewhere in them.

    The beginning of a word counts double its inside, which counts only for longer words.
    """
    weighed = [(weight, _row(text)) for weight, text in texts.weighed() if text]
    scores = [sum(weight * _hit(word, row) for weight, row in weighed) for word in words]
    return sum(scores) if all(scores) else 0


def corrected(words: Iterable[str], vocabulary: Iterable[str]) -> str:
    """The search with its likely typing errors mended; empty if no word has any."""
    known = {word for text in vocabulary for word in words_of(text)}
    wanted = list(words)
    mended = [_mended(word, known) for word in wanted]
    return " ".join(mended) if mended != wanted else ""


@lru_cache(maxsize=8192)
def _row(text: str) -> str:
    """All words with a space before each, so that a word's beginning is one search for " word"."""
    return " " + " ".join(_WORD.findall(fold(text)))


def _hit(word: str, row: str) -> int:
    if f" {word}" in row:
        return 2
    return 1 if len(word) >= INSIDE and word in row else 0


def _mended(word: str, known: set[str]) -> str:
    if any(other.startswith(word) for other in known):
        return word
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=ALIKE)), word)
