"""Reads a page as someone who knows only the made-up language, and tells which words it did not say in it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

SPOKEN = {"alt", "title", "aria-label", "placeholder", "label", "data-label"}
UNSPOKEN = {"script", "style", "code", "kbd"}
WORD = re.compile(r"[^\W\d_]{2,}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in UNSPOKEN
        self.said += [value for name, value in attrs if name in SPOKEN and value and not value.startswith("#")]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in UNSPOKEN

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def said_without_catalogue(html: str, allowed: set[str] | None = None) -> list[str]:
    """The words a reader meets, in text and spoken attributes, outside the brackets of the made-up language."""
    reader = _Reader()
    # names and clock times stand in <bdi>: they are data, and are not translated
    reader.feed(re.sub(r"<bdi.*?</bdi>|<!doctype[^>]*>", "", html, flags=re.DOTALL))
    return list(_hard_coded(reader.said, allowed or set()))


def _hard_coded(said: list[str], allowed: set[str]) -> Iterator[str]:
    for text in said:
        rest = re.sub(r"⟦.*?⟧", "", text, flags=re.DOTALL).strip()
        if WORD.search(rest) and rest not in allowed:
            yield rest
