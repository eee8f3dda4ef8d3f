"""Atom feeds (RFC 4287) with GeoRSS-Simple, on Django's generator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.xmlutils import SimplerXMLGenerator

from wekeep.desk.rules.outline import box, without_holes

GEORSS = "http://www.georss.org/georss"


@dataclass(frozen=True, slots=True)
class Link:
    """One atom:link beside the entry's own."""

    rel: str
    href: str
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One atom:entry. `id` stays the same for as long as the thing is the same; `updated` moves when it changes."""

    id: str
    title: str
    summary: str
    link: str
    published: datetime
    updated: datetime
    category: str
    links: tuple[Link, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a feed says of itself: `page` is the page with the same news, `address` its own; `since` dates an empty one."""

    title: str
    subtitle: str
    language: str
    page: str
    address: str
    author: str
    since: datetime


class CoarseAtomFeed(Atom1Feed):
    """Django's Atom with the area of each entry, and with dates that do not depend on when somebody asks."""

    content_type = "application/atom+xml; charset=utf-8"

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:georss": GEORSS}

    def latest_post_date(self) -> datetime:
        """The last change of any entry; of an empty feed what the feed was told."""
        dates = [item["updateddate"] for item in self.items]
        latest: datetime = max(dates, default=self.feed["empty_since"])
        return latest

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for link in item["links"]:
            handler.addQuickElement("link", None, {"rel": link.rel, "href": link.href, "type": link.type})
        if item["cells"]:
            _add_area(handler, item["cells"])


def written(about: About, entries: Iterable[Entry]) -> bytes:
    """The feed in UTF-8."""
    feed = CoarseAtomFeed(
        title=about.title,
        link=about.page,
        description="",
        subtitle=about.subtitle,
        language=about.language,
        feed_url=about.address,
        feed_guid=about.address,
        author_name=about.author,
        empty_since=about.since,
    )
    for entry in entries:
        feed.add_item(**_item(entry))
    return feed.writeString("utf-8").encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "link": entry.link,
        "description": linebreaks(entry.summary, autoescape=True),
        "unique_id": entry.id,
        "pubdate": entry.published.replace(microsecond=0),
        "updateddate": entry.updated.replace(microsecond=0),
        "categories": [entry.category],
        "links": entry.links,
        "cells": entry.cells,
    }


def _add_area(handler: SimplerXMLGenerator, cells: tuple[str, ...]) -> None:
    """GeoRSS-Simple has one shape for an entry: the outline, or the box around an area in several parts."""
    rings = without_holes(cells)
    if len(rings) == 1:
        handler.addQuickElement("georss:polygon", " ".join(f"{lat} {lon}" for lat, lon in rings[0]))
        return
    (south, west), (north, east) = box(cells)
    handler.addQuickElement("georss:box", f"{south} {west} {north} {east}")
