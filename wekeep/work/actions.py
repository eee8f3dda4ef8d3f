"""The writers of the job table: enqueue, claim, keep alive, finish, fail, and the periodic tick."""

import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

import structlog
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import F, Q, QuerySet

from wekeep.kit import clock
from wekeep.work.models import Job, LaneLock, Periodic, State
from wekeep.work.queries import lease_clock
from wekeep.work.rows import insert
from wekeep.work.rules.lane import Lane
from wekeep.work.rules.retry import LEASE, next_try
from wekeep.work.rules.task import Payload, Spec, all_specs, spec_for

log = structlog.get_logger(__name__)
KEPT_WHEN_DONE = timedelta(hours=6)
KEPT_WHEN_DEAD = timedelta(days=14)

# Time for what follows a withdrawal (merging) to be written too, so that it goes with it.
EMPTY_LOG_AFTER = timedelta(seconds=10)

_wakers: list[Callable[[str], None]] = []
_wakers_lock = threading.Lock()


def enqueue(
    name: str,
    payload: Payload | None = None,
    *,
    unique_key: str | None = None,
    run_at: datetime | None = None,
    rank: int = 0,
) -> None:
    """Queue the job `name` in the caller's transaction: it exists if, and only if, that transaction commits.

    `payload` holds codes and numbers. With a `unique_key` nothing is added while another of that key still waits. In its
    lane it goes before all of a higher `rank`, 0 first.
    """
    _queue(name, [(payload or {}, rank)], unique_key=unique_key, run_at=run_at)


def enqueue_all(name: str, wanted: Sequence[tuple[Payload, int]]) -> None:
    """`enqueue` one for each payload with its rank, in this order."""
    if wanted:
        _queue(name, wanted)


def _queue(
    name: str,
    wanted: Sequence[tuple[Payload, int]],
    *,
    unique_key: str | None = None,
    run_at: datetime | None = None,
) -> None:
    spec, now = spec_for(name), clock.now()
    due = run_at or now
    every: dict[str, object] = {
        "name": name,
        "lane": spec.lane.name,
        "unique_key": unique_key,
        "run_at": due,
        "max_attempts": spec.max_attempts,
        "created_at": now,
    }
    rows = [{**every, "payload": payload, "priority": spec.lane.priority + rank} for payload, rank in wanted]
    insert(Job, rows, ignore_conflicts=unique_key is not None)
    if due <= now:
        # what is for later is found when it comes due
        transaction.on_commit(lambda: _wake(spec.lane.name))


def on_wake(call: Callable[[str], None]) -> Callable[[], None]:
    """Call `call(lane)` after each commit of this process that queued something; returns how to stop that."""
    with _wakers_lock:
        _wakers.append(call)
    return lambda: _wakers.remove(call)


def _wake(lane: str) -> None:
    with _wakers_lock:
        calls = list(_wakers)
    for call in calls:
        call(lane)


def is_due(lane: Lane) -> bool:
    """Whether anything in `lane` waits to be taken now."""
    return _due(lane, clock.now()).exists()


def claim(lane: Lane, limit: int) -> tuple[str, list[Job]]:
    """Take up to `limit` due jobs of `lane` under one lease; returns the lease's token and the jobs in queue order.

    No job is ever held under two live leases. In an ordered lane nothing is taken while another lease there lives.
    """
    now = clock.now()
    if not is_due(lane):
        return "", []
    token = secrets.token_hex(16)
    with transaction.atomic():
        if lane.ordered and not _lane_is_free(lane):
            return "", []
        _bury(lane)
        ids = _alone_if_left_behind(_next_in(lane, now, limit))
        Job.objects.filter(id__in=ids).update(
            state=State.LEASED, lease_by=token, lease_until=lease_clock() + LEASE, attempts=F("attempts") + 1
        )
    return token, list(Job.objects.filter(lease_by=token, state=State.LEASED).order_by("priority", "id"))


def _next_in(lane: Lane, now: datetime, limit: int) -> list[tuple[int, str]]:
    """Id and state of the jobs to take, by rank and then in queue order, their rows locked. In an ordered lane one that
    waits for its next try stands in line with the rest, and nothing behind it is taken."""
    line = _due(lane, now) | _to_be_tried_again(lane) if lane.ordered else _due(lane, now)
    line = line.order_by("priority", "id")
    rows = line.select_for_update(skip_locked=not lane.ordered).values_list("id", "state", "run_at")
    ready = takewhile(lambda row: row[1] == State.LEASED or row[2] <= now, rows[:limit])
    return [(job, state) for job, state, _run_at in ready]


def _alone_if_left_behind(found: list[tuple[int, str]]) -> list[int]:
    """A job that outlived its worker may be what killed it: it runs alone, so that it takes no neighbours along."""
    ready = [job for job, _state in takewhile(lambda row: row[1] == State.READY, found)]
    return ready or [job for job, _state in found[:1]]


def _bury(lane: Lane) -> None:
    """What was left behind at its last try lies among the dead letters: it took a worker with it every time."""
    buried = Job.objects.filter(_left_behind(), lane=lane.name, attempts__gte=F("max_attempts")).update(
        state=State.DEAD, finished_at=clock.now(), trouble="its worker died", lease_by="", lease_until=None
    )
    if buried:
        log.error("jobs are dead letters", lane=lane.name, count=buried, trouble="their workers died")


def _left_behind() -> Q:
    return Q(state=State.LEASED, lease_until__lt=lease_clock())


def _due(lane: Lane, now: datetime) -> QuerySet[Job]:
    ready = Q(state=State.READY, run_at__lte=now)
    return Job.objects.filter(ready | _left_behind(), lane=lane.name)


