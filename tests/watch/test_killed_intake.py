"""An intake that dies in the middle of a crowd: what it acknowledged is there, and nothing is there by half."""

import signal
from pathlib import Path

import pytest

from tests.running import environment, process
from wekeep.journal.models import Entry
from wekeep.watch.models import Sighting
from wekeep.work.models import Job

MANY = 200


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_a_crowd_loses_nothing_that_was_acknowledged_and_leaves_nothing_by_half(tmp_path: Path) -> None:
    with process("-m", "tests.watch.killed_filer", env=environment(tmp_path)) as filer:
        acknowledged = [filer.stdout.readline().strip() for _ in range(MANY)]
        filer.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in filer.stdout if line.endswith("\n")]
        filer.wait()
    kept = set(Sighting.objects.values_list("code", flat=True))
    assert len(set(acknowledged)) >= MANY
    assert set(acknowledged) <= kept
    assert set(Entry.objects.values_list("about", flat=True)) == kept
    assert {job.payload["code"] for job in Job.objects.filter(name="watch.merge_sighting")} == kept
