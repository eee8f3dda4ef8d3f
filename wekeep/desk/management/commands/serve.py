"""`wekeep serve`: web pages, live streams and jobs in one process; the keeper and the sender beside it."""

import resource
import signal
from types import FrameType
from typing import Any

import uvicorn
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import import_string

from wekeep.desk.actions.beside import Beside
from wekeep.desk.actions.files import lay_out_files
from wekeep.desk.actions.keeping import keeper_beside, sender_beside
from wekeep.journal.telling import Teller
from wekeep.kit.own_memory import leave_no_core
from wekeep.work.actions import on_wake
from wekeep.work.broker import broker
from wekeep.work.jobs.knocks import join
from wekeep.work.rules.lane import SENDING

LONGEST_GOODBYE_SECONDS = 10
MOST_FILES = 65_536


class Command(BaseCommand):
    help = "Serve the network: pages, live streams and jobs in one process, the keeper and the sender beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-worker", action="store_true", help="leave the jobs to `wekeep worker` processes")
        parser.add_argument("--no-migrate", action="store_true", help="do not bring the database up to date first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_migrate"]:
            call_command("migrate", verbosity=0)
        lay_out_files()
        serve(options["host"], options["port"], with_worker=not options["no_worker"])


class Server(uvicorn.Server):
    """Ends the live streams before it waits for connections, so that a restart takes a moment and not a timeout."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.config.loaded_app.close_streams()
        super().handle_exit(sig, frame)


def serve(host: str, port: int, *, with_worker: bool = True) -> None:
    """Run until SIGTERM or SIGINT, then end streams, requests and jobs in good order."""
    _let_many_in()
    # what people open and the words they type pass through here
    leave_no_core()
    config = uvicorn.Config(
        "config.asgi:house" if with_worker else "config.asgi:house_without_worker",
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
    # uvicorn ends in good order at a signal and then raises it once more, for whoever listened before it: what is below is to end, too
    signal.signal(signal.SIGTERM, _leave)
    keeper, sender = keeper_beside(), sender_beside()
    keeper.start()
    sender.start()
    deafen = on_wake(lambda lane: _knock(sender, lane))
    there = broker()
    teller = Teller(there) if there and with_worker else None
    join(there)
    if teller:
        teller.start()
    try:
        Server(config).run()
    finally:
        if teller:
            teller.stop()
        deafen()
        sender.stop()
        keeper.stop()


def _knock(sender: Beside, lane: str) -> None:
    """Have the sender look at once where something was queued for it."""
    if lane in {one.name for one in SENDING}:
        sender.knock(f"{lane}\n".encode())


def _leave(_sig: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _let_many_in() -> None:
    """As many open files as the machine allows: every board, phone and dawdler is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
