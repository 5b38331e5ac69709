"""The composition root: settings, database, gateways, API, pages, app. Knows all, known by none."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

import reflex as rx
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp

from livesessions.api.accounts import account_routes
from livesessions.api.art import art_routes
from livesessions.api.calendars import calendar_routes
from livesessions.api.cards import card_routes
from livesessions.api.cards.pen import Pen
from livesessions.api.cards.studio import Studio
from livesessions.api.guard import Guard
from livesessions.api.page_heads import page_heads
from livesessions.api.sandbox_checkout import sandbox_checkout_routes
from livesessions.api.security import Secure
from livesessions.api.sitemap import sitemap_routes
from livesessions.api.sockets import Sockets
from livesessions.api.statements import statement_routes
from livesessions.api.static import FrontEnd, read_site
from livesessions.api.stripe_webhook import webhook_route
from livesessions.api.visitors import Visitors
from livesessions.components import kit
from livesessions.components.first_screens import FirstScreens
from livesessions.components.site import zone_script
from livesessions.gateways.mail import MailGateway
from livesessions.gateways.mail.files import MailFiles
from livesessions.gateways.mail.smtp import SmtpMail, read_smtp_url
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.answering import AnswerMode
from livesessions.gateways.payments.sandbox.delivery import DeliveryMode
from livesessions.gateways.payments.stripe import StripeGateway
from livesessions.jobs.announce import ANNOUNCED
from livesessions.jobs.calendars import look_at_calendars
from livesessions.jobs.desk import Desk, lay
from livesessions.jobs.letters import PostRoom
from livesessions.jobs.worker import Worker
from livesessions.pages import all_pages
from livesessions.queries.accounts import Viewer, identify
from livesessions.runtime.build import BUILT, ROUTES
from livesessions.runtime.clock import Clock, make_clock
from livesessions.runtime.cookies import Cookies
from livesessions.runtime.database import make_engine
from livesessions.runtime.hub import Hub, make_hub
from livesessions.runtime.limits import make_limits
from livesessions.runtime.locales import money
from livesessions.runtime.log import set_up_logging
from livesessions.runtime.seal import Seal, use_seal
from livesessions.runtime.settings import Settings, load_settings
from livesessions.runtime.work import GUEST, OUTBOX, SYSTEM, Door, ask, open_door, perform
from livesessions.services.calendar_looks import CALENDARS_DUE
from livesessions.services.waitlist import renew_lines
from livesessions.state import live
from livesessions.state.bell import BellState
from livesessions.state.gate.keeper import Gate, refuse_undeclared
from livesessions.state.terms import terms_of_today
from livesessions.state.tries import count_with


class Bells:
    """Rings the open pages, and each worker when there is something for it. `workers` have its topic."""

    def __init__(self, hub: Hub, workers: Mapping[str, Worker]) -> None:
        self._hub, self._workers = hub, workers

    def publish(self, topics: Iterable[str]) -> None:
        """After every commit, from any thread."""
        topics = list(topics)
        self._hub.publish(topics)
        for topic in self._workers.keys() & set(topics):
            self._workers[topic].ring()


def make_payments(settings: Settings, clock: Clock) -> SandboxGateway | StripeGateway:
    """Stripe where there is a key, else the sandbox, which refuses production."""
    if key := settings.stripe_secret_key.get_secret_value():
        return StripeGateway(key, api_base=settings.stripe_api_base)
    sandbox = SandboxGateway(
        settings.data_dir / "sandbox",
        base_url=settings.origin,
        webhook_secret=settings.webhook_secrets[0],
        now=clock,
        environment=settings.environment,
    )
    if settings.sandbox_webhooks:
        sandbox.set_delivery(DeliveryMode(settings.sandbox_webhooks))
    if settings.sandbox_answers:
        sandbox.set_answers(AnswerMode(settings.sandbox_answers))
    return sandbox


def make_mail(settings: Settings, clock: Clock) -> MailGateway:
    """SMTP where there is an address, else files."""
    if settings.smtp_url:
        return SmtpMail(read_smtp_url(settings.smtp_url), sender=settings.mail_from, now=clock)
    return MailFiles(settings.data_dir / "mail", sender=settings.mail_from, now=clock)


def who_is(cookie: str) -> Viewer | None:
    """The person behind a login cookie."""
    return ask(GUEST, identify, cookie=cookie)


settings = load_settings()
set_up_logging(settings.log_level, as_json=settings.environment == "production")
clock = make_clock(settings.clock_offset_file)
cookies = Cookies(secure=settings.origin.startswith("https:"))
worker = Worker()
calendar_worker = Worker(every_seconds=5, look=look_at_calendars)
workers = {OUTBOX: worker, CALENDARS_DUE: calendar_worker}
hub = make_hub(settings.redis_url)
pen = Pen()
payments = make_payments(settings, clock)
open_door(Door(make_engine(settings.database), clock, Bells(hub, workers), ANNOUNCED))
post = PostRoom(make_mail(settings, clock), origin=settings.origin, sender=settings.mail_from)
use_seal(Seal(settings.secrets))
lay(Desk(settings=settings, payments=payments, post=post))


def machine_doors() -> list[BaseRoute]:
    """Every route that isn't a page."""
    origin = settings.origin
    doors: list[BaseRoute] = [*account_routes(origin), *art_routes(), *sitemap_routes(origin)]
    doors += card_routes(Studio(settings.data_dir / "cards", pen))
    doors += calendar_routes(origin, limits)
    doors += statement_routes(origin)
    doors.append(webhook_route(payments, settings.webhook_secrets, settings.gateway))
    if isinstance(payments, SandboxGateway):
        doors += sandbox_checkout_routes(payments, money)
    return doors


def outside(inner: ASGIApp) -> ASGIApp:
    """What stands between the network and Reflex: our headers, our doors, then the built pages."""
    site = read_site(BUILT, ROUTES)
    head = page_heads(settings.origin, FirstScreens(settings.answer_within_hours))
    reflex = Sockets(
        Guard(inner, cookies), limits, most=settings.pages_per_address, hops=settings.trusted_proxy_hops
    )
    pages = FrontEnd(reflex, site, head=head)
    return Secure(Visitors(Router(machine_doors(), default=pages), cookies), origin=settings.origin)


@asynccontextmanager
async def working() -> AsyncIterator[None]:
    """The workers, and the sandbox's postman, for as long as the app serves."""
    await run_in_threadpool(perform, SYSTEM, renew_lines, terms=terms_of_today())
    postman = payments.deliverer if isinstance(payments, SandboxGateway) else None
    for each in workers.values():
        each.start()
    if postman:
        postman.start()
    try:
        yield
    finally:
        for each in workers.values():
            await run_in_threadpool(each.stop)
        if postman:
            await run_in_threadpool(postman.stop)
        pen.lay_down()


app = rx.App(
    theme=None,
    stylesheets=kit.STYLESHEETS,
    head_components=[*kit.head_components(), zone_script()],
    toaster=kit.toast_region(),
    extra_app_wraps=kit.app_wraps(),
    api_transformer=outside,
)
for page in all_pages():
    app.add_page(
        page.build,
        route=page.route,
        title=page.title,
        description=page.description or None,
        on_load=[BellState.ring, *page.on_load],
    )
limits = make_limits(settings.redis_url)
count_with(limits)
Gate(who_is, cookies, limits).install(app)
live.connect(app, hub)
refuse_undeclared()
app.register_lifespan_task(working)
