"""What stewards see of the log of reads and powers: whether it is whole, and who opened how much; never what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from wekeep.journal.queries import of_kind
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import Refused
from wekeep.people.queries import handles_of
from wekeep.places.queries.zones import zone_names
from wekeep.vault.queries.audit import read_log_since, whose
from wekeep.vault.queries.honey import all_touches, seen_by
from wekeep.vault.rules.kinds import HONEY_OPENED
from wekeep.vault.rules.reading import Opened, powers_used, tally
from wekeep.vault.rules.unlocked import Unlocked

MOST_POWERS = 100
_EPOCH = date(1970, 1, 1)
TOUCHES_SHOWN = timedelta(days=45)
# Where the keeper cannot be asked whether the steward has seen one.
TOUCHES_NEW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reader:
    """One person and how much they opened."""

    handle: str
    opened: Opened

    @property
    def records(self) -> int:
        """Different records."""
        return len(self.opened.records)

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Groups by kind, the most first."""
        return self.opened.groups.most_common()


@dataclass(frozen=True, slots=True)
class UsedBy:
    """One use of power, with the people's handles."""

    at: datetime
    handle: str
    asked_by: str
    power: str
    about: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The log of some days. `complete`: nothing was left out because it is too long."""

    readers: list[Reader]
    powers: list[UsedBy]
    complete: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """Someone opened a record that belongs to nobody: what they are called in its zone, the zone's name ("" for every
    zone), whether the one who looks has yet to say that they saw it, and its number in the keeper (0 where only the
    journal has it)."""

    at: datetime
    handle: str
    zone: str
    is_new: bool
    number: int


@dataclass(frozen=True, slots=True)
class Look:
    """A look that a text comes from. `one_in`: of so many looks that have nothing to do with it, one would fit as well."""

    day: date
    handle: str
    kind: str
    record: str
    group: str
    hits: int
    places: int
    one_in: int


@dataclass(frozen=True, slots=True)
class Traced:
    """What a text tells: the looks that fit (best first), whether anything in it could be a mark, and how many looks were
    compared."""

    looks: list[Look]
    marked: bool
    compared: int


def reading_of(unlocked: Unlocked, days: int) -> Reading:
    """Who opened how much in these days, and which powers were used. That it was read is itself in the log."""
    lines, complete = read_log_since(unlocked, clock.now() - timedelta(days=days))
    opened, used = tally(lines), powers_used(lines)[:MOST_POWERS]
    names = _handles(
        [one.member for one in opened] + [code for one in used for code in (one.member, one.asked_by, one.about)]
    )
    return Reading(
        [Reader(names.get(one.member, one.member), one) for one in opened],
        [
            UsedBy(
                datetime.fromtimestamp(one.at, UTC),
                names.get(one.member, one.member),
                names.get(one.asked_by, one.asked_by),
                one.power,
                names.get(one.about, one.about[:16]),
            )
            for one in used
        ],
        complete,
    )


def touches_visible_to(actor: Actor) -> list[Touched]:
    """Who opened what belongs to nobody in the last 45 days, in the zones whose log the actor watches, newest first; for
    others none. The keeper is asked, so that what a page or a job kept to itself is here all the same."""
    zones = actor.zones_where(Ability.SEE_JOURNAL)
    if not zones:
        return []
    kept, told = _kept_by_the_keeper(actor), _told_by_the_journal(zones)
    found = {**told, **kept}.values()
    seen = [one for one in found if EVERY_ZONE in zones or one.zone in zones]
    names, handles = zone_names(), handles_of({(one.member, one.zone) for one in seen})
    return [
        Touched(
            one.at,
            handles.get((one.member, one.zone), one.member),
            "" if one.zone == EVERY_ZONE else names.get(one.zone, one.zone),
            one.is_new,
            one.number,
        )
        for one in sorted(seen, key=lambda one: one.at, reverse=True)
    ]


@dataclass(frozen=True, slots=True)
class _Touch:
    member: str
    zone: str
    at: datetime
    is_new: bool
    number: int = 0


def _kept_by_the_keeper(actor: Actor) -> dict[tuple[int, int], _Touch]:
    """By number and second; none where the keeper is sealed or away."""
    try:
        seen, kept = seen_by(actor.code), list(all_touches())
    except Refused:
        return {}
    return {
        (one.number, one.at): _Touch(
            one.member, one.zone, datetime.fromtimestamp(one.at, UTC), one.number > seen, one.number
        )
        for one in kept
    }


def _told_by_the_journal(zones: frozenset[str]) -> dict[tuple[int, int], _Touch]:
    now = clock.now()
    return {
        _line(one.details): _Touch(one.about, one.zone or EVERY_ZONE, one.at, one.at > now - TOUCHES_NEW)
        for one in of_kind(HONEY_OPENED, zones, now - TOUCHES_SHOWN)
    }


def _line(details: Mapping[str, object]) -> tuple[int, int]:
    return int(str(details.get("touch", 0))), int(str(details.get("touched_at", 0)))


def trace(unlocked: Unlocked, text: str) -> Traced:
    """Whose looks a text comes from. Refused but for an unlocked steward of every zone."""
    found = whose(unlocked, text)
    names = _handles(one.member for one in found.found)
    looks = [
        Look(
            _EPOCH + timedelta(days=one.day),
            names.get(one.member, one.member),
            one.kind,
            one.record,
            one.group,
            one.hits,
            one.places,
            one.one_in,
        )
        for one in found.found
    ]
    return Traced(looks, found.marked, found.compared)


def _handles(codes: Iterable[str]) -> dict[str, str]:
    found = handles_of({(code, EVERY_ZONE) for code in codes if code})
    return {code: handle for (code, _zone), handle in found.items()}
