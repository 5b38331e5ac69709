"""What a letter says, and how every letter looks: plain text, and HTML that all mail programs understand.

Mail programs know tables and inline styles and little else; colours are the page's own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from livesessions.queries.accounts import Recipient

NAME = "Live Sessions"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to do: a label and a path on our site."""

    label: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter before it is put on paper. Words are plain text; `facts` are labels and values, `button` is the one
    thing to do, `links` are others to choose from."""

    to: Recipient
    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[Button, ...] = ()
    button: Button | None = None
    small_print: str = ""
    calendars: tuple[Callable[[str], bytes], ...] = ()  # from the site's address to an iCalendar object


def as_text(draft: Draft, origin: str) -> str:
    """The letter as plain text."""
    parts = [f"Hello {draft.to.name},", *draft.paragraphs]
    if draft.facts:
        parts.append("\n".join(f"{label}: {value}" for label, value in draft.facts))
    parts += [f"{link.label}:\n{origin}{link.path}" for link in draft.links]
    if draft.button:
        parts.append(f"{draft.button.label}:\n{origin}{draft.button.path}")
    if draft.small_print:
        parts.append(draft.small_print)
    return "\n\n".join([*parts, f"{NAME}\n{origin}"]) + "\n"


def as_html(draft: Draft, origin: str) -> str:
    """The letter as HTML. Every word of a person is escaped here and nowhere before."""
    body = [_paragraph(f"Hello {draft.to.name},"), *map(_paragraph, draft.paragraphs)]
    body += [_facts(draft.facts)] if draft.facts else []
    body += [_link(link, origin) for link in draft.links]
    body += [_button(draft.button, origin)] if draft.button else []
    body += [_small(draft.small_print)] if draft.small_print else []
    return _SHEET.format(
        subject=escape(draft.subject), origin=escape(origin), name=NAME, body="\n".join(body)
    )


def _paragraph(words: str) -> str:
    return f'<p style="margin:0 0 16px">{escape(words)}</p>'


def _small(words: str) -> str:
    return f'<p style="margin:24px 0 0;font-size:13px;color:#64748b">{escape(words)}</p>'


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(
        f'<tr><td style="padding:4px 16px 4px 0;color:#64748b;vertical-align:top;white-space:nowrap">'
        f"{escape(label)}</td>"
        f'<td style="padding:4px 0;font-weight:600;vertical-align:top">{escape(value)}</td></tr>'
        for label, value in facts
    )
    return f'<table role="presentation" style="margin:0 0 16px;border-collapse:collapse">{rows}</table>'


def _link(link: Button, origin: str) -> str:
    address = escape(f"{origin}{link.path}")
    return f'<p style="margin:0 0 8px"><a href="{address}" style="color:#2c4fdd">{escape(link.label)}</a></p>'


def _button(button: Button, origin: str) -> str:
    address = escape(f"{origin}{button.path}")
    return (
        f'<p style="margin:24px 0"><a href="{address}" style="display:inline-block;padding:12px 24px;'
        f'border-radius:10px;background:#2c4fdd;color:#ffffff;font-weight:600;text-decoration:none">'
        f"{escape(button.label)}</a></p>"
        f'<p style="margin:0;font-size:13px;color:#64748b;word-break:break-all">{address}</p>'
    )


_SHEET = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
</head>
<body style="margin:0;padding:0;background:#f1f5f9">
<table role="presentation" width="100%" style="border-collapse:collapse"><tr><td style="padding:24px 12px">
<table role="presentation" align="center" width="100%"
 style="max-width:560px;margin:0 auto;border-collapse:collapse;
 font-family:system-ui,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5;color:#0f172a">
<tr><td style="padding:0 8px 16px;font-weight:700"><a href="{origin}"
 style="color:#2c4fdd;text-decoration:none">{name}</a></td></tr>
<tr><td style="padding:32px 28px;background:#ffffff;border-radius:16px">
{body}
</td></tr>
<tr><td style="padding:16px 8px;font-size:13px;color:#64748b">{name} · <a href="{origin}"
 style="color:#64748b">{origin}</a></td></tr>
</table>
</td></tr></table>
</body>
</html>
"""
