"""What search engines are told: which pages there are, and which are nobody's business."""

from datetime import datetime
from xml.sax.saxutils import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from livesessions.queries.discovery import PublicPages, public_pages
from livesessions.runtime import routes
from livesessions.runtime.work import GUEST, ask

AN_HOUR = {"Cache-Control": "public, max-age=3600"}
PRIVATE = (
    routes.DASHBOARD,
    routes.SETTINGS,
    routes.PAYMENT_RETURN,
    routes.RESET_PASSWORD,
    routes.VERIFY_EMAIL,
    routes.KIT,
    "/student/",
    "/admin/",
    "/bookings/",
    "/room/",
    "/receipts/",
    "/statements/",
    "/sandbox/",
    "/auth/",
)


def sitemap_routes(origin: str) -> list[Route]:
    """/sitemap.xml and /robots.txt of a site at `origin`."""

    async def sitemap(_request: Request) -> Response:
        pages = await run_in_threadpool(ask, GUEST, public_pages)
        return Response(_xml(origin, pages), media_type="application/xml", headers=AN_HOUR)

    async def robots(_request: Request) -> Response:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
        return PlainTextResponse(
            "\n".join([*lines, f"Sitemap: {origin}{routes.SITEMAP}", ""]), headers=AN_HOUR
        )

    return [Route(routes.SITEMAP, sitemap), Route(routes.ROBOTS, robots)]


def _xml(origin: str, pages: PublicPages) -> str:
    entries = [
        *(_entry(origin + path) for path in (routes.HOME, routes.SESSIONS)),
        *(_entry(origin + routes.offering(each.slug), each.changed_at) for each in pages.offerings),
        *(_entry(origin + routes.instructor(each.slug), each.changed_at) for each in pages.instructors),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(entries)}</urlset>\n"
    )


def _entry(address: str, changed_at: datetime | None = None) -> str:
    changed = f"<lastmod>{changed_at:%Y-%m-%d}</lastmod>" if changed_at else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"
