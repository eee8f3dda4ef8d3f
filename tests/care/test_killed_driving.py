"""A server that dies in the middle of a run: what was acknowledged stands, whole, and telling it all again is telling it once."""

import shutil
import signal
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.care.asking import coordinator
from tests.care.driving_stage import STREETS, deliveries, driver
from tests.cast import Cast
from tests.keeping import Keeping
from tests.running import environment, process
from wekeep.care.models import Run, Stop, Trip, Turn
from wekeep.journal.models import Entry

TOLD = {"pickup": "loaded", "drop": "handed"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kill_after", [1, 5])
def test_kill_9_between_presses_leaves_nothing_by_half(
    kill_after: int, tmp_path: Path, cast: Cast, keeping: Keeping
) -> None:
    coordinator().unlocked()
    drew = driver()
    run = deliveries(drew, streets=STREETS)
    shutil.copy(settings.KEEPER_VERIFY_KEY, tmp_path / "keeper.verify")
    words = ("-m", "tests.care.killed_driver", run.code, drew.code)
    with process(*words, env=environment(tmp_path)) as teller:
        acknowledged = [teller.stdout.readline().strip() for _ in range(kill_after)]
        teller.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in teller.stdout if line.endswith("\n")]
        teller.wait()
    for stop in Stop.objects.filter(run=run).select_related("trip"):
        if stop.code in acknowledged:
            assert stop.outcome == TOLD[stop.side]
        if stop.outcome == "waiting":
            assert stop.trip.state == ("planned" if stop.side == "pickup" else stop.trip.state)
    loaded = Trip.objects.filter(state="aboard").count() + Trip.objects.filter(state="done").count()
    assert loaded == Stop.objects.filter(run=run, outcome="loaded").count()
    with process(*words, env=environment(tmp_path)) as teller:
        again = [line.strip() for line in teller.stdout if line.endswith("\n")]
        assert teller.wait() == 0
    assert len(again) == len(STREETS) * 2 and Run.objects.get(pk=run.pk).state == "done"
    assert set(Trip.objects.values_list("state", flat=True)) == {"done"}
    moves = Counter(Turn.objects.filter(move__in=["start", "report"]).values_list("request", "move"))
    assert set(moves.values()) == {1} and len(moves) == 2 * len(STREETS)
    assert Entry.objects.filter(kind="run.finished", about=run.code).count() == 1
