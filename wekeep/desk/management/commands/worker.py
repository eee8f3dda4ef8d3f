"""`wekeep worker`: only the jobs that send nothing, in a process of their own; and what became of those that failed."""

import signal
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.journal.telling import Teller
from wekeep.watch.actions.draining import Drain
from wekeep.work import actions, queries
from wekeep.work.actions import leave_no_log
from wekeep.work.broker import broker
from wekeep.work.jobs.knocks import join
from wekeep.work.jobs.worker import Worker
from wekeep.work.rules.lane import THE_REST

# the server that started this waits for it a little longer than both
LAST_REPORTS_SECONDS, LAST_JOBS_SECONDS = 6.0, 12.0


class Command(BaseCommand):
    help = "Run jobs until SIGTERM or SIGINT; or list those that failed for good, or try them again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=settings.WORKER_THREADS)
        parser.add_argument(
            "--until-eof",
            action="store_true",
            help="end with the server that started this, listen to it, and bring in the reports that it takes",
        )
        parser.add_argument("--dead", action="store_true", help="list the jobs that failed for good, and end")
        parser.add_argument(
            "--revive",
            nargs="*",
            type=int,
            metavar="NUMBER",
            help="try the jobs of these numbers again, or all that failed for good, and end",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dead"]:
            self._list()
        elif options["revive"] is not None:
            self._revive(options["revive"])
        else:
            _run(options["threads"], Drain(settings.DATA_DIR) if options["until_eof"] else None)

    def _list(self) -> None:
        for one in queries.dead_letters():
            since = one.since.isoformat(timespec="seconds") if one.since else ""
            self.stdout.write(f"{one.number:8}  {one.job:28} {since}  {one.attempts} tries  {one.trouble}")

    def _revive(self, numbers: list[int]) -> None:
        """A job is left where a newer one of its key waits already and will do its work."""
        known = [one.number for one in queries.dead_letters()]
        if unknown := set(numbers) - set(known):
            raise CommandError(f"No job that failed for good has the number {', '.join(map(str, sorted(unknown)))}.")
        done = sum(actions.revive(number) for number in numbers or known)
        self.stdout.write(f"{done} of {len(numbers or known)} jobs will be tried again.")


def _run(threads: int, drain: Drain | None) -> None:
    stop = threading.Event()
    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, lambda *_: stop.set())
    worker = Worker(threads, THE_REST, rest=drain.way.rest) if drain else Worker(threads, THE_REST)
    if drain:
        # before anything is written: whoever started this may be gone already
        threading.Thread(target=_listen, args=(worker, stop), name="worker-ear", daemon=True).start()
        drain.start()
    there = broker()
    teller = Teller(there) if there else None
    join(there, worker)
    worker.start()
    if teller:
        teller.start()
    stop.wait()
    if teller:
        teller.stop()
    if drain:
        drain.stop(LAST_REPORTS_SECONDS)
    worker.stop(LAST_JOBS_SECONDS)
    leave_no_log()


def _listen(worker: Worker, stop: threading.Event) -> None:
    """Each line names a lane in which something was queued; the end of them is ours."""
    for line in sys.stdin:
        worker.notice(line.strip())
    stop.set()
