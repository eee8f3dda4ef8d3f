"""Every address of the program, walked out of the URL table."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One view: its name as `reverse` knows it, and the names of what its address carries."""

    name: str
    carries: tuple[str, ...]


def addresses() -> list[Address]:
    """One for each named pattern; a pattern without a name has its route for one, and no matrix can know that."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = ":".join(part for part in (space, pattern.namespace) if part)
            yield from _walk(pattern.url_patterns, inside)
        else:
            name = pattern.name or f"(unnamed) {pattern.pattern}"
            yield Address(f"{space}:{name}" if space else name, tuple(pattern.pattern.converters))
