"""Opening connections: names looked up beside the sending, every numeric address judged, TLS with a known authority."""

import errno
import selectors
import socket
import ssl
import threading
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from queue import Empty, SimpleQueue

from wekeep.channels.rules.endpoint import may_connect
from wekeep.channels.wire.connection import NO_ANSWER_IN_TIME, Connection

CONNECT_SECONDS = 5
_LOOKUPS_AT_ONCE = 16
_READ_BYTES, _READS_AT_ONCE = 65_536, 32
# What is to be sent on one line and is not taken: beyond this the other side does not read.
_MOST_UNSENT = 1 << 20
_CHUNK = 65_536
_NO_CONNECTION, _NOT_THEM, _LOST = "no connection in time", "tls: certificate", "others send it"
_HOPELESS = frozenset({_NO_CONNECTION, _NOT_THEM, NO_ANSWER_IN_TIME})
Where = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int]]


@cache
def tls_context(authorities: str) -> ssl.SSLContext:
    """Certificates and names are checked against the authorities in that file; TLS 1.2 or later."""
    context = ssl.create_default_context(cafile=authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["h2", "http/1.1"])
    return context


class Names:
    """Looks names up in threads of their own, since the system's way of doing it cannot be hurried."""

    def __init__(self) -> None:
        self._found: SimpleQueue[tuple[tuple[str, int], list[Where]]] = SimpleQueue()
        self._asked: deque[tuple[str, int]] = deque()
        self._running = 0

    def ask(self, name: str, port: int) -> None:
        """Look `name` up; `found` will bring it."""
        self._asked.append((name, port))
        self._begin()

    def found(self) -> list[tuple[tuple[str, int], list[Where]]]:
        """What was found since the last call: (name, port) and where it is; nowhere where there is no such name."""
        found = []
        while True:
            try:
                found.append(self._found.get_nowait())
            except Empty:
                return found
            self._running -= 1
            self._begin()

    def _begin(self) -> None:
        while self._asked and self._running < _LOOKUPS_AT_ONCE:
            self._running += 1
            threading.Thread(target=self._look_up, args=self._asked.popleft(), daemon=True).start()

    def _look_up(self, name: str, port: int) -> None:
        self._found.put(((name, port), resolve(name, port)))


def resolve(name: str, port: int) -> list[Where]:
    """Where `name` is, nearest first as the system says; empty where it is not known. Takes as long as it takes."""
    try:
        rows = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return []
    return [(family, where) for family, _kind, _protocol, _canonical, where in rows if isinstance(where[0], str)]


