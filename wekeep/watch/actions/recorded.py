"""Recorded sightings enter by the same table and the same lane as a neighbour's, always as an exercise."""

from django.db import transaction

from wekeep.kit import clock
from wekeep.kit.text import clean
from wekeep.watch.models import Sighting
from wekeep.watch.queries.positions import position_of
from wekeep.watch.rules.incident import KEPT
from wekeep.watch.rules.salute import Observation
from wekeep.watch.rules.status import Source, Status
from wekeep.work import actions as work

_SMALL = 32_767


@transaction.atomic
def file_recorded(observation: Observation) -> str:
    """File one recorded sighting now (by the clock of the replay) and queue its merging; returns its code."""
    now = clock.now()
    where = position_of(observation.lat, observation.lon)
    people = observation.people
    sighting = Sighting.objects.create(
        status=Status.EXERCISE,
        source=Source.REPLAY,
        observed_at=observation.observed_at,
        received_at=now,
        lat=observation.lat,
        lon=observation.lon,
        cell=where.cell,
        zone=where.zone,
        people_low=_bounded(people.low if people else None),
        people_high=_bounded(people.high if people else None),
        vehicles=_bounded(observation.vehicles),
        activity=observation.activity or "",
        uniform=clean(observation.uniform, 300),
        equipment=clean(observation.equipment, 300),
        text=clean(observation.text, 2000),
        language=observation.language[:8],
        forget_at=now + KEPT,
    )
    work.enqueue("watch.merge_sighting", {"code": sighting.code})
    return sighting.code


def _bounded(count: int | None) -> int | None:
    return None if count is None else min(count, _SMALL)
