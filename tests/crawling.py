"""Everything that somebody reaches: by address without codes, and by links from there."""

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.house.addresses import addresses

LINK = re.compile(r'(?:href|hx-get|action)="(/[^"#?]*)')
STREAMS = {"/live/events"}


def crawled(client: Client) -> Iterator[tuple[str, str]]:
    """Each path that answers, with what it answers: pages and files alike."""
    todo, done = [], set(STREAMS)
    for one in addresses():
        try:
            todo.append(reverse(one.name))
        except NoReverseMatch:
            continue
    while todo:
        path = todo.pop()
        if path in done or path.startswith("/static/"):
            continue
        done.add(path)
        answer = client.get(path)
        if answer.status_code == 200 and not answer.streaming:
            page = answer.content.decode(errors="replace")
            yield path, page
            todo += LINK.findall(page)
