"""A line on this machine that can fall silent: both ends stay connected, nothing comes through, and nobody is told."""

import socket
import threading
from contextlib import suppress


class SilentLine:
    """Passes on what comes to `port` to the port it was given, until `fall_silent`, and again from `speak_again` on."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._speaks = threading.Event()
        self._speaks.set()
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._open, daemon=True).start()

    @property
    def url(self) -> str:
        """For a broker that stands behind it."""
        return f"nats://127.0.0.1:{self.port}"

    def fall_silent(self) -> None:
        """Nothing comes through from here on. Who connects is connected, and hears nothing."""
        self._speaks.clear()

    def speak_again(self) -> None:
        """What was held comes through, and everything after it."""
        self._speaks.set()

    def close(self) -> None:
        """End it, and whatever goes over it."""
        self._speaks.set()
        for one in (self._door, *self._ends):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                here, _from = self._door.accept()
                self._ends.append(here)
                threading.Thread(target=self._pair, args=(here,), daemon=True).start()

    def _pair(self, here: socket.socket) -> None:
        self._speaks.wait()
        try:
            there = socket.create_connection(("127.0.0.1", self._to))
        except OSError:
            here.close()
            return
        self._ends.append(there)
        for source, target in ((here, there), (there, here)):
            threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                self._speaks.wait()
                target.sendall(data)
        self._speaks.wait()
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
