"""A real NATS server with JetStream on this machine, which a test starts, kills and starts again on what it left."""

import json
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.running import free_port, until


class NatsServer:
    """`config` is more of its configuration, in its own words; where that says how JetStream is to be, not `jetstream`."""

    def __init__(self, folder: Path, config: str = "", *, jetstream: bool = True) -> None:
        self.port, self._watched = free_port(), free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self._store, self._file = folder / "jetstream", folder / "nats.conf"
        books = f'jetstream {{ store_dir: "{self._store}" }}' if jetstream else ""
        self._file.write_text(
            f'host: 127.0.0.1, port: {self.port}, http: "127.0.0.1:{self._watched}"\n{books}\n{config}'
        )
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, on what it kept."""
        program = Path(sys.executable).parent / "nats-server"
        self._running = subprocess.Popen([program, "-c", self._file, "-l", self._file.with_suffix(".log")])
        until(self._listens, "the NATS server did not start")

    def kill(self) -> None:
        """As a power cut would."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._running = None

    def lines(self, name: str) -> int:
        """How many who call themselves so are connected, as the server itself says."""
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{self._watched}/connz?limit=1024", timeout=2) as said,
        ):
            return sum(one.get("name") == name for one in json.load(said)["connections"])
        return 0

    def forget(self) -> None:
        """Take away what it kept; only while it is not running."""
        shutil.rmtree(self._store)

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False


@contextmanager
def nats_serving(folder: Path, config: str = "", *, jetstream: bool = True) -> Iterator[NatsServer]:
    """One that runs, killed at the end."""
    server = NatsServer(folder, config, jetstream=jetstream)
    server.start()
    try:
        yield server
    finally:
        server.kill()
