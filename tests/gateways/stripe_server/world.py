"""The state behind the strict Stripe: its objects in its own shape, its clock, the events it will send.

Nothing here is shared with the sandbox: it is written from Stripe's documentation, in Stripe's units.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

import httpx

Thing = dict[str, Any]


class Refused(Exception):
    """What Stripe answers 4xx to a request that is well formed. Source: https://docs.stripe.com/error-codes"""

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        param: str = "",
        status: int = 400,
        kind: str = "invalid_request_error",
        decline_code: str = "",
    ) -> None:
        super().__init__(message)
        self.message, self.code, self.param, self.status = message, code, param, status
        self.kind, self.decline_code = kind, decline_code


class World:
    """Everything Stripe remembers. Fields that begin with an underscore are its own business."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._things: dict[str, Thing] = {}
        self._letters: list[bytes] = []
        self.due: list[tuple[int, Callable[[], None]]] = []
        self.answers: dict[str, tuple[int, str, Any]] = {}

    @property
    def now(self) -> int:
        return int(self._clock().timestamp())

    def pass_time(self) -> None:
        """Does what became due, in order."""
        while ready := [item for item in self.due if item[0] <= self.now]:
            item = min(ready, key=lambda each: each[0])
            self.due.remove(item)
            item[1]()

    def later(self, seconds: int, act: Callable[[], None]) -> None:
        self.due.append((self.now + seconds, act))

    def add(self, kind: str, prefix: str, **fields: Any) -> Thing:
        identifier = f"{prefix}_{secrets.token_hex(12)}"
        self._things[identifier] = {"id": identifier, "object": kind, "created": self.now} | fields
        return self._things[identifier]

    def get(self, kind: str, identifier: str) -> Thing:
        found = self._things.get(identifier)
        if found is None or found["object"] != kind:
            raise Refused(f"No such {kind}: '{identifier}'", code="resource_missing", param="id", status=404)
        return found

    def all(self, kind: str, **fields: Any) -> list[Thing]:
        """Newest first, as Stripe lists them."""
        found = [
            thing
            for thing in self._things.values()
            if thing["object"] == kind and all(thing.get(name) == value for name, value in fields.items())
        ]
        return list(reversed(found))

    def emit(self, kind: str, thing: Thing, account: str = "") -> None:
        """Writes an event; it travels when the post is carried."""
        event = {
            "id": f"evt_{secrets.token_hex(12)}",
            "object": "event",
            "type": kind,
            "created": self.now,
            "data": {"object": shown(thing)},
        }
        self._letters.append(json.dumps(event | ({"account": account} if account else {})).encode())

    def carry(self, url: str, secret: str) -> None:
        """Posts every event, sealed as https://docs.stripe.com/webhooks#verify-manually says."""
        for body in self._take():
            seal = hmac.new(secret.encode(), f"{self.now}.".encode() + body, sha256).hexdigest()
            httpx.post(url, content=body, headers={"Stripe-Signature": f"t={self.now},v1={seal}"})

    def _take(self) -> Iterator[bytes]:
        while self._letters:
            yield self._letters.pop(0)


def shown(thing: Thing) -> Thing:
    """The object as the API shows it."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}


def page(things: list[Thing], params: dict[str, Any], url: str) -> Thing:
    """One page of a list, newest first. Source: https://docs.stripe.com/api/pagination"""
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise Refused("The limit is between 1 and 100.", code="parameter_invalid_integer", param="limit")
    ids = [thing["id"] for thing in things]
    rest = things[ids.index(params["starting_after"]) + 1 :] if "starting_after" in params else things
    return {"object": "list", "url": url, "data": rest[:limit], "has_more": len(rest) > limit}
