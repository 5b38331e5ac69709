"""The audit trail's chain: each event carries the hash of the one before; a missing or altered one shows."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

START = "0" * 64


def link(previous: str, facts: Mapping[str, Any]) -> str:
    """The hash of an event: SHA-256 over the previous hash and the facts as canonical JSON."""
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def first_broken(events: Iterable[tuple[str, str, Mapping[str, Any]]]) -> int | None:
    """The position of the first (previous hash, hash, facts) that does not follow from the one before."""
    last = START
    for position, (previous, own, facts) in enumerate(events):
        if previous != last or own != link(previous, facts):
            return position
        last = own
    return None
