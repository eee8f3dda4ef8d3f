"""What the watch does after the request has answered: merging in its own ordered lane, and housekeeping."""

from datetime import timedelta

from wekeep.watch.actions import lifetime, merging, sightings
from wekeep.work.jobs import task
from wekeep.work.rules.lane import MERGING, SLOW
from wekeep.work.rules.task import Payload

# Nothing behind a sighting is placed while it waits for its next try: five tries are half a minute.
TRIES, LIMIT = 5, timedelta(minutes=1)


def merge_sightings(payloads: list[Payload]) -> None:
    """Place several at once."""
    merging.place_sightings(codes=[str(payload["code"]) for payload in payloads])


@task("watch.merge_sighting", lane=MERGING, max_attempts=TRIES, limit=LIMIT, together=merge_sightings)
def merge_sighting(code: str) -> None:
    """Place one sighting."""
    merging.place_sighting(code=code)


@task("watch.reconsider_sighting", lane=MERGING, max_attempts=TRIES, limit=LIMIT)
def reconsider_sighting(code: str) -> None:
    """Place one corrected sighting anew, or take a withdrawn one out."""
    merging.reconsider_sighting(code=code)


@task("watch.close_stale", lane=SLOW, every=timedelta(minutes=5))
def close_stale() -> None:
    """End incidents that nobody sees any more."""
    lifetime.close_stale()


@task("watch.forget_incidents", lane=SLOW, every=timedelta(hours=1))
def forget_incidents() -> None:
    """Delete incidents after their time."""
    lifetime.forget_incidents()


@task("watch.forget_sightings", lane=SLOW, every=timedelta(minutes=15))
def forget_sightings() -> None:
    """Delete sightings after their 72 hours."""
    sightings.forget_sightings()
