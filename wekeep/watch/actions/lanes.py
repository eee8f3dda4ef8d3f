"""Which lane a sighting is in, and its place in the lane of merging."""

from collections.abc import Iterable

from wekeep.watch.models import Sighting
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.standing import Lane, Standing
from wekeep.watch.rules.standing import rank as rank_of
from wekeep.work import actions as work


def queue_merging(found: Iterable[tuple[str, int, str]]) -> None:
    """Have sightings placed (code, standing, activity), each before those of less standing, in the caller's transaction."""
    work.enqueue_all(
        "watch.merge_sighting", [({"code": code}, _rank(standing, activity)) for code, standing, activity in found]
    )


def queue_reconsidering(sighting: Sighting) -> None:
    """Have it placed anew, or taken out where it says nothing any more."""
    rank = _rank(sighting.standing, sighting.activity)
    work.enqueue("watch.reconsider_sighting", {"code": sighting.code}, rank=rank)


def open_up(sightings: Iterable[Sighting]) -> None:
    """Let these, whose rows are locked, out of the held or the dropped lane, to be placed like any other."""
    for sighting in sightings:
        sighting.lane = Lane.OPEN
        sighting.save(update_fields=["lane"])
        queue_merging([(sighting.code, sighting.standing, sighting.activity)])


def shut(sightings: Iterable[Sighting], lane: Lane) -> None:
    """Put these, whose rows are locked, into `lane`; those that are in an incident are taken out of it soon."""
    for sighting in sightings:
        was_open, sighting.lane = sighting.lane == Lane.OPEN, lane
        sighting.save(update_fields=["lane"])
        if was_open:
            queue_reconsidering(sighting)


def _rank(standing: int, activity: str) -> int:
    return rank_of(Standing(standing), Activity(activity) if activity else None)
