"""What happens to members by time alone."""

from datetime import timedelta

from wekeep.people.actions import keys
from wekeep.work.jobs import task
from wekeep.work.rules.lane import SLOW


@task("people.match_keys", lane=SLOW, every=timedelta(minutes=15))
def match_keys() -> None:
    """Let the keys of roles follow terms that ended, zones that are new, and the week."""
    keys.match_all_keys()
