"""What an alert may say of an incident, and what it says."""

from datetime import UTC, datetime

import pytest

from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.parts import Change, What
from wekeep.kit.errors import Refused
from wekeep.watch.rules.outcome import Level as Found
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.warning import Facts, changes_permitted, check_said, levels_permitted, parts_of

SEEN = datetime(2026, 1, 14, 13, tzinfo=UTC)


def facts(activity: Activity | None, found: Found = Found.ACTIVE) -> Facts:
    """A confirmed incident of this kind."""
    return Facts(Outcome.CONFIRMED, found, False, activity, "Oak Park", None, None, SEEN)


@pytest.mark.parametrize("activity", Activity)
def test_an_alert_can_be_made_of_every_activity(activity: Activity) -> None:
    assert parts_of(facts(activity)).what in What


@pytest.mark.parametrize("activity", [None, Activity.EVERYWHERE])
def test_an_alert_speaks_of_one_scene_where_people_are_said_to_be_all_over(activity: Activity | None) -> None:
    assert parts_of(facts(activity)).what is What.PRESENT


@pytest.mark.parametrize("found", [Found.CONFIRMED, Found.WATCH])
def test_no_alert_says_that_someone_is_detained_where_the_verifier_found_no_one(found: Found) -> None:
    calm = facts(Activity.STAGING, found)
    with pytest.raises(Refused, match="no one is detained"):
        check_said(calm, Level.ACTIVE)
    with pytest.raises(Refused, match="no one is detained"):
        check_said(calm, Level.CONFIRMED, Change.DETENTION)
    assert Level.ACTIVE not in levels_permitted(found)
    assert Change.DETENTION not in changes_permitted(found)
    check_said(calm, Level.CONFIRMED, Change.STILL)


@pytest.mark.parametrize("reported", [Activity.DETAINING, Activity.LOADING])
def test_a_detention_that_was_reported_and_not_found_is_not_in_the_words(reported: Activity) -> None:
    assert parts_of(facts(reported, Found.CONFIRMED)).what is What.PRESENT
    assert parts_of(facts(reported)).what is What(reported)


def test_where_someone_is_detained_an_alert_may_say_that_or_less() -> None:
    for level in Level:
        check_said(facts(Activity.DETAINING), level, Change.DETENTION)
