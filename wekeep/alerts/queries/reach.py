"""Whom an alert reaches: decided anew for each that is sent or widened, and counted for the page that shows it first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from django.conf import settings
from pyroaring import BitMap

from wekeep.alerts.models import Alert
from wekeep.alerts.queries import audiences, rolls, spots, subscribers
from wekeep.alerts.queries.rolls import Roll
from wekeep.alerts.rules import coarse, crowd, numbers
from wekeep.alerts.rules.alert import Level, Status
from wekeep.alerts.rules.area import Area, of_cells, touches_outline
from wekeep.alerts.rules.blur import blurred
from wekeep.alerts.rules.crowd import NOT_HELD, Asked, Homes
from wekeep.alerts.rules.roll import Column
from wekeep.alerts.rules.statement import Statement
from wekeep.alerts.rules.touching import touched
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.people.queries import who_may
from wekeep.places.models import Zone
from wekeep.vault.keeper import KeeperAway, KeeperSays

NOBODY = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Reach:
    """About how many an alert would reach now, in whole tens (`rules.blur`), 0 for fewer than ten or none: whoever asks street
    after street must not learn who lives in which. `is_held`: some of those ten and more hear it only after their quiet hours.

    Where it reaches fewer, `only_active` counts those in the area who asked to hear of detentions only, in tens too. `drill`
    says that only members who take part in drills count, `told_before` that others were told already. `waits`: nobody could be
    counted, because the keeper does not open people's places now.
    """

    about: int
    is_held: bool = False
    only_active: int = 0
    drill: bool = False
    told_before: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """Whom an alert reaches, in the order of sending (`crowd.in_order`): whose own place is touched, the nearest to the area's
    middle first, and then who follows a zone. `people` are their rows of the roll, `held` tells which of `untils` each waits for. Those
    whose numbers are in `summed` are not among them: they read of it in their next summary alone."""

    roll: Roll
    people: Column
    held: Column
    untils: tuple[datetime, ...]
    summed: Column = field(default_factory=lambda: NOBODY)

    def __len__(self) -> int:
        return len(self.people)

    @property
    def now(self) -> Column:
        """The rows of those who hear at once."""
        at_once: Column = self.people[self.held == NOT_HELD]
        return at_once

    def waiting(self) -> Iterable[tuple[datetime, BitMap]]:
        """The numbers of those who are held, with when they may hear."""
        for at, until in enumerate(self.untils):
            yield until, numbers.bitmap(self.people["number"][self.held == at])


@dataclass(frozen=True, slots=True)
class Hearers:
    """Whom a message newly reaches, and when they hear of it. `waits` (nobody decided): that could not be found out, because
    the keeper does not open their places now; `reach` then counts everyone whom it could reach."""

    decided: Decided | None
    reach: int

    @property
    def waits(self) -> bool:
        return self.decided is None


def hearers_of(draft: Statement) -> Hearers:
    """Whom this message would newly reach now, or would wait for."""
    area = of_cells(draft.cells)
    try:
        if draft.number == 1:
            decided = decide(area, draft.level, draft.status, draft.zone)
        else:
            decided = newly_touched(draft.alert, area, draft.level)
    except (KeeperAway, KeeperSays):
        return Hearers(None, count_of_candidates(draft.status, draft.zone))
    return Hearers(decided, len(decided))


def reach_of_new(*, area: Area, level: Level, zone: str, status: Status = Status.ACTUAL) -> Reach:
    """How many an alert sent now would reach."""
    drill = status is Status.EXERCISE
    try:
        about, is_held = _blurred(decide(area, level, status, zone), area)
        only_active = 0 if about else _blurred(decide(area, Level.ACTIVE, status, zone), area)[0]
    except (KeeperAway, KeeperSays):
        return Reach(0, drill=drill, waits=True)
    return Reach(about, is_held, only_active, drill=drill)


def reach_of_widening(*, code: str, area: Area, level: Level) -> Reach:
    """How many who were not told yet this area and level of an alert would reach now."""
    alert = Alert.objects.get(code=code)
    drill, told = alert.status == Status.EXERCISE, bool(audiences.everyone(alert))
    try:
        about, is_held = _blurred(newly_touched(code, area, level), area)
        only_active = 0 if about else _blurred(newly_touched(code, area, Level.ACTIVE), area)[0]
    except (KeeperAway, KeeperSays):
        return Reach(0, drill=drill, told_before=told, waits=True)
    return Reach(about, is_held, only_active, drill, told)


def _blurred(decided: Decided, area: Area) -> tuple[int, bool]:
    """About how many, and whether some of ten and more hear of it later."""
    secret = settings.SECRET_KEY.encode()
    held = int(np.count_nonzero(decided.held != NOT_HELD))
    return blurred(len(decided), area.cells, secret), bool(blurred(held, area.cells, secret))


def count_of_told(codes: Iterable[str]) -> int:
    """How many a correction of these alerts reaches now: those who were told and have not left."""
    return len(rolls.people(rolls.current(), numbers.as_array(audiences.told(codes))))


def newly_touched(code: str, area: Area, level: Level) -> Decided:
    """Whom a wider area or a graver level of an alert touches who is not among its audience yet."""
    alert = Alert.objects.get(code=code)
    known = numbers.as_array(audiences.everyone(alert))
    return decide(of_cells({*alert.cells, *area.cells}), level, Status(alert.status), alert.zone, besides=known)


def decide(area: Area, level: Level, status: Status, zone: str, *, besides: Column = NOBODY) -> Decided:
    """Whom a new alert reaches and when: everyone the audience rules do not answer with never, but for those whose numbers
    are in `besides`. KeeperAway or KeeperSays while the places near it cannot be opened."""
    now, roll = clock.now(), rolls.current()
    asked = Asked(level, int(now.timestamp()), _only(status, zone), besides)
    homes = _touched_homes(roll, area, asked)
    zones = [known for one in zones_touched(area) if (known := roll.words.zones.known(one)) is not None]
    following = [crowd.followers(one, zones, asked) for one in roll.blocks]
    found = [crowd.gathered(*each) for each in zip(roll.blocks, homes, following, strict=True)]
    people = np.concatenate([one.people[at.positions] for one, at in zip(roll.blocks, found, strict=True)])
    own, away = (np.concatenate([getattr(one, part) for one in found]) for part in ("own", "away"))
    later = crowd.in_summary_alone(people["summed"], level)
    summed, people, own, away = people["number"][later], people[~later], own[~later], away[~later]
    timed = crowd.timed(people["quiet"], own, level, roll.words, now)
    order = crowd.in_order(away)
    return Decided(roll, people[order], timed.held[order], timed.untils, summed)


def _touched_homes(roll: Roll, area: Area, asked: Asked) -> list[Homes]:
    """For each block whose places are touched. The points that are opened for it are dropped when this returns."""
    near = [coarse.near(area, one.cells) for one in roll.blocks]
    at = [crowd.places_near(one, cells, asked) for one, cells in zip(roll.blocks, near, strict=True)]
    numbers = np.concatenate([one.place[mine] for one, mine in zip(roll.blocks, at, strict=True)])
    points = spots.points_of(numbers, sorted({cell for cells in near for cell in cells}))
    hit, away = touched(area, points.lat, points.lon, points.radius)
    ends = [len(at[0])]
    parts = zip(roll.blocks, at, np.split(hit, ends), np.split(away, ends), strict=True)
    sealed = [Homes(one.owner[mine][hits], metres[hits]) for one, mine, hits, metres in parts]
    clear = [(owner, spot) for owner, spot in spots.clear_points() if area.within(spot.lat, spot.lon, spot.radius)]
    if not clear:
        return sealed
    owners = np.array([owner for owner, _spot in clear], dtype=np.int64)
    metres = np.array([area.metres_to(spot.lat, spot.lon) for _owner, spot in clear])
    return [crowd.with_more(one, asked, homes, owners, metres) for one, homes in zip(roll.blocks, sealed, strict=True)]


def _only(status: Status, zone: str) -> Column | None:
    """Whom an alert of this status may be decided for: everyone for a real one, members of the zone's board for a drill."""
    if status is Status.ACTUAL:
        return None
    members = subscribers.of_members(who_may(Ability.SEE_BOARD, zone))
    return np.array(sorted(one.pk for one in members), dtype=np.int64)


def count_of_candidates(status: Status, zone: str) -> int:
    """How many an alert of this status could reach at most, wherever they live."""
    only = _only(status, zone)
    return subscribers.live().count() if only is None else len(only)


def zones_touched(area: Area) -> frozenset[str]:
    """The zones whose outline the area touches."""
    return frozenset(zone.code for zone in Zone.objects.all() if touches_outline(area, zone.outline))


def _held(decided: Decided) -> int:
    return int((decided.held != NOT_HELD).sum())
