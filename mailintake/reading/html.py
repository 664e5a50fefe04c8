"""HTML to plain text: what a reader would see, what was hidden from them, and where links lead."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from mailintake.reading.limits import MOST_HTML

SILENT = frozenset({"script", "style", "head", "template", "noscript", "svg", "object"})
BREAKS = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
BLANK_LINES = re.compile(r"\n[ \t]*\n[ \t\n]*")


def text_of(html: str) -> str:
    """Give the text of HTML. Nothing of it is loaded or run; a link's address stands beside its words."""
    reader = _Reader()
    try:
        reader.feed(html[:MOST_HTML])
        reader.close()
    except (AssertionError, ValueError, RecursionError):  # what the parser makes of broken markup
        reader.pieces.append(re.sub(r"<[^<>]{0,500}>", " ", html[:MOST_HTML]))
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).splitlines())
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent.append(tag)
        elif tag in BREAKS:
            self.pieces.append("\n")
        elif tag == "a":
            self._links.append(next((value or "" for name, value in attrs if name == "href"), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in BREAKS:
            self.pieces.append("\n")
        elif tag == "a" and self._links:
            self._tell(self._links.pop())

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)

    def _tell(self, address: str) -> None:
        if address and not self._silent and address not in "".join(self.pieces[-3:]):
            self.pieces.append(f" ({address[:300]})")
