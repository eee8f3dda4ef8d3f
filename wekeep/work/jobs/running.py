"""Running leased jobs: several together where they can be, in transactions of their own where their order counts."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

import structlog
from django.db import transaction

from wekeep.kit.errors import Refused
from wekeep.work import actions
from wekeep.work.models import Job
from wekeep.work.rules.lane import LANES
from wekeep.work.rules.task import UnknownJob, spec_for

log = structlog.get_logger(__name__)
# how many are done in one transaction: enough to share a commit, few enough that no other writer waits long
TOGETHER = 25

# what stands around every try, to see that it ends
Watch = Callable[[Sequence[Job]], AbstractContextManager[object]]


class LeaseLost(Exception):
    """Someone else has the work by now; what was done here is taken back."""


def batches(jobs: Sequence[Job]) -> list[list[Job]]:
    """The jobs in their order, neighbours of one kind that can be done together in one list, at most TOGETHER of them.

    Only first tries: what failed in company runs alone, so that it takes no neighbour to the dead letters.
    """
    found: list[list[Job]] = []
    for job in jobs:
        if found and len(found[-1]) < TOGETHER and _can_join(job, found[-1][0]):
            found[-1].append(job)
        else:
            found.append([job])
    return found


def _can_join(job: Job, first: Job) -> bool:
    if job.name != first.name or max(job.attempts, first.attempts) > 1:
        return False
    try:
        return spec_for(job.name).together is not None
    except UnknownJob:
        return False


def run_batch(jobs: Sequence[Job], token: str, watch: Watch = nullcontext) -> bool:
    """Run one batch in one transaction, and write down in it that it is done; if that fails, each job runs alone.

    False where one of an ordered lane is to be tried again: then nothing behind it may run.
    """
    if len(jobs) > 1 and _all_together(jobs, token, watch):
        return True
    ordered = LANES[jobs[0].lane].ordered
    return all(_one(job, token, watch) or not ordered for job in jobs)


def _all_together(jobs: Sequence[Job], token: str, watch: Watch) -> bool:
    together = spec_for(jobs[0].name).together
    if together is None:
        return False
    with watch(jobs):
        try:
            with transaction.atomic():
                together([job.payload for job in jobs])
                if not actions.finish_all(jobs, token):
                    raise LeaseLost
        except Exception as trouble:
            log.warning("jobs could not be done together", job=jobs[0].name, trouble=where(trouble))
            return False
    return True


def _one(job: Job, token: str, watch: Watch) -> bool:
    with watch([job]):
        return run(job, token)


def run(job: Job, token: str) -> bool:
    """Run one leased job and write down how it went; False where it is to be tried again.

    A rule's refusal is an answer, not a failure: it is final.
    """
    try:
        _do(job, token)
    except Refused as refusal:
        log.info("job refused", job=job.name, why=refusal.why)
        actions.finish(job, token)
    except UnknownJob:
        actions.fail(job, token, "no such job", for_good=True)
    except LeaseLost:
        log.warning("job was taken over by another worker", job=job.name)
        return False
    except Exception as trouble:
        return not actions.fail(job, token, where(trouble))
    return True


def _do(job: Job, token: str) -> None:
    """In an ordered lane, and where the job asks for it, what it does and that it is done are one transaction: a worker that
    was away for so long that another has its work leaves nothing behind that would come twice or out of order."""
    spec = spec_for(job.name)
    if not (spec.lane.ordered or spec.whole):
        spec.run(**job.payload)
        actions.finish(job, token)
        return
    with transaction.atomic():
        spec.run(**job.payload)
        if not actions.finish(job, token):
            raise LeaseLost


def where(trouble: BaseException) -> str:
    """The kind of an error and the last places it passed; never its message."""
    trace, frames = trouble.__traceback__, []
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(trouble).__name__} at {' > '.join(frames[-6:])}"