def _to_be_tried_again(lane: Lane) -> QuerySet[Job]:
    return Job.objects.filter(state=State.READY, attempts__gt=0, lane=lane.name)


def _lane_is_free(lane: Lane) -> bool:
    LaneLock.objects.get_or_create(lane=lane.name)
    LaneLock.objects.select_for_update().get(lane=lane.name)
    return not Job.objects.filter(lane=lane.name, state=State.LEASED, lease_until__gte=lease_clock()).exists()


def keep_alive(tokens: Sequence[str]) -> None:
    """Extend the leases of work that is still going on."""
    if not tokens:
        return
    with transaction.atomic():  # as every writer, so that on SQLite it has its turn among them
        Job.objects.filter(lease_by__in=tokens, state=State.LEASED).update(lease_until=lease_clock() + LEASE)


def let_go(token: str) -> None:
    """Give back what was claimed under `token` and not begun, as if it had never been taken."""
    for job in _held_by(token):
        _put_back(job, token, attempts=F("attempts") - 1)


@transaction.atomic
def finish(job: Job, token: str) -> bool:
    """Mark the job done; False where the lease was lost meanwhile and someone else has it."""
    return bool(
        Job.objects.filter(id=job.id, lease_by=token, state=State.LEASED).update(
            state=State.DONE, finished_at=clock.now(), lease_by="", lease_until=None
        )
    )


@transaction.atomic
def finish_all(jobs: Sequence[Job], token: str) -> bool:
    """Mark all of them done; False where the lease was lost meanwhile."""
    mine = Job.objects.filter(id__in=[job.id for job in jobs], lease_by=token, state=State.LEASED)
    return mine.update(state=State.DONE, finished_at=clock.now(), lease_by="", lease_until=None) == len(jobs)


@transaction.atomic
def fail(job: Job, token: str, trouble: str, *, for_good: bool = False) -> bool:
    """Put the job back for a later try, or among the dead letters after its last; True where it is tried again."""
    now, mine = clock.now(), _held_by(token).filter(id=job.id)
    if for_good or job.attempts >= job.max_attempts:
        mine.update(state=State.DEAD, finished_at=now, trouble=trouble[:300], lease_by="", lease_until=None)
        log.error("job is a dead letter", job=job.name, attempts=job.attempts, trouble=trouble)
        return False
    _put_back(job, token, run_at=next_try(job.attempts, now), trouble=trouble[:300])
    return True


def _held_by(token: str) -> QuerySet[Job]:
    return Job.objects.filter(lease_by=token, state=State.LEASED)


def _put_back(job: Job, token: str, **changes: object) -> None:
    """Ready again; or done, where a newer one of the same key waits already and will do this one's work."""
    mine, free = _held_by(token).filter(id=job.id), {"lease_by": "", "lease_until": None}
    try:
        with transaction.atomic():
            mine.update(state=State.READY, **free, **changes)
    except IntegrityError:
        mine.update(state=State.DONE, finished_at=clock.now(), **free)


def tick() -> int:
    """Queue the periodic jobs that are due; each once, however many processes tick. Returns how many."""
    now, queued = clock.now(), 0
    for row in Periodic.objects.filter(next_at__lte=now):
        with transaction.atomic():
            if Periodic.objects.filter(name=row.name, next_at=row.next_at).update(next_at=now + row.every):
                enqueue(row.name, {}, unique_key=f"periodic:{row.name}")
                queued += 1
    return queued


def sync_periodic() -> None:
    """Make the periodic rows match what the packages declare."""
    now = clock.now()
    wanted: dict[str, Spec] = {spec.name: spec for spec in all_specs() if spec.every}
    Periodic.objects.exclude(name__in=wanted).delete()
    for name, spec in wanted.items():
        Periodic.objects.update_or_create(
            name=name, defaults={"every": spec.every}, create_defaults={"every": spec.every, "next_at": now}
        )


def forget_finished() -> int:
    """Delete jobs done six hours ago and dead letters of two weeks ago; returns how many."""
    now = clock.now()
    old = Q(state=State.DONE, finished_at__lt=now - KEPT_WHEN_DONE) | Q(
        state=State.DEAD, finished_at__lt=now - KEPT_WHEN_DEAD
    )
    return Job.objects.filter(old).delete()[0]


def revive(job_id: int) -> bool:
    """Give a dead letter a fresh set of tries; False where it is none, or where another of its key waits already."""
    dead = Job.objects.filter(id=job_id, state=State.DEAD)
    try:
        with transaction.atomic():
            return bool(dead.update(state=State.READY, attempts=0, run_at=clock.now(), finished_at=None))
    except IntegrityError:
        return False


class StillRead(Exception):
    """Someone reads the database at this moment, so the log could not be emptied; to be tried again."""


def empty_log_soon() -> None:
    """Queue the emptying of SQLite's write-ahead log, in the caller's transaction: what was deleted stands there still."""
    enqueue("work.empty_log", unique_key="work.empty_log", run_at=clock.now() + EMPTY_LOG_AFTER)


def empty_log() -> None:
    """Write SQLite's log (-wal) into the database and cut it to nothing, so that what was overwritten there is gone from the
    folder (sqlite.org/wal.html, "Avoiding Excessively Large WAL Files"). StillRead where a reader stands in the way; other
    databases have no such file."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if is_busy:
        raise StillRead


def leave_no_log() -> None:
    """What was taken back must not lie in a stopped server's folder; a reader in the way is no reason not to stop."""
    try:
        empty_log()
    except Exception as trouble:
        log.warning("the log was not emptied", kind=type(trouble).__name__)
    finally:
        connections.close_all()
