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
from wekeep.alerts.rules.statement import Statement
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.people.queries import who_may
from wekeep.places.models import Zone
from wekeep.vault.keeper import KeeperAway, KeeperSays

Decided = list[tuple[Subscription, audience.Decision]]


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an alert would reach now: counts by channel, and how many of them only after their quiet hours.

    Where it reaches nobody, `only_active` counts those in the area who asked to hear of detentions only. `drill` says
    that only members who take part in drills count, `told_before` how many in the area were told already. `waits`: nobody
    could be counted, because the keeper does not open people's places now.
    """

    by_kind: dict[str, int]
    held: int
    only_active: int = 0
    drill: bool = False
    told_before: int = 0
    waits: bool = False

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True, slots=True)
class Hearers:
    """Whom a message newly reaches, and when they hear of it. `waits`: that could not be found out, because the keeper does
    not open their places now; `reach` then counts everyone whom it could reach."""

    decided: Decided
    reach: int
    waits: bool = False


def hearers_of(draft: Statement) -> Hearers:
    """Whom this message would newly reach now, or would wait for."""
    area = of_cells(draft.cells)
    try:
        if draft.number == 1:
            decided = decide(area, draft.level, draft.status, draft.zone)
        else:
            decided = newly_touched(draft.alert, area, draft.level)
    except (KeeperAway, KeeperSays):
        return Hearers([], candidates(draft.status, draft.zone).count(), waits=True)
    return Hearers(decided, len(decided))


def reach_of_new(*, area: Area, level: Level, zone: str, status: Status = Status.ACTUAL) -> Reach:
    """How many an alert sent now would reach, by channel."""
    drill = status is Status.EXERCISE
    try:
        decided = decide(area, level, status, zone)
        only_active = 0 if decided else len(decide(area, Level.ACTIVE, status, zone))
    except (KeeperAway, KeeperSays):
        return Reach({}, held=0, drill=drill, waits=True)
    return Reach(_by_kind(decided), held=_held(decided), only_active=only_active, drill=drill)


def reach_of_widening(*, code: str, area: Area, level: Level) -> Reach:
    """How many who were not told yet this area and level of an alert would reach now, by channel."""
    alert = Alert.objects.get(code=code)
    drill, told = alert.status == Status.EXERCISE, Told.objects.filter(alert=alert).count()
    try:
        decided = newly_touched(code, area, level)
        only_active = 0 if decided else len(newly_touched(code, area, Level.ACTIVE))
    except (KeeperAway, KeeperSays):
        return Reach({}, held=0, drill=drill, told_before=told, waits=True)
    return Reach(_by_kind(decided), held=_held(decided), only_active=only_active, drill=drill, told_before=told)


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
    """Whom a new alert reaches and when: everyone the audience rules do not answer with never.

    KeeperAway or KeeperSays while the places near it cannot be opened.
    """
    now, zones = clock.now(), zones_touched(area)
    asked = [one for one in candidates(status, zone) if audience.wants(level, Level(one.level))]
    decided = [
        (one, audience.for_new_alert(seen, area, zones, level, now))
        for one, seen in subscribers.subscribers(asked, area)
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
