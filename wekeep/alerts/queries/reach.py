"""Whom an alert reaches: decided anew for each that is sent or widened, and counted for the page that shows it first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from wekeep.alerts.models import Alert, Subscription, Told, ToldState
from wekeep.alerts.queries import subscribers
from wekeep.alerts.rules import audience
from wekeep.alerts.rules.alert import Level, Status
from wekeep.alerts.rules.area import Area, of_cells, touches_outline
from wekeep.alerts.rules.audience import When
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.people.queries import who_may
from wekeep.places.models import Zone

Decided = list[tuple[Subscription, audience.Decision]]


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an alert would reach now: counts by channel, and how many of them only after their quiet hours.

    Where it reaches nobody, `only_active` counts those in the area who asked to hear of detentions only. `drill` says
    that only members who take part in drills count, `told_before` how many in the area were told already.
    """

    by_kind: dict[str, int]
    held: int
    only_active: int = 0
    drill: bool = False
    told_before: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


def reach_of_new(*, area: Area, level: Level, zone: str, status: Status = Status.ACTUAL) -> Reach:
    """How many an alert sent now would reach, by channel."""
    decided = decide(area, level, status, zone)
    return Reach(
        _by_kind(decided),
        held=_held(decided),
        only_active=0 if decided else len(decide(area, Level.ACTIVE, status, zone)),
        drill=status is Status.EXERCISE,
    )


def reach_of_widening(*, code: str, area: Area, level: Level) -> Reach:
    """How many who were not told yet this area and level of an alert would reach now, by channel."""
    alert, decided = Alert.objects.get(code=code), newly_touched(code, area, level)
    return Reach(
        _by_kind(decided),
        held=_held(decided),
        only_active=0 if decided else len(newly_touched(code, area, Level.ACTIVE)),
        drill=alert.status == Status.EXERCISE,
        told_before=Told.objects.filter(alert=alert).count(),
    )


def told_by_kind(codes: Iterable[str]) -> dict[str, int]:
    """How many a correction of these alerts reaches now, by channel: those who were told and have not left."""
    rows = Told.objects.filter(alert__code__in=list(codes), state=ToldState.TOLD)
    there = subscribers.by_codes(set(rows.values_list("subscription", flat=True)))
    return dict(Counter(one.kind for one in there.values()))


def newly_touched(code: str, area: Area, level: Level) -> Decided:
    """Whom a wider area or a graver level of an alert touches who is not among its audience yet."""
    alert = Alert.objects.get(code=code)
    known = set(Told.objects.filter(alert=alert).values_list("subscription", flat=True))
    whole = of_cells({*alert.cells, *area.cells})
    decided = decide(whole, level, Status(alert.status), alert.zone)
    return [(one, decision) for one, decision in decided if one.code not in known]


def decide(area: Area, level: Level, status: Status, zone: str) -> Decided:
    """Whom a new alert reaches and when: everyone the audience rules do not answer with never."""
    now, zones = clock.now(), zones_touched(area)
    decided = [
        (one, audience.for_new_alert(seen, area, zones, level, now))
        for one, seen in subscribers.subscribers(candidates(status, zone))
    ]
    return [(one, decision) for one, decision in decided if decision.when is not audience.When.NEVER]


def candidates(status: Status, zone: str) -> QuerySet[Subscription]:
    """Everyone an alert of this status may be decided for: all for a real one, members of the zone's board for a drill."""
    if status is Status.ACTUAL:
        return subscribers.live()
    return subscribers.live().filter(member__in=who_may(Ability.SEE_BOARD, zone)).exclude(member="")


def zones_touched(area: Area) -> frozenset[str]:
    """The zones whose outline the area touches."""
    return frozenset(zone.code for zone in Zone.objects.all() if touches_outline(area, zone.outline))


def _by_kind(decided: Decided) -> dict[str, int]:
    return dict(Counter(one.kind for one, _decision in decided))


def _held(decided: Decided) -> int:
    return sum(decision.when is When.HOLD for _one, decision in decided)
