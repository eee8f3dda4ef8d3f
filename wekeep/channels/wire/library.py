"""Posts through libcurl, for hosts that speak no HTTP/2 or not ours, and for this machine itself without TLS."""

import socket
from collections.abc import Callable

import pycurl

from wekeep.channels.rules.endpoint import may_connect
from wekeep.channels.wire.host import Host
from wekeep.channels.wire.posts import NO_ANSWER, Post, Reply

CONNECT_SECONDS, TOTAL_SECONDS = 5, 10
AT_ONCE = 400
CONNECTIONS_A_HOST = 12
LONGEST_ANSWER = 65_536
Opened = tuple[int, int, int, tuple[str, int]]


class Library:
    """A pool of curl's connections; HTTP/2 where the other side speaks it. The address of every socket is judged when it
    is opened. No redirects, no proxies, no cookies."""

    def __init__(self, *, allow_loopback: bool, authorities: str, lost: Callable[[], bool] = lambda: False) -> None:
        self._allow_loopback, self._authorities, self._lost = allow_loopback, authorities, lost
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, CONNECTIONS_A_HOST)
        self._spare: list[pycurl.Curl] = []
        self._flying: dict[pycurl.Curl, tuple[Post, Host]] = {}

    @property
    def flying(self) -> int:
        """How many posts have no answer yet."""
        return len(self._flying)

    def begin(self, host: Host) -> None:
        """Start as much of what waits for `host` as there is room for."""
        while host.waiting and host.flying < host.window and len(self._flying) < AT_ONCE:
            post, _since = host.waiting.popleft()
            handle = self._spare.pop() if self._spare else pycurl.Curl()
            _prepare(handle, post, self._authorities, self._socket_opener())
            host.flying += 1
            self._flying[handle] = (post, host)
            self._multi.add_handle(handle)

    def advance(self, now: float) -> list[Reply]:
        """Go on with everything; what was answered."""
        if self._lost():
            return [self._finish(handle, "others send it", now) for handle in list(self._flying)]
        self._multi.perform()
        replies, left = [], 1
        while left:
            left, done, failed = self._multi.info_read()
            replies += [self._finish(handle, "", now) for handle in done]
            replies += [self._finish(handle, f"curl {number}", now) for handle, number, _words in failed]
        return replies

    def wait(self, seconds: float) -> None:
        """Wait for something to happen."""
        self._multi.select(seconds)

    def close(self) -> None:
        """Close every connection."""
        for handle in (*self._spare, *self._flying):
            handle.close()
        self._multi.close()

    def _finish(self, handle: pycurl.Curl, trouble: str, now: float) -> Reply:
        post, host = self._flying.pop(handle)
        self._multi.remove_handle(handle)
        status = int(handle.getinfo(pycurl.RESPONSE_CODE))
        asked = int(handle.getinfo(pycurl.RETRY_AFTER)) or None
        host.flying -= 1
        if status == NO_ANSWER:
            host.fail()
        else:
            host.learn(1, int(status in (429, 503)), now)
        handle.reset()
        self._spare.append(handle)
        reply = Reply(post.key, status, asked, trouble)
        host.note([reply])
        return reply

    def _socket_opener(self) -> Callable[[int, Opened], socket.socket | int]:
        allow = self._allow_loopback

        def open_socket(purpose: int, where: Opened) -> socket.socket | int:
            family, kind, protocol, address = where
            if not may_connect(str(address[0]), allow_loopback=allow):
                return int(pycurl.SOCKET_BAD)
            return socket.socket(family, kind, protocol)

        return open_socket


def _prepare(
    handle: pycurl.Curl, post: Post, authorities: str, open_socket: Callable[..., socket.socket | int]
) -> None:
    handle.setopt(pycurl.URL, post.course.origin + post.path)
    handle.setopt(pycurl.POST, 1)
    handle.setopt(pycurl.POSTFIELDS, post.body)
    handle.setopt(pycurl.HTTPHEADER, [*post.course.lines, "Expect:"])
    handle.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS)
    handle.setopt(pycurl.PIPEWAIT, 1)
    handle.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
    handle.setopt(pycurl.PROXY, "")
    handle.setopt(pycurl.NOSIGNAL, 1)
    handle.setopt(pycurl.CAINFO, authorities)
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
