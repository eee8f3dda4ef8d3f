"""Threads that take jobs and run them, inside the web process or in one of their own."""

import threading
from collections.abc import Sequence

import structlog
from django.db import close_old_connections, connections, transaction

from wekeep.kit.errors import Refused
from wekeep.work import actions
from wekeep.work.models import Job
from wekeep.work.rules.lane import Lane
from wekeep.work.rules.task import UnknownJob, spec_for

log = structlog.get_logger(__name__)
BATCH = {True: 50, False: 4}
# how many are done in one transaction: enough to share a commit, few enough that no other writer waits long
TOGETHER = 25
POLL_SECONDS = 0.5
# the lease is a minute: five missed signs of life before someone else may take the work
BEATS_BETWEEN_SIGNS_OF_LIFE = 10


class Worker:
    """One thread for each ordered lane, one kept for the most urgent lane, and `threads` for all lanes by priority."""

    def __init__(self, threads: int) -> None:
        self._stopping = threading.Event()
        self._wake = threading.Condition()
        self._queued = 0
        self._held: set[str] = set()
        lanes = actions.lanes_by_priority()
        shared = [lane for lane in lanes if not lane.ordered]
        plans: list[Sequence[Lane]] = [[lane] for lane in lanes if lane.ordered]
        plans += [shared[:1], *[shared] * threads]
        self._threads = [
            threading.Thread(target=self._run, args=(plan,), name=f"work-{n}", daemon=True)
            for n, plan in enumerate(plans)
        ]
        self._threads.append(threading.Thread(target=self._keep_time, name="work-clock", daemon=True))

    def start(self) -> None:
        """Match the periodic rows to the code and begin."""
        actions.sync_periodic()
        self._unsubscribe = actions.on_wake(self._notice)
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 20) -> None:
        """Let the running jobs end (each for `patience` seconds at most), give back the rest."""
        self._stopping.set()
        with self._wake:
            self._wake.notify_all()
        for thread in self._threads:
            thread.join(patience)
        self._unsubscribe()

    def _notice(self, _lane: str) -> None:
        with self._wake:
            self._queued += 1
            self._wake.notify_all()

    def _run(self, lanes: Sequence[Lane]) -> None:
        while not self._stopping.is_set():
            seen = self._queued
            try:
                worked = any(self._take(lane) for lane in lanes)
            except Exception as trouble:  # the database may be away for a while; a worker thread outlives that
                log.error("worker could not take jobs", kind=type(trouble).__name__)
                connections.close_all()
                worked = False
                self._stopping.wait(1)
            if not worked:
                close_old_connections()
                with self._wake:
                    if self._queued == seen and not self._stopping.is_set():
                        self._wake.wait(POLL_SECONDS)
        connections.close_all()

    def _take(self, lane: Lane) -> bool:
        token, jobs = actions.claim(lane, BATCH[lane.ordered])
        self._held.add(token)
        try:
            for batch in batches(jobs):
                if self._stopping.is_set():
                    actions.let_go(token)
                    break
                run_batch(batch, token)
        finally:
            self._held.discard(token)
        return bool(jobs)

    def _keep_time(self) -> None:
        beat = 0
        while not self._stopping.wait(1):
            beat += 1
            try:
                actions.tick()
                if beat % BEATS_BETWEEN_SIGNS_OF_LIFE == 0:
                    actions.keep_alive([token for token in tuple(self._held) if token])
            except Exception as trouble:
                log.error("worker clock missed a beat", kind=type(trouble).__name__)
                connections.close_all()
        connections.close_all()


class LeaseLost(Exception):
    """Someone else has the work by now; what was done here is taken back."""


def batches(jobs: Sequence[Job]) -> list[list[Job]]:
    """The jobs in their order, neighbours of one kind that can be done together in one list, at most TOGETHER of them."""
    found: list[list[Job]] = []
    for job in jobs:
        if found and len(found[-1]) < TOGETHER and found[-1][0].name == job.name and can_be_together(job.name):
            found[-1].append(job)
        else:
            found.append([job])
    return found


def can_be_together(name: str) -> bool:
    """Whether the package that declares the job can do several at once."""
    try:
        return spec_for(name).together is not None
    except UnknownJob:
        return False


def run_batch(jobs: Sequence[Job], token: str) -> None:
    """Run one batch in one transaction, and write down in it that it is done; if that fails, each job runs alone."""
    together = spec_for(jobs[0].name).together if len(jobs) > 1 else None
    if together is not None:
        try:
            with transaction.atomic():
                together([job.payload for job in jobs])
                if not actions.finish_all(jobs, token):
                    raise LeaseLost
            return
        except Exception as trouble:
            log.warning("jobs could not be done together", job=jobs[0].name, trouble=where(trouble))
    for job in jobs:
        run(job, token)


def run(job: Job, token: str) -> None:
    """Run one leased job and write down how it went. A rule's refusal is an answer, not a failure: it is final."""
    try:
        spec_for(job.name).run(**job.payload)
    except Refused as refusal:
        log.info("job refused", job=job.name, why=refusal.why)
        actions.finish(job, token)
    except UnknownJob:
        actions.fail(job, token, "no such job", for_good=True)
    except Exception as trouble:
        actions.fail(job, token, where(trouble))
    else:
        actions.finish(job, token)


def where(trouble: BaseException) -> str:
    """The kind of an error and the last places it passed; never its message."""
    trace, frames = trouble.__traceback__, []
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(trouble).__name__} at {' > '.join(frames[-6:])}"


def drain(lane: Lane, limit: int = 100_000) -> int:
    """Run the due jobs of one lane in this thread until none is due; returns how many. For replay, demo and tests."""
    done = 0
    while done < limit:
        token, jobs = actions.claim(lane, BATCH[lane.ordered])
        if not jobs:
            break
        for batch in batches(jobs):
            run_batch(batch, token)
        done += len(jobs)
    return done
