"""The journal forgets in time."""

from datetime import timedelta

from wekeep.journal import actions
from wekeep.work.jobs import task
from wekeep.work.rules.lane import SLOW


@task("journal.forget", lane=SLOW, every=timedelta(hours=1))
def forget() -> None:
    """Delete the entries whose time is over."""
    actions.forget()
