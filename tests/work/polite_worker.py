"""A worker of one thread that stops in good order at SIGTERM, as `wekeep worker` does."""

import signal
import threading

from tests.work import worker_process
from wekeep.work.jobs.worker import Worker

if __name__ == "__main__":
    assert worker_process.write_down.name == "test.note"
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker = Worker(1)
    worker.start()
    stop.wait()
    worker.stop()
