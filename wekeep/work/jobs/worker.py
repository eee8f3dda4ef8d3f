"""Threads that take jobs and run them, inside the web process or in one of their own."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from time import monotonic

import structlog
from django.db import close_old_connections, connections

from wekeep.work import actions
from wekeep.work.jobs.hand import Hand
from wekeep.work.jobs.running import batches, run_batch
from wekeep.work.rules.lane import EVERY_LANE, Lane
from wekeep.work.rules.retry import SECONDS_BETWEEN_SIGNS_OF_LIFE

log = structlog.get_logger(__name__)
POLL_SECONDS = 0.5
# One thread asks for all what is due; the others ask too, in case it cannot.
SECONDS_UNTIL_ALL_LOOK = 5.0


class Worker:
    """One thread for each ordered lane, one kept for the most urgent lane, and `threads` for all lanes by priority."""

    def __init__(
        self,
        threads: int,
        lanes: Iterable[Lane] = EVERY_LANE,
        poll_seconds: float = POLL_SECONDS,
        rest: Callable[[float], float] = lambda _took: 0.0,
    ) -> None:
        """`lanes` are those that this process runs; it looks into them every so often without being told. `rest` says how many
        seconds an ordered lane gives way to other work of this process, after work that took so many."""
        self._poll_seconds, self._rest = poll_seconds, rest
        self._lanes = sorted(lanes, key=lambda lane: lane.priority)
        self._stopping, self._ended = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._queued: Counter[str] = Counter()
        self._names = frozenset(lane.name for lane in self._lanes)
        # those that wait, in the order in which they began to, each with what wakes it
        self._idle: dict[Hand, threading.Event] = {}
        shared = [lane for lane in self._lanes if not lane.ordered]
        plans: list[Sequence[Lane]] = [[lane] for lane in self._lanes if lane.ordered]
        plans += [shared[:1], *[shared] * threads]
        self._threads: dict[Hand, threading.Thread] = {}
        for plan in plans:
            self._add(Hand(plan))
        # one for each, because what is stuck may hold the very lock that another of them waits for
        self._clocks = [
            threading.Thread(target=self._look_for_due, name="work-look", daemon=True),
            threading.Thread(target=self._keep_time, name="work-clock", daemon=True),
            threading.Thread(target=self._look_for_the_stuck, name="work-watch", daemon=True),
        ]
        self._alive = threading.Thread(target=self._keep_alive, name="work-alive", daemon=True)

    def _add(self, hand: Hand) -> threading.Thread:
        name = f"work-{hand.lanes[0].name}"
        self._threads[hand] = threading.Thread(target=self._run, args=(hand,), name=name, daemon=True)
        return self._threads[hand]

    def start(self) -> None:
        """Match the periodic rows to the code and begin."""
        actions.sync_periodic()
        self._unsubscribe = actions.on_wake(self.notice)
        for thread in (*self._threads.values(), *self._clocks, self._alive):
            thread.start()

    def stop(self, patience: float = 20) -> None:
        """Let the running jobs end, for `patience` seconds at most, and give back the rest."""
        self._stopping.set()
        with self._lock:
            for told in self._idle.values():
                told.set()
        end = monotonic() + patience
        for thread in (*self._clocks, *self._threads.values()):
            thread.join(max(0, end - monotonic()))
        self._ended.set()
        self._alive.join(max(1, end - monotonic()))
        self._unsubscribe()

    def notice(self, lane: str) -> None:
        """Something was queued in this lane: one of those that wait looks at once, and whoever works at its next turn. Where
        there is more than one thing, whoever takes one passes the word on. What is no lane of ours wakes nobody."""
        if lane not in self._names:
            return
        with self._lock:
            self._queued[lane] += 1
            free = [hand for hand in self._idle if any(one.name == lane for one in hand.lanes)]
            if free:
                self._idle.pop(min(free, key=lambda hand: len(hand.lanes))).set()

    def _queued_for(self, hand: Hand) -> int:
        return sum(self._queued[lane.name] for lane in hand.lanes)

    def _await(self, hand: Hand, seen: int) -> None:
        """Until something is queued in one of the hand's lanes, or for a while. A flood in one lane must not have the
        threads of all the others look into theirs a hundred times a second."""
        told = threading.Event()
        with self._lock:
            if self._stopping.is_set() or self._queued_for(hand) != seen:
                return
            self._idle[hand] = told
        told.wait(SECONDS_UNTIL_ALL_LOOK)
        with self._lock:
            self._idle.pop(hand, None)

    def _run(self, hand: Hand) -> None:
        while not self._stopping.is_set() and not hand.given_up:
            seen, begun = self._queued_for(hand), monotonic()
            try:
                worked = any(self._take(hand, lane) for lane in hand.lanes)
            except Exception as trouble:  # the database may be away for a while; a worker thread outlives that
                worked = hand.given_up
                connections.close_all()
                if not hand.given_up:
                    log.error("worker could not take jobs", kind=type(trouble).__name__)
                    self._stopping.wait(1)
            if worked:
                took = monotonic() - begun
                self._stopping.wait(max(hand.lanes[0].pause(took), self._rest(took) if hand.lanes[0].ordered else 0.0))
            else:
                close_old_connections()
                self._await(hand, seen)
        connections.close_all()

    def _take(self, hand: Hand, lane: Lane) -> bool:
        token, jobs = actions.claim(lane, lane.at_once)
        for other in hand.lanes if jobs else ():
            self.notice(other.name)
        with hand.holding(token):
            for batch in batches(jobs):
                if self._stopping.is_set() or not run_batch(batch, token, hand.watch):
                    actions.let_go(token)
                    break
        return bool(jobs)

    def _look_for_due(self) -> None:
        """Tell those who wait what came due or was queued elsewhere, so that a dozen idle threads ask the database no more
        often than one."""
        while not self._stopping.wait(self._poll_seconds):
            try:
                for lane in self._lanes:
                    if actions.is_due(lane):
                        self.notice(lane.name)
            except Exception as trouble:
                log.error("worker could not look for what is due", kind=type(trouble).__name__)
                connections.close_all()
        connections.close_all()

    def _keep_alive(self) -> None:
        """Until the last of the threads has ended too: what they still run while they stop is nobody else's."""
        while not self._ended.wait(SECONDS_BETWEEN_SIGNS_OF_LIFE):
            try:
                actions.keep_alive([hand.token for hand in tuple(self._threads) if hand.token])
            except Exception as trouble:
                log.error("worker gave no sign of life", kind=type(trouble).__name__)
                connections.close_all()
        connections.close_all()

    def _keep_time(self) -> None:
        while not self._stopping.wait(1):
            try:
                actions.tick()
            except Exception as trouble:
                log.error("worker clock missed a beat", kind=type(trouble).__name__)
                connections.close_all()
        connections.close_all()

    def _look_for_the_stuck(self) -> None:
        while not self._stopping.wait(1):
            try:
                for hand in tuple(self._threads):
                    self._replace_if_stuck(hand)
            except Exception as trouble:
                log.error("worker could not put back what took too long", kind=type(trouble).__name__)
                connections.close_all()
        connections.close_all()

    def _replace_if_stuck(self, hand: Hand) -> None:
        """A thread whose job does not end is left to itself, and a new one takes its place."""
        stuck = hand.give_up()
        if stuck is None:
            return
        # from here on nobody extends its lease: even if what follows fails, others may take the work in a minute
        del self._threads[hand]
        self._add(Hand(hand.lanes)).start()
        token, jobs = stuck
        log.error("job took longer than its limit", job=jobs[0].name, count=len(jobs))
        for job in jobs:
            actions.fail(job, token, "took longer than its limit")
        actions.let_go(token)


def drain(lane: Lane, limit: int = 100_000) -> int:
    """Run the due jobs of one lane in this thread until none is due; returns how many. For replay, demo and tests."""
    done = 0
    while done < limit:
        token, jobs = actions.claim(lane, lane.at_once)
        if not jobs:
            break
        for batch in batches(jobs):
            if not run_batch(batch, token):
                actions.let_go(token)
                break
        done += len(jobs)
    return done
