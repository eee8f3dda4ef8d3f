"""Jobs survive what happens to workers: kill -9, restarts, poison, two of them at once."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.nursery import Program
from tests.running import environment, process, until
from tests.work import worker_process
from wekeep.kit import clock
from wekeep.work.actions import enqueue
from wekeep.work.models import Job, Periodic, State

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(worker_process.__file__)


@contextmanager
def worker(folder: Path, threads: int = 1) -> Iterator[Program]:
    with process(SCRIPT, str(threads), env=environment(folder)) as one:
        assert one.stdout.readline() == "ready\n"
        yield one


def leases_run_out() -> None:
    """As if a minute had passed."""
    Job.objects.filter(state=State.LEASED).update(lease_until=clock.now() - timedelta(seconds=1))


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def test_a_job_whose_worker_was_killed_in_the_middle_runs_again_when_its_lease_ends(tmp_path: Path) -> None:
    seen, go = tmp_path / "seen", tmp_path / "go"
    enqueue("test.linger", {"path": str(seen), "go": str(go)})
    enqueue("test.note", {"path": str(seen), "words": "the one behind it"})
    with worker(tmp_path) as first:
        until(lambda: lines(seen) == ["begun"])
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert set(Job.objects.values_list("state", flat=True)) == {State.LEASED}

    go.touch()
    leases_run_out()
    with worker(tmp_path):
        until(lambda: Job.objects.filter(state=State.DONE, name__startswith="test.").count() == 2)
    assert sorted(lines(seen)) == ["begun", "begun", "ended", "the one behind it"]


def test_nobody_takes_a_job_while_its_worker_lives(tmp_path: Path) -> None:
    seen, go = tmp_path / "seen", tmp_path / "go"
    enqueue("test.linger", {"path": str(seen), "go": str(go)})
    with worker(tmp_path), worker(tmp_path):
        until(lambda: lines(seen) == ["begun"])
        enqueue("test.note", {"path": str(seen), "words": "meanwhile"})
        until(lambda: "meanwhile" in lines(seen))
        go.touch()
        until(lambda: Job.objects.filter(state=State.DONE, name__startswith="test.").count() == 2)
    assert lines(seen) == ["begun", "meanwhile", "ended"]


def test_an_ordered_lane_runs_one_at_a_time_and_in_order_across_two_processes(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    for number in range(120):
        enqueue("test.in_order", {"path": str(seen), "number": number})
    with worker(tmp_path), worker(tmp_path):
        until(lambda: Job.objects.filter(name="test.in_order", state=State.DONE).count() == 120)
    assert lines(seen) == [f"{what} {number}" for number in range(120) for what in ("begin", "end")]


def test_a_poison_job_ends_among_the_dead_letters_and_takes_no_neighbour_along(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    enqueue("test.poison", {"path": str(seen)})
    for number in range(3):
        enqueue("test.note", {"path": str(seen), "words": f"neighbour {number}"})
    for _try in range(2):
        with process(SCRIPT, "1", env=environment(tmp_path)) as one:
            assert one.wait() == 9
        leases_run_out()
    with worker(tmp_path):
        until(lambda: Job.objects.filter(state=State.DONE, name="test.note").count() == 3)
        until(lambda: Job.objects.filter(state=State.DEAD).exists())
    dead = Job.objects.get(state=State.DEAD)
    assert (dead.name, dead.attempts, dead.trouble) == ("test.poison", 2, "its worker died")
    assert sorted(lines(seen)) == ["neighbour 0", "neighbour 1", "neighbour 2", "poison", "poison"]


def test_a_worker_that_is_asked_to_stop_gives_back_what_it_has_not_begun(tmp_path: Path) -> None:
    seen, go = tmp_path / "seen", tmp_path / "go"
    enqueue("test.linger", {"path": str(seen), "go": str(go)})
    enqueue("test.note", {"path": str(seen), "words": "next"})
    words = ("-m", "tests.work.polite_worker")
    with process(*words, env=environment(tmp_path)) as one:
        until(lambda: lines(seen) == ["begun"])
        one.send_signal(signal.SIGTERM)
        assert one.stdout.readline() == "stopping\n"
        go.touch()
        assert one.wait() == 0
    left = Job.objects.get(name="test.note")
    assert lines(seen) == ["begun", "ended"]
    assert (left.state, left.attempts, left.lease_by) == (State.READY, 0, "")


def test_a_job_that_never_ends_is_taken_from_its_thread_and_can_write_nothing_late(tmp_path: Path) -> None:
    seen, go = tmp_path / "seen", tmp_path / "go"
    enqueue("test.stick", {"path": str(seen), "go": str(go)})
    with worker(tmp_path):
        until(lambda: Job.objects.filter(name="test.stick", state=State.DEAD).exists())
        assert Job.objects.get(name="test.stick").trouble == "took longer than its limit"
        assert lines(seen) == ["begun", "begun"]
        enqueue("test.note", {"path": str(seen), "words": "next"})
        until(lambda: "next" in lines(seen))
        go.touch()
        until(lambda: lines(seen).count("unstuck") == 2)
        enqueue("test.note", {"path": str(seen), "words": "last"})
        until(lambda: "last" in lines(seen))
    assert "written" not in lines(seen)
    assert not Periodic.objects.filter(name__in=["test.lock", "test.late"]).exists()


def test_what_hangs_in_an_ordered_lane_is_tried_again_before_what_stands_behind_it(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    for number, tries in ((0, 0), (1, 1), (2, 0)):
        enqueue("test.stick_in_order", {"path": str(seen), "number": number, "tries": tries})
    with worker(tmp_path):
        until(lambda: Job.objects.filter(name="test.stick_in_order", state=State.DONE).count() == 3)
    assert lines(seen) == ["done 0", "stuck 1", "done 1", "done 2"]


def test_an_ordered_lane_goes_on_behind_a_job_that_hangs_at_every_try(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    enqueue("test.stick_in_order", {"path": str(seen), "number": 0, "tries": 9})
    enqueue("test.stick_in_order", {"path": str(seen), "number": 1, "tries": 0})
    with worker(tmp_path):
        until(lambda: Job.objects.filter(name="test.stick_in_order", state=State.DONE).exists())
    assert lines(seen) == ["stuck 0", "stuck 0", "done 1"]
    assert Job.objects.get(state=State.DEAD).payload["number"] == 0
