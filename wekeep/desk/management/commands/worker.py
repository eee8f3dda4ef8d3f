"""`wekeep worker`: only the jobs that send nothing, for a network that runs them in processes of their own; and what became of those that failed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wekeep.journal.telling import Teller
from wekeep.kit.ending import Ending
from wekeep.work import actions, queries
from wekeep.work.broker import broker
from wekeep.work.jobs.knocks import join
from wekeep.work.jobs.worker import Worker
from wekeep.work.rules.lane import THE_REST


class Command(BaseCommand):
    help = "Run jobs until SIGTERM or SIGINT; or list those that failed for good, or try them again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=settings.WORKER_THREADS)
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
            _run(options["threads"])

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


def _run(threads: int) -> None:
    ending = Ending()
    worker = Worker(threads, THE_REST)
    there = broker()
    teller = Teller(there) if there else None
    join(there, worker)
    worker.start()
    if teller:
        teller.start()
    ending.wait()
    if teller:
        teller.stop()
    worker.stop()
