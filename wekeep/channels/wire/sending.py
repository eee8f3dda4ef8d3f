"""Sending posts to many hosts at once, so that none of them holds up another."""

import selectors
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from time import monotonic
from urllib.parse import urlsplit

import certifi

from wekeep.channels.wire.host import FAILURES_UNTIL_LEFT_ALONE, FIRST_LINE_WINDOW, FIRST_WINDOW, Host
from wekeep.channels.wire.library import AT_ONCE, Library
from wekeep.channels.wire.opening import CONNECT_SECONDS, Line, Names, tls_context
from wekeep.channels.wire.posts import NO_ANSWER, Post, Reply

TOTAL_SECONDS = 10
# A post that waited this long for its host is put back, well before its lease ends.
LONGEST_IN_HAND_SECONDS = 45
IN_HAND, DRAWN_AT_ONCE = 6_000, 256
LIBRARY_IN_HAND, LIBRARY_DRAWN_AT_ONCE = 1_000, 32
# On all hosts together; a process may often open no more than 1,024 files.
MOST_LINES = 240
# A host that has said nothing for so long gives its place to others.
_SILENT_SECONDS = 2.0
_CLOCK_SECONDS, _WAIT_SECONDS, _MIXED_WAIT_SECONDS = 0.25, 0.05, 0.005
# Hosts that did not understand our HTTP/2 are left to the library for an hour.
_LEFT_TO_LIBRARY_SECONDS, _MOST_REMEMBERED = 3600.0, 1_000
_left_to_library: dict[str, float] = {}


