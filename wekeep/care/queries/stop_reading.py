"""What a driver reads of a stop: where it is, how to find the door, and who rides or receives. Present and next stop only, unless they took
the whole run along."""

from collections.abc import Iterable, Sequence

from wekeep.care.models import Run, Stop, StopOpening
from wekeep.care.queries.asked_first import unanswered
from wekeep.care.queries.runs import Halt, halts, is_at_home, still_waits
from wekeep.care.queries.sent import apart_from
from wekeep.care.rules.run import STILL_DRIVEN
from wekeep.care.rules.sealed import HOUSEHOLD, RIDER
from wekeep.kit import clock
from wekeep.kit.envelope import Group
from wekeep.vault.queries.opening import Fields, read_groups
from wekeep.vault.queries.sealed import granted_among, sealed_among
from wekeep.vault.rules.unlocked import Asked, Unlocked


def groups_of(stop: Stop) -> list[Asked]:
    """What this stop takes to be opened: at a home where it is; at both ends of a ride who rides and who receives them."""
    place = [Asked(HOUSEHOLD, stop.trip.household.code, Group.PLACE)] if is_at_home(stop) else []
    riders = [Asked(RIDER, one.code, Group.NOTES) for one in stop.trip.riders.all()]
    return [*place, *riders]


def sealed_of(stops: Iterable[Stop]) -> frozenset[Asked]:
    """What of all that is there."""
    wanted: dict[tuple[str, Group], set[str]] = {}
    for asked in (one for stop in stops for one in groups_of(stop)):
        wanted.setdefault((asked.kind, asked.group), set()).add(asked.record)
    return frozenset(
        Asked(kind, record, group)
        for (kind, group), records in wanted.items()
        for record in sealed_among(kind, records, group)
    )


def in_view(run: Run, *, whole: bool = False) -> list[Halt]:
    """The halts whose doors may be opened now: the present and the next one, or all that are ahead where the driver took the run along or
    the `whole` is asked for; none of a run that is over or has changed hands."""
    if run.state not in STILL_DRIVEN:
        return []
    ahead = [one for one in halts(run) if one.waiting]
    return ahead if run.takes_all or whole else ahead[:2]


def read_stops(unlocked: Unlocked, run: Run, *, whole: bool = False) -> dict[str, list[tuple[str, str]]]:
    """By stop what its door is, as (field, text); counted and logged by the keeper first. A stop that is not open is missing. Refused in
    a locked session; TouchFirst for those with a passkey who have not touched it."""
    waiting = [stop for halt in in_view(run, whole=whole) for stop in halt.waiting]
    shy = unanswered((run.member, stop) for stop in waiting)
    apart = apart_from(unlocked.actor.code, (stop.trip.household for stop in waiting))
    stops = [stop for stop in waiting if stop.pk not in shy and stop.trip.household.code not in apart]
    asked = list(dict.fromkeys(one for stop in stops for one in groups_of(stop)))
    found = read_groups(unlocked, asked, reason=f"run {run.code}") if asked else {}
    return {stop.code: pairs for stop in stops if (pairs := _pairs(found, stop))}


def _pairs(found: dict[tuple[str, str], Fields], stop: Stop) -> list[tuple[str, str]]:
    fields = (found.get((one.record, one.group), {}) for one in groups_of(stop))
    return [pair for each in fields for pair in each.items() if pair[1]]


def shut_stops(runs: Sequence[Run]) -> dict[int, int]:
    """By run how many of the homes ahead its driver cannot open, because nobody opened them yet, or they were corrected since."""
    ahead = {one.pk: one.run_id for run in runs for one in run.stops.all() if still_waits(one) and is_at_home(one)}
    rows = StopOpening.objects.filter(stop__in=list(ahead), until__gt=clock.now())
    codes = dict(rows.values_list("assignment", "stop"))
    open_now = {codes[code] for code in granted_among(codes)}
    shut: dict[int, int] = {}
    for stop, run in ahead.items():
        shut[run] = shut.get(run, 0) + (stop not in open_now)
    return shut
