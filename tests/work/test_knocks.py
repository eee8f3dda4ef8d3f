"""What other hosts say: who may knock may do so without end, and costs nobody more than a look now and then."""

from threading import Event
from time import monotonic

from wekeep.work.jobs import knocks
from wekeep.work.jobs.knocks import Ear
from wekeep.work.jobs.worker import Worker
from wekeep.work.rules.lane import EVERY_LANE


def test_a_hundred_thousand_knocks_are_a_few_looks_and_the_last_is_not_missed() -> None:
    heard, last = list[str](), Event()
    ear = Ear(lambda word: (heard.append(word), last.set())[0], ("alerts",))  # type: ignore[func-returns-value]
    begun = monotonic()
    for _n in range(100_000):
        ear.hear("alerts")
    took = monotonic() - begun
    before = len(heard)
    assert 1 <= before <= 2 + took / knocks.HEARD_EVERY_SECONDS
    last.clear()
    ear.hear("alerts")
    assert last.wait(5), "what came meanwhile is said once more"


def test_one_word_does_not_hold_up_another_and_unknown_ones_are_not_remembered() -> None:
    heard = list[str]()
    ear = Ear(heard.append, ("alerts", "slow"))
    for number in range(1_000):
        ear.hear(f"noise{number}")
    ear.hear("alerts")
    ear.hear("slow")
    assert heard == ["alerts", "slow"]


def test_a_worker_hears_the_names_of_lanes_alone() -> None:
    worker = Worker(1)
    ear = Ear(worker.notice, (lane.name for lane in EVERY_LANE))
    for word in ("", "no lane", "alerts" * 1000, *(f"x{n}" for n in range(100))):
        ear.hear(word)
    ear.hear("alerts")
    assert dict(worker._queued) == {"alerts": 1}