class Line:
    """One socket with TLS and its HTTP/2 connection. It never blocks: `advance` does what can be done now.

    `failed` says why it never opened; `speaks_h2` is False where the other side does not. Once it was open, what ends it
    is in `connection.broken`.
    """

    def __init__(
        self,
        selector: selectors.BaseSelector,
        name: str,
        places: Sequence[Where],
        context: ssl.SSLContext,
        now: float,
        *,
        allow_loopback: bool,
        lost: Callable[[], bool] = lambda: False,
    ) -> None:
        self.connection, self._lost = Connection(), lost
        self.failed, self.speaks_h2, self.is_open = "", True, False
        # whether anything was answered on it
        self.was_useful = False
        # more may lie in TLS's own buffer, of which the selector knows nothing
        self.has_more = False
        self._selector, self._name, self._context = selector, name, context
        self._places, self._allow_loopback = list(places), allow_loopback
        self._socket: socket.socket | None = None
        self._tls: ssl.SSLSocket | None = None
        self._events, self._since = 0, now
        self._unsent, self._chunk = bytearray(), b""
        self.place: Where | None = None
        self._dial(now)

    @property
    def is_over(self) -> bool:
        """Whether it will carry nothing more."""
        return bool(self.failed or self.connection.broken)

    @property
    def took_too_long(self) -> bool:
        """Whether it ended because nothing came in time, or the other side is not who it should be: the next line to it
        would do no better."""
        return (self.failed or self.connection.broken) in _HOPELESS

    @property
    def has_room(self) -> bool:
        """Whether the other side takes what it is sent."""
        return self.is_open and len(self._unsent) < _MOST_UNSENT // 4

    def advance(self, now: float) -> None:
        """Go on with what its socket is ready for."""
        try:
            if self._tls is None:
                self._connected(now)
            elif not self.is_open:
                self._shake_hands(self._tls)
            else:
                self._read(self._tls, now)
                self.flush()
        except (OSError, ValueError) as trouble:
            self._end(_words(trouble))

    def flush(self) -> None:
        """Send what there is to send, as far as it is taken."""
        tls = self._tls
        if tls is None or not self.is_open:
            return
        self._unsent += self.connection.output()
        try:
            while self._chunk or self._unsent:
                if not self._chunk:
                    self._chunk = bytes(self._unsent[:_CHUNK])
                    del self._unsent[:_CHUNK]
                if self._lost():
                    # others may be sending it by now; what was answered before is heard all the same
                    self._unsent, self._chunk = bytearray(), b""
                    self._read_last(_LOST)
                    break
                self._chunk = self._chunk[tls.send(self._chunk) :]
        except (ssl.SSLWantWriteError, ssl.SSLWantReadError):
            if len(self._unsent) > _MOST_UNSENT:
                self._end("the other side does not read")
        except (OSError, ValueError) as trouble:
            # what they said before hanging up may lie here still
            self._read_last(_words(trouble))
        self._watch(selectors.EVENT_READ | (selectors.EVENT_WRITE if self._chunk else 0))

    def check_clock(self, now: float, seconds: float) -> None:
        """End what takes too long: opening after CONNECT_SECONDS, an answer after `seconds`."""
        if self.is_over:
            return
        if not self.connection.opened:
            if now - self._since > CONNECT_SECONDS:
                self._end(_NO_CONNECTION)
            elif self._tls is None and self._places and now - self._dialled > CONNECT_SECONDS / 3:
                self._dial(now)
            return
        self.connection.give_up(now, seconds)

    def close(self) -> None:
        """Hang up."""
        if self.is_open and not self.connection.broken:
            self.connection.leave()
            self.flush()
        self._watch(0)
        for one in (self._tls, self._socket):
            if one is not None:
                one.close()

    def _dial(self, now: float) -> None:
        """Begin with the next address that may be called at all."""
        self._watch(0)
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._dialled = now
        while self._places:
            family, where = self.place = self._places.pop(0)
            if may_connect(where[0], allow_loopback=self._allow_loopback) and self._call(family, where):
                self._watch(selectors.EVENT_WRITE)
                return
        self._end("no way there")

    def _call(self, family: socket.AddressFamily, where: object) -> bool:
        """Begin to connect there; returns whether that could be begun."""
        try:
            raw = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            # no more sockets for us, or none of that family here
            return False
        raw.setblocking(False)
        if raw.connect_ex(where) in (0, errno.EINPROGRESS):  # type: ignore[arg-type]
            self._socket = raw
            return True
        raw.close()
        return False

    def _connected(self, now: float) -> None:
        raw = self._socket
        if raw is None:
            return
        if raw.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self._dial(now)
            return
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._watch(0)
        self._socket = None
        self._tls = self._context.wrap_socket(raw, server_hostname=self._name, do_handshake_on_connect=False)
        self._shake_hands(self._tls)

    def _shake_hands(self, tls: ssl.SSLSocket) -> None:
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            self._watch(selectors.EVENT_READ)
            return
        except ssl.SSLWantWriteError:
            self._watch(selectors.EVENT_WRITE)
            return
        if tls.selected_alpn_protocol() != "h2":
            self.speaks_h2 = False
            self._end("no h2")
            return
        self.is_open = True
        self.flush()

    def _read(self, tls: ssl.SSLSocket, now: float) -> None:
        self.has_more = False
        for _read in range(_READS_AT_ONCE):
            try:
                data = tls.recv(_READ_BYTES)
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return
            if not data:
                self._end("hung up")
                return
            self.connection.receive(data, now)
            if self.connection.broken:
                return
        self.has_more = True

    def _read_last(self, words: str) -> None:
        try:
            while self._tls is not None and not self.connection.broken and (data := self._tls.recv(_READ_BYTES)):
                self.connection.receive(data, self._dialled)
        except (OSError, ValueError):
            pass
        self._end(words)

    def _end(self, words: str) -> None:
        if self.is_open:
            self.connection.lose(words)
        elif not self.failed:
            self.failed = words

    def _watch(self, events: int) -> None:
        """Tell the selector what to wait for; nothing where 0."""
        sock = self._tls or self._socket
        if sock is None or events == self._events or (sock.fileno() < 0 and not self._events):
            return
        if not self._events:
            self._selector.register(sock, events, self)
        elif events:
            self._selector.modify(sock, events, self)
        else:
            self._selector.unregister(sock)
        self._events = events


def _words(trouble: BaseException) -> str:
    """A short reason, without any address in it."""
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return _NOT_THEM
    if isinstance(trouble, ssl.SSLError):
        return "tls"
    return f"socket {trouble.errno}" if isinstance(trouble, OSError) and trouble.errno else "socket"
