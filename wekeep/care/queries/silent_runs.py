"""Runs that should be over and of which nobody says how they ended: which they are, and what of each is not told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from wekeep.care.models import PastStop, Run, Stop
from wekeep.care.queries.runs import STILL_OUT, delivers, still_waits
from wekeep.care.rules.driving import BY_DESK, SILENT_AFTER, Answer, answers_of, is_silent
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import STILL_DRIVEN, Outcome
from wekeep.care.rules.trip import Purpose, TripState
from wekeep.kit import clock

_DRIVEN = [state.value for state in STILL_DRIVEN]
_AHEAD = [TripState.PLANNED.value, TripState.ABOARD.value]
MOST = 200


@dataclass(frozen=True, slots=True)
class OpenTrip:
    """A trip of a run of which it is not told how it ended: its ends of which nothing is told, by side; at least one."""

    stops: dict[Side, Stop]

    @property
    def last(self) -> Stop:
        """Where it would end."""
        return self.stops.get(Side.DROP) or self.stops[Side.PICKUP]

    @property
    def brings(self) -> bool:
        """Whether it is about boxes and not about people."""
        return delivers(self.last)

    @property
    def is_aboard(self) -> bool:
        """Whether its driver said that it is in the car."""
        return self.last.trip.state == TripState.ABOARD

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What can have become of it."""
        return answers_of(delivers=self.brings, sides=tuple(self.stops))


def open_trips(run: Run) -> list[OpenTrip]:
    """What of a run is not told, in the order in which it would have ended. No question where the stops were read along."""
    found: dict[int, dict[Side, Stop]] = {}
    for one in run.stops.all():
        if still_waits(one):
            found.setdefault(one.trip_id, {})[Side(one.side)] = one
    return sorted((OpenTrip(stops) for stops in found.values()), key=lambda each: each.last.turn)


def heard_at(run: Run) -> datetime | None:
    """When its driver last told anything; None where they never did. What the desk wrote down is not theirs."""
    return max((one.outcome_at for one in run.stops.all() if one.outcome_at and one.key != BY_DESK), default=None)


def is_unheard(run: Run) -> bool:
    """Whether somebody has to ask after the run. No question where the stops were read along."""
    waits = run.state in STILL_DRIVEN and any(still_waits(one) for one in run.stops.all())
    return waits and is_silent(ends=run.ends, heard=heard_at(run), now=clock.now())


def silent_runs() -> list[Run]:
    """All those of the last two days, with their plans: first those that have people to bring, then those that should have been over first; at most
    some hundred."""
    then = clock.now() - SILENT_AFTER
    stops = Stop.objects.filter(run=OuterRef("pk"))
    waits = stops.filter(outcome=Outcome.WAITING, trip__state__in=_AHEAD)
    rows = Run.objects.filter(state__in=_DRIVEN, ends__range=(then - STILL_OUT, then)).select_related("plan")
    rows = rows.filter(Exists(waits)).exclude(Exists(stops.filter(outcome_at__gt=then).exclude(key=BY_DESK)))
    people = Exists(waits.exclude(trip__purpose=Purpose.DELIVERY))
    return list(rows.annotate(has_people=people).order_by("-has_people", "ends", "pk")[:MOST])


def told_by_desk(past: Iterable[PastStop]) -> list[Stop]:
    """The stops of which their driver told something else (`past`) than the desk had written down."""
    return list(Stop.objects.filter(code__in=[one.code for one in past], key=BY_DESK))


def by_zone(runs: Iterable[Run]) -> dict[str, Run]:
    """The first of them in each zone."""
    found: dict[str, Run] = {}
    for one in runs:
        found.setdefault(one.plan.zone, one)
    return found
