"""`wekeep serve`: web pages and live streams in one process; the jobs, the keeper and the sender in others beside it."""

import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import Any

import uvicorn
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import import_string

from wekeep.desk.actions.files import lay_out_files
from wekeep.desk.actions.keeping import door_beside, keeper_beside, sender_beside, worker_beside
from wekeep.kit.own_memory import leave_no_core
from wekeep.work.actions import on_wake
from wekeep.work.broker import broker
from wekeep.work.jobs.knocks import join
from wekeep.work.jobs.worker import Worker
from wekeep.work.rules.lane import SENDING, Lane

LONGEST_GOODBYE_SECONDS = 10
MOST_FILES = 65_536
_SENDING = frozenset(lane.name for lane in SENDING)


class Command(BaseCommand):
    help = "Serve the network: pages and live streams in one process; the jobs, the keeper and the sender beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-worker", action="store_true", help="leave the jobs to `wekeep worker` processes")
        parser.add_argument("--no-migrate", action="store_true", help="do not bring the database up to date first")
        parser.add_argument(
            "--doors",
            type=int,
            default=1,
            metavar="NUMBER",
            help="how many processes answer on this port (default: 1); each counts by itself how much comes from one source",
        )
        parser.add_argument(
            "--further-door", action="store_true", help="be one of those beside a server that started this"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["further_door"]:
            be_a_further_door(options["host"], options["port"])
            return
        if not options["no_migrate"]:
            call_command("migrate", verbosity=0)
        lay_out_files()
        serve(options["host"], options["port"], with_worker=not options["no_worker"], doors=options["doors"])


class Server(uvicorn.Server):
    """Ends the live streams before it waits for connections, so that a restart takes a moment and not a timeout."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.config.loaded_app.close_streams()
        super().handle_exit(sig, frame)


def serve(host: str, port: int, *, with_worker: bool = True, doors: int = 1, lanes: Sequence[Lane] = ()) -> None:
    """Run until SIGTERM or SIGINT, then end streams, requests and jobs in good order; of the jobs those of `lanes` in this process."""
    server = _server(host, port, "config.asgi:house" if with_worker else "config.asgi:house_without_worker")
    here = Worker(2, lanes) if lanes else None
    keeper, sender, worker = keeper_beside(), sender_beside(), worker_beside(wanted=with_worker)
    further = [door_beside(number, host, port) for number in range(2, doors + 1)]
    for one in (keeper, sender, worker, *further):
        one.start()
    deafen = on_wake(lambda lane: (sender if lane in _SENDING else worker).knock(f"{lane}\n".encode()))
    join(broker())
    if here:
        here.start()
    try:
        server.run([_shared_line(host, port)] if further else None)
    finally:
        deafen()
        if here:
            here.stop()
        # the last reports are handed over before the worker ends
        for one in (*further, worker, sender, keeper):
            one.stop()


def be_a_further_door(host: str, port: int) -> None:
    """One more process on the port of a server that runs already, until its input ends."""
    server = _server(host, port, "config.asgi:house")
    threading.Thread(target=_until_eof, name="door-ear", daemon=True).start()
    join(broker())
    server.run([_shared_line(host, port)])


def _until_eof() -> None:
    """As if it had been told to end: whoever started it has."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


def _shared_line(host: str, port: int) -> socket.socket:
    """A socket on which others listen too: whoever connects is given to one of them (SO_REUSEPORT)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    one = socket.socket(family)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    one.bind((host, port))
    return one


def _server(host: str, port: int, app: str) -> Server:
    _let_many_in()
    # what people open and the words they type pass through here
    leave_no_core()
    config = uvicorn.Config(
        app,
        factory=True,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        http=import_string("config.protocol.Protocol"),
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=LONGEST_GOODBYE_SECONDS,
        interface="asgi3",
        lifespan="on",
    )
    return Server(config)


def _let_many_in() -> None:
    """As many open files as the machine allows: every board, phone and dawdler is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
