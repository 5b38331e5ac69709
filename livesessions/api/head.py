"""What a reader without JavaScript sees of a page: title, description, preview card, plain body.

Reflex prerenders a page once, at build, with its default state: lists are empty there, and a page about one
thing (an offering, a person) knows nothing of it. These parts are put into the built HTML as it is served.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

# The build's own answers to what the parts say better.
_REPLACED = re.compile(
    r"<title>.*?</title>"
    r'|<meta(?=[^>]*(?:name="(?:description|robots)"|(?:property|name)="(?:og|twitter):))[^>]*>'
    r'|<link(?=[^>]*rel="canonical")[^>]*>',
    re.DOTALL,
)
CARD = (1200, 630)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SERVED_PLACE = re.compile(r'(<div data-served=""[^>]*>)</div>')
_FIRST_IN_HEAD = re.compile(r'<head>(?:<meta charset="utf-8"/>)?', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadParts:
    """What to say about one URL. Plain values are escaped here; `body` and `screen` are HTML, escaped by their
    makers."""

    title: str
    """empty: the one that the build has"""
    description: str = ""
    canonical: str = ""
    image: str = ""
    """the address of a picture of the size CARD"""
    kind: str = "website"
    data: Sequence[Mapping[str, Any]] = ()
    """schema.org objects"""
    body: str = ""
    screen: str = ""
    """HTML, in the look of the page: its first screen, until the page itself is there"""
    index: bool = True
    status: int = 200


def with_head(html: str, parts: HeadParts) -> str:
    """The built page `html` with `parts` in place of what the build said."""
    built = _TITLE.search(html)
    parts = replace(parts, title=parts.title or (unescape(built[1]) if built else "Live Sessions"))
    html = _REPLACED.sub("", html)
    html = _FIRST_IN_HEAD.sub(lambda found: found[0] + _head(parts), html, count=1)
    # After the build's own scripts: React takes the first script it meets in the head for the one it wrote.
    html = html.replace("</head>", _data(parts) + "</head>", 1)
    if parts.body:
        html = html.replace("<body>", f"<body><noscript>{parts.body}</noscript>", 1)
    if parts.screen:
        html = _SERVED_PLACE.sub(lambda found: f"{found[1]}{parts.screen}</div>", html, count=1)
    return html


def _head(parts: HeadParts) -> str:
    lines = [f"<title>{escape(parts.title)}</title>"]
    lines += [f'<meta name="{name}" content="{escape(text)}"/>' for name, text in _named(parts) if text]
    lines += [f'<meta property="{name}" content="{escape(text)}"/>' for name, text in _card(parts) if text]
    if parts.canonical:
        lines.append(f'<link rel="canonical" href="{escape(parts.canonical)}"/>')
    return "".join(lines)


def _named(parts: HeadParts) -> list[tuple[str, str]]:
    return [
        ("description", parts.description),
        ("robots", "" if parts.index else "noindex"),
        ("twitter:card", "summary_large_image" if parts.image else "summary"),
    ]


def _card(parts: HeadParts) -> list[tuple[str, str]]:
    return [
        ("og:title", parts.title),
        ("og:description", parts.description),
        ("og:type", parts.kind),
        ("og:url", parts.canonical),
        ("og:image", parts.image),
        ("og:image:width", f"{CARD[0]}" if parts.image else ""),
        ("og:image:height", f"{CARD[1]}" if parts.image else ""),
        ("og:image:alt", parts.title if parts.image else ""),
        ("og:site_name", "Live Sessions"),
    ]


def _data(parts: HeadParts) -> str:
    return "".join(f'<script type="application/ld+json">{_json(thing)}</script>' for thing in parts.data)


def _json(thing: Mapping[str, Any]) -> str:
    # "</script>" inside a string would end the element.
    return json.dumps(thing, ensure_ascii=False).replace("<", "\\u003c")
