"""A job that failed for good is seen by those who can ask for help, listed for whoever runs the server, and tried again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from wekeep.kit import clock
from wekeep.kit.actor import VISITOR
from wekeep.watch.actions import merging
from wekeep.watch.actions.sightings import file_sighting
from wekeep.watch.models import Sighting
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import Report, Spot
from wekeep.watch.rules.status import Source
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import MERGING

pytestmark = pytest.mark.django_db
SENTENCE = b"Work that failed for good"


def told(*words: str) -> str:
    said = StringIO()
    call_command("worker", *words, stdout=said)
    return said.getvalue()


@pytest.fixture
def unplaced(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Sighting:
    """A report that could not be merged, however often it was tried."""

    def fail(*, code: str) -> None:
        raise ValueError(f"a secret word about {code}")

    report = Report(
        observed_at=clock.now(), spot=Spot(45.0, -93.0), activity=Activity.STAGING, first_hand=True, language="en"
    )
    file_sighting(actor=VISITOR, report=report, source=Source.WEB, key="key0001-key0001-key0001", body="one")
    with monkeypatch.context() as broken:
        broken.setattr(merging, "place_sighting", fail)
        for hour in range(6):
            with clock.simulated(clock.now() + timedelta(hours=hour)):
                drain(MERGING)
    return Sighting.objects.get()


def is_placed(sighting: Sighting) -> bool:
    return Sighting.objects.filter(pk=sighting.pk, incident__isnull=False).exists()


def test_a_report_that_could_not_be_placed_is_listed_without_a_word_of_it(unplaced: Sighting) -> None:
    listed = told("--dead")
    assert "watch.merge_sighting" in listed and "5 tries" in listed and "ValueError" in listed
    assert "secret" not in listed and unplaced.code not in listed


def test_it_is_tried_again_when_someone_says_so_and_then_placed(unplaced: Sighting) -> None:
    drain(MERGING)
    assert not is_placed(unplaced)
    assert "1 of 1 jobs will be tried again" in told("--revive")
    drain(MERGING)
    assert is_placed(unplaced)
    assert told("--dead") == ""


def test_one_number_revives_that_one_and_a_wrong_number_says_so(unplaced: Sighting) -> None:
    number = told("--dead").split()[0]
    with pytest.raises(CommandError, match="No job that failed for good has the number 999999"):
        told("--revive", "999999")
    assert "1 of 1" in told("--revive", number)


def test_steward_and_dispatcher_see_how_many_failed_and_nobody_is_alarmed_by_none(
    cast: Cast, unplaced: Sighting
) -> None:
    for one in (cast.sol, cast.dana):
        assert SENTENCE in one.client().get("/alerts/channels/").content
    told("--revive")
    drain(MERGING)
    assert SENTENCE not in cast.sol.client().get("/alerts/channels/").content
