"""What people do over time: settled decisions, recomputed standings, warnings, and forgetting."""

from datetime import timedelta

from wekeep.people.actions import duty, glass, honey, keys, letters, lifetime, sign_in, vouches
from wekeep.people.rules.application import State
from wekeep.work.jobs import task
from wekeep.work.rules.lane import SLOW


@task("people.settle_application")
def settle_application(code: str, state: str) -> None:
    """Write the letter and erase what is sealed, once a decision can no longer be taken back."""
    letters.settle(code=code, state=State(state))


@task("people.recompute_standings", lane=SLOW, every=timedelta(days=1))
def recompute_standings() -> None:
    """Recompute from the evidence who may hold which role."""
    lifetime.recompute_all()


@task("people.warn_expiring", lane=SLOW, every=timedelta(hours=12))
def warn_expiring() -> None:
    """Warn members 30, 7 and 1 days before a role ends."""
    lifetime.warn_expiring()


@task("people.end_lapsed", lane=SLOW, every=timedelta(hours=1))
def end_lapsed() -> None:
    """End applications that nobody answered, and delete those that are over."""
    lifetime.end_lapsed()
    lifetime.forget_over()


@task("people.forget_times", lane=SLOW, every=timedelta(minutes=15))
def forget_times() -> None:
    """End duties and delete sessions whose time is over, so that nothing tells who was there when."""
    duty.forget_over()
    sign_in.forget_sessions()


@task("people.rest_unreviewed", lane=SLOW, every=timedelta(minutes=30))
def rest_unreviewed() -> None:
    """Let the roles rest of whoever broke the glass a day ago and whom nobody looked at."""
    glass.rest_unreviewed()


@task("people.tend_vouches", lane=SLOW, every=timedelta(hours=12))
def tend_vouches() -> None:
    """Forget vouches whose time is over, and those of people whose trust is established."""
    vouches.establish_trust()
    vouches.forget_ended()


@task("people.match_keys", lane=SLOW, every=timedelta(minutes=15))
def match_keys() -> None:
    """Let the keys of roles follow terms that ended, zones that are new, and the week."""
    keys.match_all_keys()


@task("people.plan_honey", lane=SLOW, every=timedelta(days=1))
def plan_honey() -> None:
    """Choose when, within a day, an application that nobody sent is added where there are too few."""
    honey.plan()


@task("people.plant_honey", lane=SLOW)
def plant_honey(zone: str) -> None:
    """Add an application that nobody sent to those that wait for their sender."""
    honey.plant_in(zone=zone)
