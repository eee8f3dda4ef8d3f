"""The keeper's Unix socket: who may connect, how long anyone may take, and one thread for each connection."""

import contextlib
import os
import socket
import struct
import threading
from pathlib import Path
from typing import Final

from wekeep.keeper.service import Keeper
from wekeep.kit.keeper_messages import Answer, Malformed, No, Refusal, decode, encode, length_of

CONNECTIONS: Final = 64
# A connection may rest between requests; a request that has begun must arrive, and its answer leave, quickly.
REST_SECONDS: Final = 120.0
PATIENCE_SECONDS: Final = 5.0


class Server:
    """Listens on `path`. Only processes of `peers` (user ids) are answered."""

    def __init__(
        self, keeper: Keeper, path: Path, *, peers: frozenset[int], patience: float = PATIENCE_SECONDS
    ) -> None:
        self._keeper, self._path, self._peers, self._patience = keeper, path, peers, patience
        self._free = threading.BoundedSemaphore(CONNECTIONS)
        self._stopping = threading.Event()
        self._listener = _listen(path, shared=peers != {os.getuid()})

    def run(self) -> None:
        """Accept until `stop`."""
        while not self._stopping.is_set():
            try:
                connection, _address = self._listener.accept()
            except OSError:
                break
            if not self._free.acquire(blocking=False):
                self._turn_away(connection)
                continue
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def stop(self) -> None:
        """Accept no more."""
        self._stopping.set()
        # first the name, because whoever waits in `run` may end the process at once
        self._path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection:
                if _peer(connection) in self._peers:
                    self._converse(connection)
        except (OSError, Malformed):
            pass
        finally:
            self._free.release()

    def _converse(self, connection: socket.socket) -> None:
        """Request and answer in turn; what is no message ends the conversation."""
        while True:
            connection.settimeout(REST_SECONDS)
            first = connection.recv(4)
            if not first:
                return
            connection.settimeout(self._patience)
            header = first + _exactly(connection, 4 - len(first))
            body = _exactly(connection, length_of(header))
            connection.sendall(self._answer(body))

    def _answer(self, body: bytes) -> bytes:
        try:
            answer: Answer = self._keeper.answer(decode(body))
        except Malformed:
            answer = Refusal(No.MALFORMED)
        try:
            return encode(answer)
        except ValueError:
            return encode(Refusal(No.BUSY))

    def _turn_away(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(self._patience)
            connection.sendall(encode(Refusal(No.BUSY)))


def _listen(path: Path, *, shared: bool) -> socket.socket:
    """A listening socket for the owner, or for the owner's group too where the web process has a user of its own."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o117 if shared else 0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    listener.listen(CONNECTIONS)
    return listener


def _peer(connection: socket.socket) -> int:
    """The user id of the process at the other end, as the kernel tells it (SO_PEERCRED, unix(7))."""
    size = struct.calcsize("3i")
    _pid, uid, _gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(uid)


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts, missing = [], size
    while missing:
        part = connection.recv(min(missing, 1 << 20))
        if not part:
            raise Malformed
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
