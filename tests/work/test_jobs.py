"""Queueing, claiming, retrying, giving up, and the clock of periodic jobs."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.running import until
from tests.work import worker_process  # noqa: F401  (declares the jobs)
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.work import actions, queries
from wekeep.work.jobs import task
from wekeep.work.jobs.hand import Hand
from wekeep.work.jobs.running import run
from wekeep.work.jobs.worker import Worker, drain
from wekeep.work.models import Job, Periodic, State
from wekeep.work.rules.lane import DEFAULT, MERGING, Lane
from wekeep.work.rules.retry import LEASE, LONGEST_WAIT, next_try
from wekeep.work.rules.task import Payload, Spec, UnknownJob, declare

SEEN: list[object] = []


@task("test.see")
def see(**payload: object) -> None:
    """Remember the payload."""
    SEEN.append(payload)


@task("test.see_in_order", lane=MERGING)
def see_in_order(**payload: object) -> None:
    """Remember the payload, in a lane that is ordered."""
    SEEN.append(payload)


@task("test.refuse")
def refuse() -> None:
    """A rule says no."""
    raise Refused("Not now.")


@pytest.fixture(autouse=True)
def forget_what_was_seen() -> None:
    SEEN.clear()


def at_once(count: int, call: Callable[[], object]) -> None:
    """Run `call` in `count` threads that start together."""
    gate = threading.Barrier(count)

    def one() -> None:
        gate.wait()
        try:
            call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db
def test_a_payload_comes_out_as_it_went_in() -> None:
    payload: Payload = {"code": "ñandú 🦜", "count": 7, "share": 0.25, "sure": True, "none": None}
    actions.enqueue("test.see", payload)
    assert drain(DEFAULT) == 1
    assert [payload] == SEEN
    assert drain(DEFAULT) == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_exists_only_if_its_transaction_commits() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.enqueue("test.see", {})
        raise ZeroDivisionError
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_name_nobody_declared_cannot_be_queued_and_is_a_dead_letter_where_it_was() -> None:
    with pytest.raises(UnknownJob):
        actions.enqueue("test.nobody", {})
    actions.enqueue("test.see", {})
    Job.objects.update(name="test.gone")
    drain(DEFAULT)
    assert Job.objects.get().state == State.DEAD


@pytest.mark.django_db
def test_one_of_a_key_waits_and_a_new_one_may_while_the_old_one_runs() -> None:
    for _ in range(3):
        actions.enqueue("test.see", {}, unique_key="one")
    assert Job.objects.count() == 1
    token, [first] = actions.claim(DEFAULT, 4)
    actions.enqueue("test.see", {}, unique_key="one")
    assert Job.objects.filter(state=State.READY).count() == 1
    actions.fail(first, token, "trouble")
    assert sorted(Job.objects.values_list("state", flat=True)) == [State.DONE, State.READY]


@pytest.mark.django_db
def test_giving_back_beside_a_newer_one_of_the_same_key_loses_nothing() -> None:
    actions.enqueue("test.see", {}, unique_key="one")
    actions.enqueue("test.see", {"n": 2})
    token, jobs = actions.claim(DEFAULT, 4)
    assert len(jobs) == 2
    actions.enqueue("test.see", {}, unique_key="one")
    actions.let_go(token)
    assert drain(DEFAULT) == 2
    assert SEEN == [{"n": 2}, {}]


@pytest.mark.django_db
def test_a_failing_job_is_tried_again_later_and_then_lies_among_the_dead_letters_without_its_message() -> None:
    actions.enqueue("test.fail")
    start = clock.now()
    for _hours in range(3):
        with clock.simulated(start + timedelta(hours=_hours + 1)):
            assert drain(DEFAULT) == 1
            assert drain(DEFAULT) == 0
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.DEAD, 3)
    assert job.trouble.startswith("RuntimeError at ")
    assert "612-555" not in job.trouble
    assert actions.revive(job.id)
    assert Job.objects.get().state == State.READY


@pytest.mark.django_db
def test_a_refusal_is_an_answer_and_not_a_failure() -> None:
    actions.enqueue("test.refuse")
    drain(DEFAULT)
    assert Job.objects.get().state == State.DONE


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_cannot_finish_the_job_of_another() -> None:
    actions.enqueue("test.see", {})
    old, [job] = actions.claim(DEFAULT, 4)
    with clock.simulated(clock.now() + LEASE + timedelta(seconds=1)):
        new, [again] = actions.claim(DEFAULT, 4)
        assert again.attempts == 2
        assert not actions.finish(job, old)
        actions.fail(job, old, "late")
        assert Job.objects.get().state == State.LEASED
        assert actions.finish(again, new)


@pytest.mark.django_db
def test_signs_of_life_keep_a_lease() -> None:
    actions.enqueue("test.see", {})
    start = clock.now()
    token, _jobs = actions.claim(DEFAULT, 4)
    with clock.simulated(start + LEASE * 0.9):
        actions.keep_alive([token])
    with clock.simulated(start + LEASE * 1.5):
        assert actions.claim(DEFAULT, 4) == ("", [])


@pytest.mark.django_db
def test_in_an_ordered_lane_nothing_is_taken_while_one_is_held() -> None:
    for number in range(3):
        actions.enqueue("test.in_order", {"path": "/dev/null", "number": number})
    token, held = actions.claim(MERGING, 2)
    assert [job.payload["number"] for job in held] == [0, 1]
    assert actions.claim(MERGING, 2) == ("", [])
    for job in held:
        run(job, token)
    assert [job.payload["number"] for job in actions.claim(MERGING, 2)[1]] == [2]


@pytest.mark.django_db(transaction=True)
def test_no_job_is_claimed_twice_by_many_at_once() -> None:
    for number in range(40):
        actions.enqueue("test.see", {"n": number})
    taken: list[int] = []

    def take() -> None:
        while jobs := actions.claim(DEFAULT, 3)[1]:
            taken.extend(job.id for job in jobs)

    at_once(6, take)
    assert sorted(taken) == sorted(Job.objects.values_list("id", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_periodic_job_is_queued_once_however_many_clocks_tick() -> None:
    declare(Spec("test.hourly", lambda: None, DEFAULT, 8, timedelta(hours=1)))
    actions.sync_periodic()
    due = Periodic.objects.count()
    at_once(8, actions.tick)
    assert Job.objects.filter(name="test.hourly").count() == 1
    assert Job.objects.count() == due
    with clock.simulated(clock.now() + timedelta(minutes=59)):
        actions.tick()
    assert Job.objects.filter(name="test.hourly").count() == 1
    with clock.simulated(clock.now() + timedelta(minutes=61)):
        drain(DEFAULT)
        actions.tick()
    assert Job.objects.filter(name="test.hourly").count() == 2


@pytest.mark.django_db
def test_a_periodic_row_nobody_declares_any_more_goes() -> None:
    Periodic.objects.create(name="test.former", every=timedelta(hours=1), next_at=clock.now())
    actions.sync_periodic()
    assert not Periodic.objects.filter(name="test.former").exists()


@pytest.mark.django_db
def test_finished_jobs_go_after_six_hours_and_dead_letters_after_two_weeks() -> None:
    actions.enqueue("test.see", {})
    actions.enqueue("test.fail")
    Job.objects.filter(name="test.fail").update(max_attempts=1)
    drain(DEFAULT)
    with clock.simulated(clock.now() + timedelta(hours=7)):
        assert actions.forget_finished() == 1
    with clock.simulated(clock.now() + timedelta(days=15)):
        assert actions.forget_finished() == 1


@pytest.mark.django_db
def test_the_health_of_a_lane_tells_how_long_the_oldest_due_job_waits() -> None:
    actions.enqueue("test.see", {})
    with clock.simulated(clock.now() + timedelta(seconds=90)):
        [lane] = queries.lanes()
        assert (lane.lane, lane.waiting, lane.dead, int(lane.lag.total_seconds())) == ("default", 1, 0, 90)
    assert queries.pending("test.see") == 1


@given(attempts=st.integers(1, 200), chance=st.floats(0, 1))
def test_waits_grow_and_stay_bounded(attempts: int, chance: float) -> None:
    now = clock.now()
    wait = next_try(attempts, now, chance) - now
    assert timedelta(seconds=1.5) <= wait <= LONGEST_WAIT * 1.25
    assert wait <= next_try(attempts + 1, now, chance) - now


def test_two_jobs_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="two jobs"):
        declare(Spec("test.see", lambda: None, DEFAULT, 1))


def see_together(payloads: list[Payload]) -> None:
    """Remember that several came at once; one that is bad spoils the lot."""
    if any(payload.get("bad") for payload in payloads):
        raise ValueError("spoilt")
    SEEN.append([payload["n"] for payload in payloads])


@task("test.see_together", lane=MERGING, together=see_together)
def see_alone(n: int, bad: bool = False) -> None:
    """Remember one that came alone."""
    if bad:
        raise ValueError("bad")
    SEEN.append(n)


@pytest.mark.django_db
def test_neighbours_of_one_kind_are_done_together_in_their_order() -> None:
    for n in range(60):
        actions.enqueue("test.see_together", {"n": n})
    assert drain(MERGING) == 60
    assert [list(range(25)), list(range(25, 50)), list(range(50, 60))] == SEEN
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}


class OneWait:
    """Stands for the end of a worker's time: it comes with the first wait, which is remembered."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def is_set(self) -> bool:
        return bool(self.waited)

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "lane"), [("test.see_together", MERGING), ("test.see", DEFAULT)])
def test_merging_lets_sightings_gather_and_no_other_lane_waits(
    name: str, lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wekeep.work.jobs.worker.monotonic", lambda: 0.0)
    actions.enqueue(name, {"n": 1})
    worker, end = Worker(0), OneWait()
    monkeypatch.setattr(worker, "_stopping", end)
    worker._run(Hand([lane]))
    assert Job.objects.get().state == State.DONE
    assert end.waited == [lane.gather]
    assert (lane.gather > 0) is (lane is MERGING)


@pytest.mark.django_db
def test_one_bad_job_does_not_spoil_its_neighbours_and_is_not_overtaken_by_those_behind_it() -> None:
    for n in range(4):
        actions.enqueue("test.see_together", {"n": n, "bad": n == 2})
    drain(MERGING)
    assert SEEN == [0, 1]
    with clock.simulated(clock.now() + timedelta(seconds=1)):
        drain(MERGING)
    assert SEEN == [0, 1]
    Job.objects.filter(payload__n=2).update(payload={"n": 2})
    with clock.simulated(clock.now() + timedelta(hours=1)):
        drain(MERGING)
    assert SEEN == [0, 1, 2, 3]


@pytest.mark.django_db
def test_a_poison_job_of_an_ordered_lane_is_a_dead_letter_after_its_tries_and_the_lane_goes_on() -> None:
    for n in range(3):
        actions.enqueue("test.see_together", {"n": n, "bad": n == 1})
    tries = Job.objects.get(payload__n=1).max_attempts
    start = clock.now()
    for hours in range(tries):
        assert [0] * bool(hours) == SEEN
        with clock.simulated(start + timedelta(hours=hours)):
            drain(MERGING)
    assert SEEN == [0, 2]
    assert Job.objects.get(state=State.DEAD).attempts == tries


@pytest.mark.django_db
def test_a_job_for_later_holds_up_nobody_in_an_ordered_lane() -> None:
    see_alone.enqueue_at(clock.now() + timedelta(hours=1), n=0)
    see_alone.enqueue(n=1)
    drain(MERGING)
    assert SEEN == [1]


@pytest.mark.django_db
def test_what_failed_in_company_is_tried_again_alone() -> None:
    for n in range(3):
        actions.enqueue("test.see_together", {"n": n})
    token, jobs = actions.claim(MERGING, 50)
    for job in jobs:
        actions.fail(job, token, "took longer than its limit")
    with clock.simulated(clock.now() + timedelta(hours=1)):
        drain(MERGING)
    assert SEEN == [0, 1, 2]


@task("test.lose_the_lease", lane=MERGING)
def lose_the_lease() -> None:
    """Write, while another worker takes the job over."""
    Periodic.objects.create(name="test.written", every=timedelta(days=1), next_at=clock.now())
    Job.objects.update(lease_by="another")


@task("test.lose_the_lease_whole", whole=True)
def lose_the_lease_whole() -> None:
    """Write something in a lane without order, and have the lease taken away."""
    lose_the_lease.call()


@pytest.mark.django_db
def test_what_is_whole_leaves_nothing_behind_where_its_lease_was_lost() -> None:
    actions.enqueue("test.lose_the_lease_whole")
    token, [job] = actions.claim(DEFAULT, 50)
    assert not run(job, token)
    assert not Periodic.objects.filter(name="test.written").exists()


@pytest.mark.django_db
def test_a_worker_that_was_away_too_long_leaves_nothing_behind_in_an_ordered_lane() -> None:
    actions.enqueue("test.lose_the_lease")
    token, [job] = actions.claim(MERGING, 50)
    assert not run(job, token)
    assert not Periodic.objects.filter(name="test.written").exists()


@pytest.mark.django_db(transaction=True)
def test_an_ordered_lane_gives_way_after_each_batch_and_the_others_do_not() -> None:
    """Whoever says how long is asked with the time the batch took."""
    asked: list[float] = []

    def rest(took: float) -> float:
        asked.append(took)
        return 0.0

    with transaction.atomic():
        actions.enqueue("test.see", {"n": 1})
    worker = Worker(1, [DEFAULT], 0.01, rest)
    worker.start()
    until(lambda: queries.pending("test.see") == 0)
    worker.stop()
    assert asked == []
    with transaction.atomic():
        actions.enqueue("test.see_in_order", {"n": 2})
    worker = Worker(1, [MERGING, DEFAULT], 0.01, rest)
    worker.start()
    until(lambda: queries.pending("test.see_in_order") == 0 and asked)
    worker.stop()
    assert len(asked) == 1 and asked[0] > 0
