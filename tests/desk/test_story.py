"""The demo's story, a step at a time: each is done once, and one that waited too long begins anew."""

from datetime import timedelta

import pytest

from wekeep.desk.actions import phones, story
from wekeep.desk.queries.ground import Corner
from wekeep.desk.rules.demo import STORY, Deed, Step
from wekeep.kit import clock
from wekeep.kit.codes import new_code
from wekeep.kit.keeper_messages import No
from wekeep.vault.keeper import KeeperAway, KeeperLocked, KeeperSays
from wekeep.watch.models import Sighting
from wekeep.work import actions as work
from wekeep.work.jobs.running import run
from wekeep.work.models import Job, State
from wekeep.work.rules.lane import DEFAULT

pytestmark = pytest.mark.django_db
STEP = "step"


@pytest.fixture(autouse=True)
def on_the_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    """The corner of the story, without its city."""
    corner = Corner("Lake & 17th", 45.0, -93.0)
    monkeypatch.setattr(story, "corner_at", lambda *_where: corner)


def waiting() -> list[int]:
    """The steps that are queued."""
    return [int(str(one.payload[STEP])) for one in Job.objects.filter(name=story.JOB, state=State.READY)]


def claim() -> tuple[str, Job]:
    token, [job] = work.claim(DEFAULT, 1)
    return token, job


def step_once() -> None:
    token, job = claim()
    run(job, token)


@pytest.mark.both
def test_a_step_whose_worker_lost_it_leaves_no_report_and_no_second_thread_of_the_story() -> None:
    assert story.begin_story()
    token, job = claim()
    Job.objects.filter(id=job.id).update(lease_by="another")
    run(job, token)
    assert not Sighting.objects.exists() and waiting() == []


def test_the_story_goes_on_from_the_step_that_was_left() -> None:
    assert story.begin_story()
    token, job = claim()
    run(job, token)
    assert Sighting.objects.count() == 1 and waiting() == [1]
    with clock.simulated(clock.now() + timedelta(minutes=2)):
        assert not story.begin_story()
        token, job = claim()
        run(job, token)
    assert Sighting.objects.count() == 2 and waiting() == [2]


def test_the_story_waits_for_the_phones_on_a_slow_machine_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "_held", {})
    phones.take_in_hand()
    story.begin_story()
    step_once()
    assert waiting() == [0] and not Sighting.objects.exists()
    for one in phones.handsets():
        one.is_on = True
    with clock.simulated(clock.now() + timedelta(seconds=2)):
        step_once()
    assert waiting() == [1] and Sighting.objects.count() == 1
    monkeypatch.setattr(phones, "_held", {})
    phones.take_in_hand()
    story.tell(story=new_code(), telling=0, step=0, looks=story.MOST_LOOKS_FOR_PHONES, due=int(clock.now().timestamp()))
    assert Sighting.objects.count() == 2


def test_a_story_that_was_left_for_an_hour_begins_anew() -> None:
    assert story.begin_story()
    token, job = claim()
    run(job, token)
    first = Job.objects.get(name=story.JOB, state=State.READY).payload["story"]
    with clock.simulated(clock.now() + timedelta(hours=1)):
        token, job = claim()
        run(job, token)
        assert waiting() == [0]
        assert Job.objects.get(name=story.JOB, state=State.READY).payload["story"] != first


def test_a_step_waits_for_a_keeper_that_is_still_starting_and_is_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    done, keeper = [], [KeeperAway(), KeeperSays(No.SEALED), KeeperLocked()]

    def sent(_code: str, step: Step) -> None:
        if keeper:
            raise keeper.pop()
        done.append(step.deed)

    monkeypatch.setitem(story._DEEDS, Deed.UPDATE, sent)
    monkeypatch.setattr(story, "_incident_of", lambda _story, _scene: "anyone")
    update = next(number for number, step in enumerate(STORY) if step.deed is Deed.UPDATE)
    now = clock.now()
    story.tell(story=new_code(), telling=0, step=update, looks=0, due=int(now.timestamp()))
    for seconds in (2, 4, 6):
        assert waiting() == [update] and not done
        with clock.simulated(now + timedelta(seconds=seconds)):
            step_once()
    assert done == [Deed.UPDATE] and waiting() == [update + 1]
