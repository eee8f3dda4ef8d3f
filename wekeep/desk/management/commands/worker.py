"""`wekeep worker`: only the jobs, for a network that runs them in processes of their own."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from wekeep.work.jobs.worker import Worker


class Command(BaseCommand):
    help = "Run jobs until SIGTERM or SIGINT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=settings.WORKER_THREADS)

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for sig in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sig, lambda *_: stop.set())
        worker = Worker(options["threads"])
        worker.start()
        stop.wait()
        worker.stop()
