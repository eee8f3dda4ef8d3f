"""`wekeep sender`: only the sending, in the one process that needs what the channels send with."""

import sys
import threading
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandParser

from wekeep.channels.actions.credentials import say_what_is_here
from wekeep.channels.actions.handing import sending_broker
from wekeep.channels.jobs import hands
from wekeep.channels.pulling import Pulling
from wekeep.channels.taking_over import TakingOver
from wekeep.journal.telling import knock_when_written
from wekeep.kit.ending import Ending
from wekeep.kit.own_memory import let_nobody_look_in
from wekeep.work.actions import leave_no_log
from wekeep.work.jobs.knocks import join
from wekeep.work.jobs.worker import Worker
from wekeep.work.rules.lane import SENDING

# what was put off comes due at no knock
POLL_SECONDS = 0.2
# as long as the server that may have started this waits for it
GOODBYE_SECONDS = 12


class Command(BaseCommand):
    help = "Send what is in the outbox until SIGTERM or SIGINT; `wekeep serve` starts one unless it is a service of its own."
    # it has no pages: looking at their addresses would read in everything that makes them
    requires_system_checks = (Tags.security,)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-eof", action="store_true", help="end with whoever started this, and listen to it")

    def handle(self, *args: Any, **options: Any) -> None:
        ending = Ending()
        let_nobody_look_in()
        worker = Worker(hands(), SENDING, POLL_SECONDS)
        if options["until_eof"]:
            # before anything is written: whoever started this may be gone already
            threading.Thread(target=_listen, args=(worker, ending), name="sender-ear", daemon=True).start()
        say_what_is_here()
        there = sending_broker()
        pulling = Pulling(there) if there else None
        taking_over = TakingOver()
        join(there, worker)
        if there:
            knock_when_written(there)
        worker.start()
        taking_over.start()
        if pulling:
            pulling.start()
        ending.wait()
        taking_over.stop()
        if pulling:
            pulling.stop(GOODBYE_SECONDS)
        worker.stop()
        leave_no_log()


def _listen(worker: Worker, ending: Ending) -> None:
    """Each line names a lane in which something was queued; the end of them is ours."""
    for line in sys.stdin:
        worker.notice(line.strip())
    ending.tell()
