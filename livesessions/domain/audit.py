"""The audit trail's chain: each event carries the hash of the one before; a missing or altered one shows."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

START = "0" * 64


def link(previous: str, facts: Mapping[str, Any]) -> str:
    """The hash of an event: SHA-256 over the previous hash and the facts as canonical JSON.

    Facts that JSON can't hold become text. They are hashed as they will read when they come back from the
    database: keys are text, and sorted as such.
    """
    stored = json.loads(json.dumps(facts, default=str, allow_nan=False))
    canonical = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def first_broken(
    events: Iterable[tuple[str, str, Mapping[str, Any]]], last_hash: str | None = None
) -> int | None:
    """The position of the first (previous hash, hash, facts) that does not follow from the one before.

    With the chain's `last_hash`, kept elsewhere, a cut-off end shows too: as the position after the last one.
    """
    last, position = START, -1
    for position, (previous, own, facts) in enumerate(events):
        if previous != last or own != link(previous, facts):
            return position
        last = own
    return position + 1 if last_hash not in (None, last) else None
