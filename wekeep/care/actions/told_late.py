"""What a driver did at a stop that is not theirs any more, told when there was signal again: kept for the desk, which looks who goes there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wekeep.care.models import PastStop, Run, Stop
from wekeep.care.queries.runs import delivers
from wekeep.care.rules.driving import check_told, tells_from
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import Outcome
from wekeep.care.rules.trip import Failure
from wekeep.kit import clock


@dataclass(frozen=True, slots=True)
class Late:
    """Codes of stops: of which it is kept what was told, of those which for the first time, and of which something else was told before."""

    kept: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


def past_of(stop: Stop) -> PastStop:
    """A stop as it is remembered."""
    return PastStop(code=stop.code, run_id=stop.run_id, trip=stop.trip, side=stop.side)


def remember(stops: Iterable[tuple[datetime, Stop]]) -> None:
    """These stops, each with when its driver was told that the run begins, are about to go. Whoever drives may be without signal, at one of
    them: what they tell of it later is known by its code. In the caller's transaction; of a run that is too far ahead for anything to be
    told nothing is remembered."""
    now = clock.now()
    kept = [past_of(one) for begins, one in stops if now >= tells_from(begins)]
    PastStop.objects.bulk_create(kept, ignore_conflicts=True)


def past_stops(run: Run, codes: Iterable[str]) -> dict[str, PastStop]:
    """Those of the run's past stops that are named, by code; their trips read along."""
    rows = PastStop.objects.filter(run=run, code__in=list(codes)).select_related("trip")
    return {one.code: one for one in rows}


def hear_late(*, past: Iterable[PastStop], outcome: Outcome, failure: Failure | None, at: datetime) -> Late:
    """Keep what was told of past stops, of each the first word, in a transaction in which their run is held. Refused for what cannot become
    of such a stop."""
    kept, new, otherwise = list[str](), list[str](), list[str]()
    for one in past:
        if one.outcome == Outcome.WAITING:
            check_told(outcome, failure, delivers=delivers(one), side=Side(one.side))
            one.outcome, one.failure = outcome, failure or ""
            one.outcome_at, one.heard_at = at, clock.now()
            one.save()
            new.append(one.code)
        is_same = (one.outcome, one.failure) == (outcome, failure or "")
        (kept if is_same else otherwise).append(one.code)
    return Late(tuple(kept), tuple(new), tuple(otherwise))
