"""What stands in a page's HTML as it came over the wire, before any script has run."""

import json
from html.parser import HTMLParser
from typing import Any


class Markup(HTMLParser):
    """`named` holds meta elements by name or property; text is that of the readable body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.named: dict[str, list[str]] = {}
        self.canonical: list[str] = []
        self.data: list[dict[str, Any]] = []
        self.titles: list[str] = []
        self.headings: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := given.get("name") or given.get("property")):
            self.named.setdefault(name, []).append(given.get("content", ""))
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical.append(given["href"])
        elif tag == "script" and given.get("type") == "application/ld+json":
            self._open.append("data")
        elif tag in {"title", "h1", "noscript", "main"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in {self._open[-1], "script"}:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        here = self._open[-1] if self._open else ""
        if here == "data":
            self.data.append(json.loads(data))
        elif here == "title":
            self.titles.append(data)
        elif here == "h1" and "noscript" in self._open:
            self.headings.append(data)
        elif "noscript" in self._open and "main" in self._open:
            self.text += data
