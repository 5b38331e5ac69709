"""Idempotency keys: the same call is made once, however often it is sent."""

import hashlib
from dataclasses import astuple
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def request_key(name: str, call: str, request: "DataclassInstance", generation: int) -> str:
    """The key of a call with a whole request: a changed title, address or language makes another one of it.

    After a definite no the gateway repeats it under the same key; with the next `generation` it is a new try.
    """
    digest = hashlib.sha256(repr(astuple(request)).encode()).hexdigest()[:16]
    return f"{name}:{call}:{generation}:{digest}"
