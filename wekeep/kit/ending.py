"""Being told to end, by a signal or by whoever started us."""

import signal
import socket
from contextlib import suppress
from typing import Final

SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


class Ending:
    """SIGTERM and SIGINT, heard whichever thread of this process the machine gives them to.

    Python runs a handler in the main thread only, and a main thread that waits for a lock or for a connection is not woken by a
    signal that another thread took: it would wait on, and be killed in the middle of its work. What the machine's own
    handler writes into a pipe wakes whoever reads it (https://docs.python.org/3/library/signal.html#signal.set_wakeup_fd).
    """

    def __init__(self) -> None:
        """Listen from here on; in the main thread."""
        self._heard, self._told = socket.socketpair()
        self._told.setblocking(False)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for one in SIGNALS:
            # without one of ours the machine's own writes nothing
            signal.signal(one, lambda *_: None)

    def tell(self) -> None:
        """End, from any thread."""
        with suppress(BlockingIOError):
            self._told.send(b"\0")

    def wait(self) -> None:
        """Until it is time, in any thread."""
        self._heard.recv(1)
