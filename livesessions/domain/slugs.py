"""Titles and names as they stand in an address."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

LONGEST = 70  # leaves room for a number


def slugify(title: str, taken: Container[str] = frozenset(), *, empty: str = "offering") -> str:
    """A title as it stands in an address: ASCII words with hyphens, numbered if it is taken.

    Letters of other scripts are left out; a title of nothing else is `empty`.
    """
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LATIN))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’\u0300-\u036f]", "", plain))
    slug = _cut("-".join(words)) or empty
    if slug not in taken:
        return slug
    return next(name for number in count(2) if (name := f"{slug}-{number}") not in taken)


def _cut(slug: str) -> str:
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]


_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"}
)
