"""A worker of one thread that stops in good order at SIGTERM, as `wekeep worker` does, and says when it has begun to."""

import signal
import sys
import threading

from tests.work import worker_process
from wekeep.work.jobs.worker import Worker


def tell(worker: Worker) -> None:
    """Say it once the worker takes nothing new."""
    worker._stopping.wait()
    sys.stdout.write("stopping\n")
    sys.stdout.flush()


if __name__ == "__main__":
    assert worker_process.write_down.name == "test.note"
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker = Worker(1)
    worker.start()
    stop.wait()
    threading.Thread(target=tell, args=(worker,)).start()
    worker.stop()
