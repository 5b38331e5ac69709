"""A small marketplace behind the running app, and logins for its people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from livesessions.models import User
from livesessions.runtime.clock import Clock, system_clock
from livesessions.runtime.database import make_engine
from livesessions.runtime.seal import Seal, use_seal
from livesessions.runtime.work import GUEST, SYSTEM, Actor, Door, Work, open_door, perform
from livesessions.services.accounts import enter, start_login
from tests.journeys.server import SECRET_KEY, AppServer
from tests.services.market import Market, open_market


@contextmanager
def marketplace(server: AppServer, *, clock: Clock = system_clock, **offering: Any) -> Iterator[Market]:
    """A market in the app's own database; the app sees it at once."""
    engine = make_engine(f"sqlite:///{server.data_dir / 'livesessions.db'}")
    open_door(Door(engine, clock))
    use_seal(Seal([SECRET_KEY]))
    yield open_market(clock(), **offering)
    engine.dispose()


def logged_in(new_page: Callable[..., Page], server: AppServer, who: Actor) -> Page:
    """A page in a browser in which this person is logged in."""
    page = new_page(timezone_id="Europe/Berlin")
    page.context.add_cookies([{"name": "login", "value": login_of(who), "url": server.base_url}])
    return page


def login_of(who: Actor) -> str:
    """A login cookie of this person."""
    ticket = perform(SYSTEM, _ticket, user_id=who.user_id or 0)
    return perform(GUEST, enter, ticket=ticket, visitor="journey").cookie


def _ticket(work: Work, *, user_id: int) -> str:
    stored = work.db.get_one(User, user_id).password_hash
    return start_login(work, user_id=user_id, matched_hash=stored, visitor="journey")
