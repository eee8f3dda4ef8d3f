"""What an alert says of an incident."""

from datetime import UTC, datetime

import pytest

from wekeep.alerts.rules.parts import What
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.warning import Facts, parts_of


def facts(activity: Activity | None) -> Facts:
    """A confirmed incident of this kind."""
    return Facts(Outcome.CONFIRMED, False, activity, "Oak Park", None, None, datetime(2026, 1, 14, 13, tzinfo=UTC))


@pytest.mark.parametrize("activity", Activity)
def test_an_alert_can_be_made_of_every_activity(activity: Activity) -> None:
    assert parts_of(facts(activity)).what in What


@pytest.mark.parametrize("activity", [None, Activity.EVERYWHERE])
def test_an_alert_speaks_of_one_scene_where_people_are_said_to_be_all_over(activity: Activity | None) -> None:
    assert parts_of(facts(activity)).what is What.PRESENT
