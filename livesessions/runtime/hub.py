"""Who is watching what: topics ring after a commit, and every listener hears a burst once.

    hub = Hub(relay=RedisRelay(url))          # without a relay: this process only
    hub.watch("calendar:7", listener="a browser", message="load again")
    hub.publish(["calendar:7"])               # from any thread
    await hub.run(deliver)                    # as long as the process serves

A ring says that something changed, never what. Nothing is kept: who was away asks again when they are back.
"""

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from redis import Redis, RedisError
from redis.asyncio import Redis as AsyncRedis
from redis.backoff import NoBackoff
from redis.retry import Retry

from livesessions.runtime.log import logger

log = logger(__name__)

BURST = 0.02  # seconds in which rings become one: below what an eye notices, above a transaction's spacing
CHANNEL = "livesessions:topics"

Deliver = Callable[[str, frozenset[str]], Awaitable[bool]]
Ring = Callable[[Iterable[str]], None]


class Relay(Protocol):
    """Carries topics to every process, this one included."""

    def send(self, topics: Iterable[str]) -> None:
        """From any thread; may block for a round trip."""
        ...

    async def listen(self, ring: Ring) -> None:
        """Rings what arrives, until it is cancelled."""
        ...


class Hub:
    """Topics, and the listeners of this process with the message each wants for them."""

    def __init__(self, relay: Relay | None = None, burst: float = BURST) -> None:
        self._relay = relay
        self._burst = burst
        self._watching: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
        self._topics: defaultdict[str, set[str]] = defaultdict(set)
        self._rung: set[str] = set()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._deliver: Deliver | None = None
        self._rounds: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How many listeners there are."""
        return len(self._topics)

    def listeners(self) -> list[str]:
        """Who watches anything."""
        return list(self._topics)

    def watch(self, topic: str, listener: str, message: str) -> None:
        """Delivers `message` to `listener` whenever `topic` rings. On the loop's thread."""
        self._watching[topic].setdefault(listener, set()).add(message)
        self._topics[listener].add(topic)

    def is_awaited(self, listener: str, message: str) -> bool:
        """Whether the listener wants this message for any topic. On the loop's thread."""
        return any(message in self._watching[topic][listener] for topic in self._topics.get(listener, ()))

    def forget(self, listener: str) -> None:
        """Ends all of the listener's watches. On the loop's thread."""
        for topic in self._topics.pop(listener, ()):
            watchers = self._watching[topic]
            watchers.pop(listener, None)
            if not watchers:
                del self._watching[topic]

    def publish(self, topics: Iterable[str]) -> None:
        """Rings topics in every process. From any thread, after the commit."""
        topics = list(topics)
        if not topics:
            return
        try:
            (self._relay.send if self._relay else self.ring)(topics)
        except RedisError:
            log.warning("topics_not_relayed", topics=topics)
            self.ring(topics)

    def ring(self, topics: Iterable[str]) -> None:
        """Rings topics in this process. From any thread; silent while nobody serves."""
        with self._lock:
            first = not self._rung
            self._rung.update(topics)
            if first and self._loop and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._loop.call_later, self._burst, self._start_round)

    async def run(self, deliver: Deliver) -> None:
        """Delivers until cancelled. `deliver` says whether the listener is still there; who isn't is forgotten."""
        with self._lock:
            self._loop, self._deliver = asyncio.get_running_loop(), deliver
            self._rung.clear()
        try:
            await (self._relay.listen(self.ring) if self._relay else asyncio.Event().wait())
        finally:
            self._loop = self._deliver = None

    def _start_round(self) -> None:
        with self._lock:
            topics, self._rung = self._rung, set()
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for topic in topics & self._watching.keys():
            for listener, messages in self._watching[topic].items():
                wanted[listener] |= messages
        task = asyncio.ensure_future(self._round(wanted))
        self._rounds.add(task)
        task.add_done_callback(self._rounds.discard)

    async def _round(self, wanted: dict[str, set[str]]) -> None:
        for listener, messages in wanted.items():
            try:
                there = self._deliver is not None and await self._deliver(listener, frozenset(messages))
            except Exception:  # one listener's failure must not silence the others
                log.exception("topic_not_delivered", messages=sorted(messages))
                continue
            if not there:
                self.forget(listener)


class RedisRelay:
    """Topics over Redis pub/sub."""

    def __init__(self, url: str, pause: float = 1.0) -> None:
        self._url = url
        self._pause = pause
        self._redis = Redis.from_url(url, socket_timeout=1, retry=Retry(NoBackoff(), 0))

    def send(self, topics: Iterable[str]) -> None:
        """See `Relay.send`; raises RedisError."""
        self._redis.publish(CHANNEL, json.dumps(list(topics)))

    async def listen(self, ring: Ring) -> None:
        """See `Relay.listen`; a lost connection is made again."""
        while True:
            try:
                await self._listen_once(ring)
            except (RedisError, OSError) as error:
                log.warning("relay_lost", error=str(error))
                await asyncio.sleep(self._pause)

    async def _listen_once(self, ring: Ring) -> None:
        async with AsyncRedis.from_url(self._url) as redis, redis.pubsub() as pubsub:
            await pubsub.subscribe(CHANNEL)
            async for message in pubsub.listen():
                if message["type"] == "message":
                    ring(json.loads(message["data"]))


def make_hub(redis_url: str = "") -> Hub:
    """A hub over Redis if there is a URL, else for this process."""
    return Hub(RedisRelay(redis_url) if redis_url else None)
