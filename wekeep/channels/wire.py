"""The one way out for HTTP: many POSTs at once to addresses that strangers gave, never to a private one."""

import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic

import certifi
import pycurl

from wekeep.channels.contract import Answer, Result
from wekeep.channels.rules.endpoint import may_connect

CONNECT_SECONDS, TOTAL_SECONDS = 5, 10
# A post that waited this long for its host is put back, well before its lease ends.
LONGEST_IN_HAND_SECONDS = 45
AT_ONCE, IN_HAND, DRAWN_AT_ONCE = 400, 1_000, 32
CONNECTIONS_A_HOST = 12
# A host begins with few posts in flight and earns more, so that a dead one holds little; after so many failures in a
# row it is left alone for the rest of the run.
FIRST_WINDOW, WIDEST_WINDOW = 8, 200
FAILURES_UNTIL_LEFT_ALONE = 5
LONGEST_ANSWER = 65_536
NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Post:
    """One request. `host` groups what fails together; `headers` are whole lines."""

    key: int
    url: str
    host: str
    headers: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to the post with `key`: an HTTP status, or NO_ANSWER with `trouble` saying why."""

    key: int
    status: int
    retry_after: int | None = None
    trouble: str = ""


@dataclass(slots=True)
class _Host:
    window: int = FIRST_WINDOW
    flying: int = 0
    failures: int = 0
    waiting: deque[tuple[Post, float]] = field(default_factory=deque)

    @property
    def left_alone(self) -> bool:
        return self.failures >= FAILURES_UNTIL_LEFT_ALONE

    def learn(self, *, answered: bool) -> None:
        self.failures = 0 if answered else self.failures + 1
        self.window = min(self.window + 1, WIDEST_WINDOW) if answered else max(1, self.window // 2)


class Wire:
    """A pool of connections for one run of sending; HTTP/2 where the other side speaks it, one name looked up once.

    The address of every socket is judged when it is opened, after the name was resolved, so a name that changes what it
    points at gains nothing. No redirects, no proxies, no cookies.
    """

    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, CONNECTIONS_A_HOST)
        self._spare: list[pycurl.Curl] = []
        self._flying: dict[pycurl.Curl, tuple[Post, _Host]] = {}
        self._hosts: dict[str, _Host] = {}
        self._in_hand = 0

    def send(self, posts: Iterable[Post]) -> Iterator[Reply]:
        """Send every post and yield one reply for each as it comes. Posts are drawn as there is room for them."""
        source = iter(posts)
        more = True
        while more or self._in_hand:
            room = self._room()
            if more and room:
                fresh = list(islice(source, room))
                more = len(fresh) == room
                self._take(fresh)
            yield from self._put_back()
            self._start()
            yield from self._advance(wait=not (more and self._room()))

    def close(self) -> None:
        """Close every connection."""
        for handle in (*self._spare, *self._flying):
            handle.close()
        self._multi.close()

    def _room(self) -> int:
        """How many posts to draw now: a few at a time, so that answers are read between them."""
        return min(DRAWN_AT_ONCE, IN_HAND - self._in_hand) if len(self._flying) < AT_ONCE else 0

    def _take(self, posts: list[Post]) -> None:
        now = monotonic()
        for post in posts:
            self._hosts.setdefault(post.host, _Host()).waiting.append((post, now))
        self._in_hand += len(posts)

    def _put_back(self) -> Iterator[Reply]:
        """Answer for what will not be tried in this run."""
        oldest = monotonic() - LONGEST_IN_HAND_SECONDS
        for host in self._hosts.values():
            while host.waiting and (host.left_alone or host.waiting[0][1] < oldest):
                self._in_hand -= 1
                yield Reply(host.waiting.popleft()[0].key, NO_ANSWER, trouble="host left alone")

    def _start(self) -> None:
        for host in self._hosts.values():
            while host.waiting and host.flying < host.window and len(self._flying) < AT_ONCE:
                post, _since = host.waiting.popleft()
                handle = self._spare.pop() if self._spare else pycurl.Curl()
                _prepare(handle, post, self._socket_opener())
                host.flying += 1
                self._flying[handle] = (post, host)
                self._multi.add_handle(handle)

    def _advance(self, *, wait: bool) -> Iterator[Reply]:
        self._multi.perform()
        left = 1
        while left:
            left, done, failed = self._multi.info_read()
            for handle in done:
                yield self._finish(handle, "")
            for handle, number, _words in failed:
                yield self._finish(handle, f"curl {number}")
        if wait and self._flying:
            self._multi.select(0.05)

    def _finish(self, handle: pycurl.Curl, trouble: str) -> Reply:
        post, host = self._flying.pop(handle)
        self._multi.remove_handle(handle)
        status = int(handle.getinfo(pycurl.RESPONSE_CODE))
        patience = int(handle.getinfo(pycurl.RETRY_AFTER)) or None
        host.flying -= 1
        self._in_hand -= 1
        host.learn(answered=status != NO_ANSWER)
        handle.reset()
        self._spare.append(handle)
        return Reply(post.key, status, patience, trouble)

    def _socket_opener(self) -> Callable[[int, tuple[int, int, int, tuple[str, int]]], socket.socket | int]:
        allow = self._allow_loopback

        def open_socket(purpose: int, where: tuple[int, int, int, tuple[str, int]]) -> socket.socket | int:
            family, kind, protocol, address = where
            if not may_connect(str(address[0]), allow_loopback=allow):
                return int(pycurl.SOCKET_BAD)
            return socket.socket(family, kind, protocol)

        return open_socket


def _prepare(handle: pycurl.Curl, post: Post, open_socket: Callable[..., socket.socket | int]) -> None:
    handle.setopt(pycurl.URL, post.url)
    handle.setopt(pycurl.POST, 1)
    handle.setopt(pycurl.POSTFIELDS, post.body)
    handle.setopt(pycurl.HTTPHEADER, [*post.headers, "Expect:", "User-Agent: WeKeep"])
    handle.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS)
    handle.setopt(pycurl.PIPEWAIT, 1)
    handle.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
    handle.setopt(pycurl.PROXY, "")
    handle.setopt(pycurl.NOSIGNAL, 1)
    handle.setopt(pycurl.CAINFO, certifi.where())
    handle.setopt(pycurl.CONNECTTIMEOUT, CONNECT_SECONDS)
    handle.setopt(pycurl.TIMEOUT, TOTAL_SECONDS)
    handle.setopt(pycurl.OPENSOCKETFUNCTION, open_socket)
    handle.setopt(pycurl.WRITEFUNCTION, _Limit())


class _Limit:
    """Throws the answer's body away, and ends an answer that does not end."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen = 0

    def __call__(self, chunk: bytes) -> int | None:
        self._seen += len(chunk)
        return None if self._seen <= LONGEST_ANSWER else 0


def result_of(reply: Reply) -> Result:
    """What an HTTP answer means for a delivery: 404 and 410 say that the address is no more (RFC 8030, 7.3)."""
    if 200 <= reply.status < 300:
        return Result(reply.key, Answer.HANDED_OVER)
    if reply.status in (404, 410):
        return Result(reply.key, Answer.GONE)
    if reply.status in (NO_ANSWER, 408, 425, 429) or reply.status >= 500:
        return Result(reply.key, Answer.LATER, reply.retry_after, reply.trouble or f"status {reply.status}")
    return Result(reply.key, Answer.REFUSED, trouble=f"status {reply.status}")
