"""Somebody is asked after runs that should be over and of which nobody says how they ended."""

from datetime import timedelta
from typing import Final

from wekeep.alerts.actions.asking import tell_these
from wekeep.care.queries.silent_runs import by_zone, silent_runs
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.queries.members import who_may

_HOLDS: Final = timedelta(hours=2)


def remind_silent() -> int:
    """Tell those who plan runs of a zone that somebody has to ask a driver how a run ended: no more than that, and once of each run. Of
    several they hear one after the other, of those with people first. Returns of how many zones."""
    first = by_zone(silent_runs())
    for zone, run in first.items():
        members = who_may(Ability.PLAN_RUNS, None if zone == EVERY_ZONE else zone)
        tell_these(members=members, code=f"silent-{run.code}", page="runs-day", until=clock.now() + _HOLDS)
    return len(first)
