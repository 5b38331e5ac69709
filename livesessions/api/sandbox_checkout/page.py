"""The sandbox's hosted page as HTML: what is bought, a card form, the bank's question, and how it ended."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from livesessions.api.sandbox_checkout.style import STYLE
from livesessions.domain.errors import Invalid
from livesessions.gateways.payments.sandbox.cards import TEST_CARDS
from livesessions.gateways.payments.sandbox.checkouts import CheckoutView

Money = Callable[[int, str], str]
Typed = Mapping[str, str]

FRAME = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header class="mode"><strong>TEST MODE</strong> — no real money moves. Never type a real card.</header>
<main class="{layout}">{content}</main>
</body>
</html>
""")

SUMMARY = Markup("""
<section aria-labelledby="title">
<h1 id="title">{title}</h1>
<p class="amount">{amount}</p>
{lines}
<p>{description}</p>
<p class="soft">{promise}</p>
<p class="soft">This page is open until {until:%H:%M} UTC.</p>
<a class="back" href="{cancel_url}">← Cancel and go back</a>
</section>
""")

LINE = Markup(
    '<li><span class="thing">{title}</span><span>{amount}</span><span class="soft">{description}</span></li>'
)

FORM = Markup("""
<div class="stack">
<form class="paper" method="post" novalidate>
<h2>{headline}</h2>
{alert}
{fields}
<button>{button}</button>
</form>
<section class="paper" aria-labelledby="cards">
<h2 id="cards">Test cards and accounts</h2>
<p class="soft">Any future expiry, any security code. Choose one to fill the form.</p>
<ul>{cards}</ul>
</section>
</div>
""")

FIELD = Markup("""
<div>
<label for="{name}">{label}</label>
<input id="{name}" name="{name}" value="{value}" {more}{marks}>
{wrong}
</div>
""")

ALERT = Markup('<div class="alert" role="alert" tabindex="-1" autofocus><p class="wrong">{}</p></div>')
WRONG = Markup('<p class="wrong" id="{name}-wrong">{message}</p>')
CARD = Markup('<li><a href="?card={behaviour}">{number}</a><span class="soft">{purpose}</span></li>')

CHALLENGE = Markup("""
<form class="paper" method="post" action="{action}">
<h1>Your bank asks: is it you?</h1>
<p>{amount} for “{title}”</p>
<p class="soft">This is the test bank's 3-D Secure page.</p>
{hidden}
<button name="proven" value="yes">Yes, it is me</button>
<button class="quiet" name="proven" value="no">No, let it fail</button>
</form>
""")

HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')

ENDED = Markup("""
<section class="paper">
<h1>{headline}</h1>
<p>{words}</p>
{way_on}
</section>
""")

# Browsers would offer the person's real cards under the usual autocomplete words.
DIGITS = Markup('inputmode="numeric" autocomplete="off" required ')
FIELDS = (
    ("number", "Card or bank account number", DIGITS),
    ("expiry", "Expiry MM/YY", DIGITS),
    ("cvc", "Security code", DIGITS),
    ("name", "Name on card (optional)", Markup('autocomplete="off" ')),
)


def payment_page(view: CheckoutView, money: Money, typed: Typed, wrong: Invalid | None = None) -> str:
    """The form, with what was typed and what was wrong with it."""
    amount = money(view.amount, view.currency)
    form = FORM.format(
        headline="Your card" if view.save else "Pay",
        alert=_alert(view, wrong),
        fields=_fields(typed, wrong),
        button=_button(view, amount),
        cards=Markup("").join(_card(card.behaviour, card.grouped, card.purpose) for card in TEST_CARDS),
    )
    failed = wrong is not None or view.failure is not None
    return framed(
        f"{'Not paid: ' if failed else ''}{amount} – test checkout", "wide", _summary(view, money) + form
    )


def challenge_page(view: CheckoutView, money: Money, typed: Typed) -> str:
    """The bank's question; what was typed travels along, for it is stored nowhere."""
    content = CHALLENGE.format(
        action=f"/sandbox/checkout/{view.id}/proof",
        amount=money(view.amount, view.currency),
        title=view.title,
        hidden=Markup("").join(HIDDEN.format(name, value) for name, value in typed.items()),
    )
    return framed("Is it you? – test bank", "narrow", content)


def ended_page(headline: str, words: str, way_on: str = "") -> str:
    """A page that takes no money any more, with the way on."""
    link = Markup('<a class="button" href="{}">Go on</a>').format(way_on) if way_on else ""
    content = ENDED.format(headline=headline, words=words, way_on=link)
    return framed(f"{headline} – test checkout", "narrow", content)


def _button(view: CheckoutView, amount: str) -> str:
    if view.save:
        return "Save the card"
    return f"Authorise {amount}" if view.hold else f"Pay {amount}"


def _promise(view: CheckoutView) -> str:
    if view.save:
        return "Your card is saved now, charged when your booking is confirmed."
    return "Held on your card now, charged when your booking is confirmed." if view.hold else "Charged now."


def _summary(view: CheckoutView, money: Money) -> Markup:
    return SUMMARY.format(
        title=view.title,
        amount=money(view.amount, view.currency),
        lines=_lines(view, money),
        description=view.description,
        promise=_promise(view),
        until=view.expires_at,
        cancel_url=view.cancel_url,
    )


def _lines(view: CheckoutView, money: Money) -> Markup:
    """Each of several things that are paid at once."""
    if not view.lines:
        return Markup("")
    lines = (
        LINE.format(title=line.title, amount=money(line.amount, view.currency), description=line.description)
        for line in view.lines
    )
    return Markup('<ul aria-label="What you pay for">{}</ul>').format(Markup("").join(lines))


def _alert(view: CheckoutView, wrong: Invalid | None) -> Markup:
    if wrong is not None:
        return ALERT.format("Please look at the marked field.")
    return ALERT.format(view.failure.message) if view.failure else Markup("")


def _fields(typed: Typed, wrong: Invalid | None) -> Markup:
    number, expiry, cvc, name = (_field(*field, typed, wrong) for field in FIELDS)
    return number + Markup('<div class="pair">{}{}</div>').format(expiry, cvc) + name


def _field(name: str, label: str, more: Markup, typed: Typed, wrong: Invalid | None) -> Markup:
    is_wrong = wrong is not None and wrong.field == name
    marks = Markup('aria-invalid="true" aria-describedby="{}-wrong"').format(name) if is_wrong else ""
    said = WRONG.format(name=name, message=wrong.message) if is_wrong and wrong else ""
    return FIELD.format(name=name, label=label, value=typed.get(name, ""), more=more, marks=marks, wrong=said)


def _card(behaviour: str, number: str, purpose: str) -> Markup:
    return CARD.format(behaviour=behaviour, number=number, purpose=purpose)


def framed(title: str, layout: str, content: Markup) -> str:
    """Any page of the sandbox: its head, its look, and the words TEST MODE."""
    return FRAME.format(title=title, style=STYLE, layout=layout, content=content)
