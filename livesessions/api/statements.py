"""The statement of a payout: a page to print, and a table. GET /statements/<id> and /statements/<id>.csv"""

import base64
import csv
import hashlib
import io
from datetime import datetime

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from livesessions.domain.errors import DomainError
from livesessions.domain.money import minor_digits
from livesessions.queries.accounts import identify
from livesessions.queries.statements import Statement, StatementLine, statement
from livesessions.runtime.cookies import Cookies
from livesessions.runtime.locales import long_day, money
from livesessions.runtime.work import GUEST, Actor, ask

HEADINGS = ("Session", "Learner", "Date", "Paid", "Refunded", "Fee", "Your share", "In this payout")
STYLE = Markup("""
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 3rem; background: #fff; color: #1d1b26;
  font: 0.95rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
p { margin: .15rem 0; overflow-wrap: anywhere; }
.soft { color: #5b5867; }
.amount { font-size: 2rem; font-weight: 700; margin: 1rem 0; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin-top: 1.5rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .5rem .6rem; border-bottom: 1px solid #d5d3dd; vertical-align: top; }
th { font-size: .8rem; color: #5b5867; }
th.n, td.n { text-align: right; white-space: nowrap; }
tfoot td { font-weight: 700; border-bottom: 0; border-top: 2px solid #1d1b26; }
a { color: #4a3fd1; display: inline-block; padding: .6rem 0; margin-right: 1.5rem; }
@media print { nav { display: none; } body { padding: 0; font-size: 10pt; } tr { break-inside: avoid; } }
@page { margin: 18mm; }
""")
PAGE = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,">
<title>Payout {name}</title>
<style>{style}</style>
</head>
<body>
<nav><a href="/instructor/dashboard/payouts">← Payouts</a><a href="/statements/{id}.csv">As a table (CSV)</a></nav>
<main>
<h1>Statement of payout</h1>
<p>{instructor}</p>
<p class="soft">{name} · begun {began} · {arrival}</p>
<p class="amount">{amount}</p>
<div class="scroll"><table>
<thead><tr>{headings}</tr></thead>
<tbody>{rows}</tbody>
<tfoot><tr><td colspan="7">Total</td><td class="n">{total}</td></tr></tfoot>
</table></div>
<p class="soft">Paid − refunded − fee = your share. The fee is kept by Live Sessions.</p>
</main>
</body>
</html>
""")
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; img-src data:; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def statement_routes(origin: str) -> list[Route]:
    """The routes, for a site at `origin`. Whoever it doesn't belong to finds nothing there."""
    cookies = Cookies(secure=origin.startswith("https:"))

    async def page(request: Request) -> Response:
        found = await run_in_threadpool(_find, request, cookies.login)
        headers = {"Cache-Control": "private, no-store", "Content-Security-Policy": POLICY}
        return HTMLResponse(as_page(found), headers=headers)

    async def table(request: Request) -> Response:
        found = await run_in_threadpool(_find, request, cookies.login)
        name = f'attachment; filename="payout-{found.payout.id}.csv"'
        headers = {"Cache-Control": "private, no-store", "Content-Disposition": name}
        return Response(as_csv(found), media_type="text/csv; charset=utf-8", headers=headers)

    return [
        Route("/statements/{payout_id:int}.csv", table, methods=["GET"]),
        Route("/statements/{payout_id:int}", page, methods=["GET"]),
    ]


def as_page(found: Statement) -> str:
    """To print, or to keep as a PDF."""
    payout = found.payout
    arrives = _day(found, payout.arrives_at) if payout.arrives_at else "–"
    return PAGE.format(
        style=STYLE,
        id=payout.id,
        name=payout.external_id,
        instructor=found.instructor,
        began=_day(found, payout.created_at),
        arrival=f"{'arrived' if payout.status == 'paid' else 'arrives'} {arrives}",
        amount=money(payout.amount, payout.currency, found.locale),
        headings=Markup("").join(map(_heading, range(len(HEADINGS)))),
        rows=Markup("").join(_row(found, line) for line in found.lines),
        total=money(sum(line.sent for line in found.lines), payout.currency, found.locale),
    )


def as_csv(found: Statement) -> str:
    """One line per booking, amounts in whole units with a point, days as in ISO 8601."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*HEADINGS, "Currency", "Booking"])
    for line in found.lines:
        amounts = (_plain(each, found.payout.currency) for each in _amounts(line))
        names = (_harmless(line.title), _harmless(line.learner), line.held_at.date().isoformat())
        writer.writerow([*names, *amounts, found.payout.currency, line.reference])
    return text.getvalue()


def _find(request: Request, cookie: str) -> Statement:
    viewer = ask(GUEST, identify, cookie=request.cookies.get(cookie, ""))
    actor = Actor(viewer.user_id, viewer.roles) if viewer else GUEST
    try:
        return ask(actor, statement, payout_id=request.path_params["payout_id"])
    except (DomainError, OverflowError) as no:
        raise HTTPException(404) from no


def _row(found: Statement, line: StatementLine) -> Markup:
    words = (line.title, line.learner, _day(found, line.held_at))
    amounts = (money(each, found.payout.currency, found.locale) for each in _amounts(line))
    cells = [Markup("<td>{}</td>").format(word) for word in words]
    cells += [Markup('<td class="n">{}</td>').format(each) for each in amounts]
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _heading(place: int) -> Markup:
    look = Markup(' class="n"') if place > 2 else ""
    return Markup('<th scope="col"{}>{}</th>').format(look, HEADINGS[place])


def _amounts(line: StatementLine) -> tuple[int, ...]:
    return line.paid, line.refunded, line.fee, line.share, line.sent


def _plain(amount: int, currency: str) -> str:
    digits = minor_digits(currency)
    return f"{amount / 10**digits:.{digits}f}"


def _harmless(text: str) -> str:
    """A spreadsheet runs what begins like a formula: a learner's name must not."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _day(found: Statement, instant: datetime) -> str:
    return long_day(instant, found.time_zone, found.locale)
