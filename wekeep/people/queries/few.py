"""Roles that too few hold, or soon nobody: one lost passphrase too many closes what is sealed to them for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.people.models import Grant
from wekeep.people.rules.grant import READING
from wekeep.places.queries.zones import zone_names
from wekeep.vault.queries.roles import FEWEST_HOLDERS, keys_by_line, lines_sealed_to

Line = tuple[str, Role]
Held = dict[str, datetime]
ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Few:
    """A role in a zone ("" for every zone): how many hold it, and how many of them can open what is sealed to it. `ends` is
    when nobody is steward of every zone any more, where that is within 30 days."""

    zone: str
    role: Role
    hold: int
    open: int
    ends: datetime | None = None

    @property
    def missing(self) -> int:
        """How many more should hold it."""
        return max(0, FEWEST_HOLDERS - self.hold)

    @property
    def locked(self) -> int:
        """How many hold it and have not signed in since."""
        return max(0, self.hold - self.open)


def few_visible_to(actor: Actor) -> list[Few]:
    """The roles that fewer than three can open, or that soon nobody holds, in the zones of which the actor is steward. Five queries, however many
    zones there are; a zone in which nobody holds the role beyond those who hold it in every zone says nothing of its
    own."""
    if not actor.may(Ability.APPOINT):
        return []
    granted, keyed, names = _granted(), keys_by_line(), zone_names()
    lines = set(granted) | {(zone, Role(role)) for zone, role in lines_sealed_to()}
    return [
        _few(line, granted, keyed.get(line, frozenset()), names)
        for line in sorted(lines)
        if actor.may(Ability.APPOINT, line[0])
        and (len(keyed.get(line, frozenset())) < FEWEST_HOLDERS or _ends(line, granted))
        and not _says_nothing_new(line, granted)
    ]


def _ends(line: Line, granted: dict[Line, Held]) -> datetime | None:
    """When the last steward of every zone is none any more, where that is soon: then nobody makes zones."""
    last = max(granted.get(line, {}).values(), default=None)
    is_watched = line == (EVERY_ZONE, Role.STEWARD)
    return last if is_watched and last is not None and last - clock.now() <= ENDS_SOON else None


def _few(line: Line, granted: dict[Line, Held], keyed: frozenset[str], names: dict[str, str]) -> Few:
    zone, role = line
    held = _holders(line, granted)
    return Few(
        "" if zone == EVERY_ZONE else names.get(zone, zone), role, len(held), len(held & keyed), _ends(line, granted)
    )


def _says_nothing_new(line: Line, granted: dict[Line, Held]) -> bool:
    everywhere = frozenset(granted.get((EVERY_ZONE, line[1]), {}))
    return line[0] != EVERY_ZONE and bool(everywhere) and _holders(line, granted) == everywhere


def _holders(line: Line, granted: dict[Line, Held]) -> frozenset[str]:
    return frozenset(granted.get(line, {})) | frozenset(granted.get((EVERY_ZONE, line[1]), {}))


def _granted() -> dict[Line, Held]:
    """Who holds each role that reads what is sealed, where it was granted, and until when."""
    now = clock.now()
    rows = Grant.objects.filter(role__in=READING, since__lte=now, until__gt=now, member__is_active=True)
    found: dict[Line, Held] = {}
    for zone, role, code, until in rows.values_list("zone", "role", "member__code", "until"):
        found.setdefault((zone, Role(role)), {})[code] = until
    return found
