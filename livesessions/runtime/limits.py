"""How often somebody may do something: in memory by default, in Redis for several workers.

    limits = make_limits(settings.redis_url)
    wait = limits.spend("log-in:203.0.113.7", Rate(times=5, seconds=60))
    if wait: …  # seconds until the next try is allowed

The rule is the "generic cell rate algorithm" (ITU-T I.371): `times` at once, then one every
`seconds / times`. One number a key is kept, and nothing for keys that are quiet.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Protocol

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from livesessions.runtime.log import logger

log = logger(__name__)

# The same rule on Redis's own clock, so that workers whose clocks differ agree. Times in milliseconds.
SPEND = """
local now = redis.call('TIME'); now = now[1] * 1000 + math.floor(now[2] / 1000)
local gap, span = tonumber(ARGV[1]), tonumber(ARGV[2])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + gap
if full - now > span then return full - now - span end
redis.call('SET', KEYS[1], full, 'PX', math.ceil(full - now))
return 0
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """`times` in `seconds`; all of them may come at once."""

    times: int
    seconds: float

    @property
    def gap(self) -> float:
        """Seconds after which one more is allowed."""
        return self.seconds / self.times

    def widened(self, factor: int) -> "Rate":
        """The rate for a place that many people share, such as an address."""
        return Rate(self.times * factor, self.seconds)


def household(address: str) -> str:
    """What one customer of a network has: an IPv4 address, or a /64, which is as many IPv6 addresses as one likes.

    Source: RFC 6177.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return address
    return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))


class Limits(Protocol):
    """Counts by key. Threadsafe; may block for a round trip to Redis, so call it on a thread."""

    def spend(self, key: str, rate: Rate) -> float:
        """Takes one and returns 0, or takes none and returns the seconds to wait."""
        ...


class MemoryLimits:
    """Counts in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, tidy_at: int = 10_000) -> None:
        self._clock = clock
        self._full_at: dict[str, float] = {}
        self._tidy_at = tidy_at
        self._lock = threading.Lock()

    def spend(self, key: str, rate: Rate) -> float:
        """See `Limits.spend`."""
        with self._lock:
            now = self._clock()
            full = max(self._full_at.get(key, now), now) + rate.gap
            wait = full - now - rate.seconds
            if wait > 1e-9:
                return wait
            self._full_at[key] = full
            if len(self._full_at) > self._tidy_at:
                self._tidy(now)
            return 0.0

    def _tidy(self, now: float) -> None:
        self._full_at = {key: full for key, full in self._full_at.items() if full > now}
        # Doubling keeps the walk rare when many keys are really busy.
        self._tidy_at = max(10_000, 2 * len(self._full_at))


class RedisLimits:
    """Counts in Redis. While Redis is away it counts here rather than refuse or admit everybody."""

    def __init__(self, redis: Redis, pause: float = 5.0) -> None:
        self._spend = redis.register_script(SPEND)
        self._meanwhile = MemoryLimits()
        self._pause = pause
        self._again_at = 0.0

    def spend(self, key: str, rate: Rate) -> float:
        """See `Limits.spend`."""
        if time.monotonic() < self._again_at:
            return self._meanwhile.spend(key, rate)
        try:
            wait = self._spend(keys=[f"limit:{key}"], args=[rate.gap * 1000, rate.seconds * 1000])
        except RedisError as error:
            log.warning("limits_without_redis", error=str(error))
            self._again_at = time.monotonic() + self._pause
            return self._meanwhile.spend(key, rate)
        return float(wait) / 1000


def make_limits(redis_url: str = "") -> Limits:
    """Limits in Redis if there is a URL, else in memory."""
    if not redis_url:
        return MemoryLimits()
    return RedisLimits(Redis.from_url(redis_url, socket_timeout=1, retry=Retry(NoBackoff(), 0)))
