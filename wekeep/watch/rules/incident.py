"""What the sightings of one event add up to, how urgent it is to look, and how long it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from statistics import median

from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.salute import Activity, Observation

# The gravest first: what a person on the ground would want the next one to know.
GRAVITY: tuple[Activity, ...] = (
    Activity.DETAINING,
    Activity.LOADING,
    Activity.APPROACHING_HOME,
    Activity.QUESTIONING,
    Activity.VEHICLE_STOP,
    Activity.CHECKPOINT,
    Activity.STAGING,
    Activity.SURVEILLING,
    Activity.EVERYWHERE,
    Activity.LEAVING,
)
_POSITION_FROM = 7
STALE_AFTER = timedelta(hours=4)
KEPT = timedelta(hours=72)
# "It was a film crew" must still be found when the rumour comes round again.
ANSWER_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Summary:
    """An incident in the words of the form. `people_low` and `people_high` are the middle of what those who counted said;
    either may be unknown. `gravest` is the gravest thing any one of them said, `activity` what names the incident."""

    lat: float
    lon: float
    activity: Activity | None
    gravest: Activity | None
    people_low: int | None
    people_high: int | None
    vehicles: int | None
    first_seen: datetime
    last_seen: datetime


def summarise(observations: Sequence[Observation]) -> Summary:
    """Add up the sightings of one incident; there is at least one.

    The position is the middle (component-wise median) of the seven last seen, so that a party which moved on is shown
    where it is, and one far-off pin moves nothing. Of three or more that say what is done, the second gravest names it,
    so that nobody alone among many makes it worse than it is.
    """
    ordered = sorted(observations, key=lambda o: (o.observed_at, o.id))
    latest = ordered[-_POSITION_FROM:]
    lows = [o.people.low for o in ordered if o.people]
    highs = [o.people.high or o.people.low for o in ordered if o.people]
    vehicles = [o.vehicles for o in ordered if o.vehicles is not None]
    done = sorted((o.activity for o in ordered if o.activity), key=GRAVITY.index)
    return Summary(
        lat=median(o.lat for o in latest),
        lon=median(o.lon for o in latest),
        activity=(done[1] if len(done) > 2 else done[0]) if done else None,
        gravest=done[0] if done else None,
        people_low=round(median(lows)) if lows else None,
        people_high=round(median(highs)) if highs else None,
        vehicles=round(median(vehicles)) if vehicles else None,
        first_seen=ordered[0].observed_at,
        last_seen=ordered[-1].observed_at,
    )


class Urgency(IntEnum):
    """How soon someone should look; the queue shows the highest first."""

    LATER = 1
    SOON = 2
    NOW = 3


_VERIFY_WITHIN = {
    Urgency.NOW: timedelta(minutes=5),
    Urgency.SOON: timedelta(minutes=10),
    Urgency.LATER: timedelta(minutes=15),
}
_PERSON_AT_RISK = frozenset(GRAVITY[:5])


def urgency(activity: Activity | None, sightings: int, last_seen: datetime, now: datetime) -> Urgency:
    """NOW when someone is being detained, stopped or visited, or three people saw it; LATER when it is an hour old."""
    if now - last_seen > timedelta(hours=1):
        return Urgency.LATER
    if activity in _PERSON_AT_RISK or sightings >= 3:
        return Urgency.NOW
    return Urgency.SOON


def verify_by(level: Urgency, opened: datetime) -> datetime:
    """When the queue's clock for this incident runs out: five, ten or fifteen minutes after it opened."""
    return opened + _VERIFY_WITHIN[level]


def forget_at(last_seen: datetime, outcome: Outcome | None) -> datetime:
    """When an incident is deleted: after 72 hours, an answer to a rumour after seven days."""
    answer = outcome in (Outcome.NOT_ENFORCEMENT, Outcome.NOTHING_FOUND)
    return last_seen + (ANSWER_KEPT if answer else KEPT)
