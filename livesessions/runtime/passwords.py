"""Passwords and one-time secrets. Argon2id (RFC 9106) with OWASP's parameters: 19 MiB, two passes.

    stored = await hashed("correct horse")
    if await matches("correct horse", stored): …

A hash takes about 20 ms of a core, so only a few are made at a time, on threads of their own: a flood of
log-ins waits for itself, and nobody else waits for it. Never call these inside a transaction.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from secrets import token_urlsafe
from threading import BoundedSemaphore
from typing import NamedTuple, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from livesessions.domain.errors import DomainError

R = TypeVar("R")

AT_A_TIME = 2
WAITING = 50  # a queue of half a second; who comes after that is better told so

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_threads = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="passwords")
_places = BoundedSemaphore(AT_A_TIME + WAITING)
_decoy = _hasher.hash(token_urlsafe())


class TooBusy(DomainError):
    """More people are logging in than the machine can check."""

    code = "too_busy"
    status = 503


class Secret(NamedTuple):
    """What goes into a cookie or a link, and the hash that is all we keep of it."""

    text: str
    hash: str


async def hashed(password: str) -> str:
    """The hash to store. Raises TooBusy."""
    return await asyncio.wrap_future(_submit(_hasher.hash, password))


async def matches(password: str, stored: str | None) -> bool:
    """Whether it is the password; takes as long when there is none to compare with. Raises TooBusy."""
    right = await asyncio.wrap_future(_submit(_verify, stored or _decoy, password))
    return right and stored is not None


def hash_now(password: str) -> str:
    """The hash to store, for commands and demo data; blocks."""
    return _hasher.hash(password)


def new_secret() -> Secret:
    """256 random bits for a cookie or a link."""
    text = token_urlsafe(32)
    return Secret(text, secret_hash(text))


def secret_hash(*parts: str) -> str:
    """What is stored of a secret, and looked up: it is random, so a fast hash is enough."""
    return sha256("\n".join(parts).encode()).hexdigest()


def _submit(work: Callable[..., R], *words: str) -> "Future[R]":
    if not _places.acquire(blocking=False):
        raise TooBusy("Many people are logging in right now. Please try again in a moment.")
    future = _threads.submit(work, *words)
    future.add_done_callback(lambda _: _places.release())
    return future


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