class Wire:
    """The connections of one run of sending: our own HTTP/2 to hosts that speak it over TLS, the library to all others.

    The address of every socket is judged when it is opened, after the name was resolved, so a name that changes what it
    points at gains nothing. No redirects, no proxies, no cookies. A post is answered once, and whatever its other side
    does, within a minute; one of which nobody knows whether it arrived is answered with NO_ANSWER. Once `stopped` says so,
    nothing more is drawn, and what was drawn and not begun is dropped without an answer. Once it is `lost`, not a byte of
    what was begun leaves either; that is asked before each write.
    """

    def __init__(
        self,
        *,
        allow_loopback: bool,
        authorities: str = "",
        stopped: Callable[[], bool] = lambda: False,
        lost: Callable[[], bool] = lambda: False,
    ) -> None:
        self._allow_loopback = allow_loopback
        self._stopped, self._lost = stopped, lost
        self._authorities = authorities or certifi.where()
        self._library = Library(allow_loopback=allow_loopback, authorities=self._authorities, lost=lost)
        self._selector = selectors.DefaultSelector()
        self._names = Names()
        self._hosts: dict[str, Host] = {}
        self._in_hand = 0
        # time that others took, while nobody read what came in: it counts against no host
        self._others = 0.0
        self._checked = 0.0

    def send(self, posts: Iterable[Post]) -> Iterator[Reply]:
        """Send every post and yield one reply for each as it comes. Posts are drawn as there is room for them."""
        for replies in self.send_many(posts):
            yield from replies

    def send_many(self, posts: Iterable[Post]) -> Iterator[list[Reply]]:
        """`send`, with the replies in lists as they come."""
        source, more = iter(posts), True
        while more or self._in_hand:
            more = self._draw(source) if more and self._room() else more
            if self._lost() or self._stopped():
                more = self._drop()
            replies = self._put_back(crowded=more)
            self._begin()
            replies += self._advance(wait=not replies and not (more and self._room()))
            if replies:
                self._in_hand -= len(replies)
                began = monotonic()
                yield replies
                self._others += monotonic() - began

    def close(self) -> None:
        """Close every connection."""
        for host in self._hosts.values():
            for line in host.lines:
                with suppress(OSError):
                    line.close()
            host.lines.clear()
        self._library.close()
        self._selector.close()

    def _now(self) -> float:
        return monotonic() - self._others

    # drawing

    def _room(self) -> int:
        """How many posts to draw now: a few at a time, so that answers are read between them. Fewer where everything goes
        through the library, which holds an object for each."""
        if any(not host.uses_library for host in self._hosts.values()):
            return min(DRAWN_AT_ONCE, IN_HAND - self._in_hand)
        if self._library.flying >= AT_ONCE:
            return 0
        return min(LIBRARY_DRAWN_AT_ONCE, LIBRARY_IN_HAND - self._in_hand)

    def _draw(self, source: Iterator[Post]) -> bool:
        """Take what there is room for; returns whether there may be more."""
        room, began = self._room(), monotonic()
        fresh = list(islice(source, room))
        now = monotonic()
        self._others += now - began
        for post in fresh:
            origin = post.course.origin
            host = self._hosts.get(origin)
            if host is None:
                host = self._hosts[origin] = self._new_host(origin)
            host.waiting.append((post, now))
        self._in_hand += len(fresh)
        return len(fresh) == room

    def _new_host(self, origin: str) -> Host:
        parts = urlsplit(origin)
        left = _left_to_library.get(origin, 0.0) > monotonic()
        name = (parts.hostname or "").rstrip(".")
        host = Host(origin, name, parts.port or 443, uses_library=left or parts.scheme != "https", heard=self._now())
        if not host.uses_library:
            host.window = FIRST_LINE_WINDOW
        return host

    def _put_back(self, *, crowded: bool) -> list[Reply]:
        """Answer for what will not be tried in this run. Where all places are taken and more waits outside, a host that says
        nothing gives up its waiting ones."""
        oldest, replies = monotonic() - LONGEST_IN_HAND_SECONDS, list[Reply]()
        crowded = crowded and self._room() <= 0 and len(self._hosts) > 1
        silent = self._now() - _SILENT_SECONDS
        for host in self._hosts.values():
            if host.waiting:
                count = len(host.waiting) // 2 if crowded and host.heard < silent else 0
                replies += host.put_back(oldest, count)
        return replies

    def _drop(self) -> bool:
        """Forget what no line has begun; there is no more to draw."""
        for host in self._hosts.values():
            self._in_hand -= len(host.waiting)
            host.waiting.clear()
        return False

    # sending

    def _begin(self) -> None:
        now = self._now()
        for host in self._hosts.values():
            if not host.waiting:
                continue
            if host.uses_library:
                self._library.begin(host)
            else:
                host.begin(now)
                self._open_lines(host, now)

    def _open_lines(self, host: Host, now: float) -> None:
        """One line first; more when it works, its window has grown and posts wait for them."""
        if not host.places:
            if host.asked_at is None:
                host.asked_at = now
                self._names.ask(host.name, host.port)
            elif now - host.asked_at > CONNECT_SECONDS:
                host.fail(FAILURES_UNTIL_LEFT_ALONE)
            return
        wanted = host.lines_wanted
        if wanted and sum(len(one.lines) for one in self._hosts.values()) + wanted > MOST_LINES:
            self._close_idle()
            wanted = 0
        context = tls_context(self._authorities)
        for _line in range(wanted):
            line = Line(
                self._selector,
                host.name,
                host.places,
                context,
                now,
                allow_loopback=self._allow_loopback,
                lost=self._lost,
            )
            host.lines.append(line)

    def _close_idle(self) -> None:
        """Make room for lines to other hosts."""
        for host in self._hosts.values():
            if host.lines and host.is_idle:
                for line in host.lines:
                    line.close()
                host.lines.clear()

    # hearing

    def _advance(self, *, wait: bool) -> list[Reply]:
        self._hear_names()
        ready = self._select(wait=wait)
        now = self._now()
        for line in ready:
            line.advance(now)
        if now - self._checked > _CLOCK_SECONDS:
            self._checked = now
            for host in self._hosts.values():
                for line in host.lines:
                    line.check_clock(now, TOTAL_SECONDS)
                    line.flush()
        replies = self._library.advance(now) if self._library.flying else []
        for host in self._hosts.values():
            if host.lines:
                replies += self._hear(host, now)
        return replies

    def _select(self, *, wait: bool) -> list[Line]:
        """The lines that have something to do."""
        lines = [line for host in self._hosts.values() for line in host.lines if line.has_more and not line.is_over]
        watched = bool(self._selector.get_map())
        flying = bool(self._library.flying)
        seconds = 0.0 if lines or not wait else _MIXED_WAIT_SECONDS if flying or not watched else _WAIT_SECONDS
        if flying and not watched and seconds:
            self._library.wait(_WAIT_SECONDS)
            seconds = 0.0
        return list({*lines, *(key.data for key, _events in self._selector.select(seconds))})

    def _hear_names(self) -> None:
        for (name, port), places in self._names.found():
            for host in self._hosts.values():
                if (host.name, host.port) == (name, port):
                    host.places = places
                    if not places:
                        host.fail(FAILURES_UNTIL_LEFT_ALONE)

    def _hear(self, host: Host, now: float) -> list[Reply]:
        """Take from its lines what was answered and what was refused unseen; put away those that are over."""
        replies = list[Reply]()
        for line in list(host.lines):
            connection = line.connection
            fresh, connection.replies = connection.replies, []
            unsent, connection.unsent = connection.unsent, []
            replies += fresh
            if connection.answered:
                self._learn(host, line, now)
            host.note(fresh)
            lost = sum(reply.status == NO_ANSWER for reply in fresh)
            if lost:
                # what was lost with a line that hung up counts once, since it ended once
                host.fail(1 if line.is_over and not line.took_too_long else lost)
            if unsent:
                replies += host.take_back(unsent, monotonic())
            if line.is_over or (connection.leaving and not connection.waiting):
                self._put_away(host, line, lost=lost)
        return replies

    def _learn(self, host: Host, line: Line, now: float) -> None:
        connection = line.connection
        if not line.was_useful and line.place in host.places:
            # where it answered is where further lines begin
            host.places.sort(key=lambda place: place != line.place)
        line.was_useful = True
        host.learn(connection.answered, connection.pushed_back, now)
        connection.answered = connection.pushed_back = 0

    def _put_away(self, host: Host, line: Line, *, lost: int) -> None:
        host.lines.remove(line)
        line.close()
        if not line.speaks_h2 or line.connection.misunderstood:
            self._leave_to_library(host)
        elif line.was_useful or lost:
            return
        elif host.lines:
            # it takes no more lines than it has
            host.most_lines = len(host.lines)
        else:
            host.fail(FAILURES_UNTIL_LEFT_ALONE if line.took_too_long else 2)

    def _leave_to_library(self, host: Host) -> None:
        host.uses_library, host.window, host.failures = True, FIRST_WINDOW, 0
        if len(_left_to_library) >= _MOST_REMEMBERED:
            _left_to_library.clear()
        _left_to_library[host.origin] = monotonic() + _LEFT_TO_LIBRARY_SECONDS
