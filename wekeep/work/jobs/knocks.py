"""Jobs across hosts: each process tells the others what it queued, so that they look at once and not at their next turn."""

from wekeep.work.actions import on_wake
from wekeep.work.broker import Broker
from wekeep.work.jobs.worker import Worker


def join(there: Broker | None, worker: Worker | None = None) -> None:
    """Connect to the broker, where the installation has one; `worker` hears what others queued. A knock that is lost costs
    the time until the worker's next turn and nothing else."""
    if there is None:
        return
    if worker is not None:
        there.hear(worker.notice)
    on_wake(there.knock)
    there.start()
