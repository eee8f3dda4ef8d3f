"""Sightings as merging sees them."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber

from wekeep.watch.models import Incident, Sighting
from wekeep.watch.rules.merging import Entry
from wekeep.watch.rules.merging.constants import HORIZON_HOURS
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.salute import Activity, Count, Observation
from wekeep.watch.rules.sighting import LIVE
from wekeep.watch.rules.status import Source, Status

BY_RULES = "rules"
_ANSWERS = (Outcome.NOT_ENFORCEMENT, Outcome.NOTHING_FOUND)
# More than a day of the busiest network anyone has told of; a bound on memory, newest first.
_MOST = 50_000


def observation_of(sighting: Sighting) -> Observation:
    """The sighting without what merging must not know."""
    people = None if sighting.people_low is None else Count(sighting.people_low, sighting.people_high)
    return Observation(
        id=str(sighting.pk),
        observed_at=sighting.observed_at,
        received_at=sighting.received_at,
        lat=sighting.lat,
        lon=sighting.lon,
        people=people,
        vehicles=sighting.vehicles,
        activity=Activity(sighting.activity) if sighting.activity else None,
        uniform=sighting.uniform,
        equipment=sighting.equipment,
        text=sighting.text,
        language=sighting.language,
        coarse=sighting.place_is_coarse,
    )


def calls_for_a_look(now: datetime) -> Q:
    """The standing sightings for which someone may be woken and sent: seen in the last four hours, and told by a person,
    not brought in from another tool's files."""
    return Q(withdrawn_at__isnull=True, observed_at__gt=now - LIVE) & ~Q(source=Source.IMPORT)


def latest_of(standing: QuerySet[Sighting], most: int) -> dict[int, list[Observation]]:
    """The `most` latest of each incident's sightings, as far as they are counted, timed and placed; no words."""
    back = Window(RowNumber(), partition_by="incident", order_by=("-observed_at", "-pk"))
    names = ("incident_id", "pk", "observed_at", "lat", "lon", "people_low", "people_high", "vehicles", "activity")
    found: defaultdict[int, list[Observation]] = defaultdict(list)
    for incident, pk, at, lat, lon, low, high, vehicles, activity in (
        standing.annotate(back=back).filter(back__lte=most).values_list(*names)
    ):
        people = None if low is None else Count(low, high)
        seen = Activity(activity) if activity else None
        found[incident].append(Observation(str(pk), at, at, lat, lon, people, vehicles, seen))
    return found


def history(status: Status, now: datetime) -> list[Entry]:
    """What the merging book holds at `now`: the placed, standing sightings of the last day, in order of receipt."""
    recent = (
        placed(status)
        .filter(received_at__gt=now - timedelta(hours=HORIZON_HOURS))
        .order_by("-received_at", "-pk")[:_MOST]
    )
    return [Entry(observation_of(s), _incident_of(s), s.placed_by != BY_RULES) for s in reversed(recent)]


def _incident_of(sighting: Sighting) -> int:
    if sighting.incident_id is None:
        raise ValueError("an unplaced sighting is not history")
    return sighting.incident_id


def answered(status: Status, now: datetime) -> dict[int, datetime]:
    """When each incident that was answered with "no" was answered."""
    rows = Incident.objects.filter(
        status=status, outcome__in=_ANSWERS, outcome_at__gt=now - timedelta(hours=HORIZON_HOURS)
    )
    return {pk: at for pk, at in rows.values_list("pk", "outcome_at") if at is not None}


def placed(status: Status) -> QuerySet[Sighting]:
    """The standing sightings that are in an incident."""
    return Sighting.objects.filter(status=status, incident__isnull=False, withdrawn_at__isnull=True)
