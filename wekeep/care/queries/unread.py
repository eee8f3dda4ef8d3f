"""Open requests that no coordinator may read, because everybody who has the key to them is to stay apart from their household; and who hears of
that."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from wekeep.care.models import Apart, Household
from wekeep.care.rules.request import OPEN
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.people.queries import who_may
from wekeep.vault.queries.roles import keys_by_line

# So many are looked for at once, the oldest first.
MOST = 300
_OPEN = [state.value for state in OPEN]


@dataclass(frozen=True, slots=True)
class Unread:
    """One household of which nobody may read anything, and who is to stay apart from it."""

    code: str
    zone: str
    apart: frozenset[str]


def unread() -> list[Unread]:
    """The households with something open that no holder of their coordinators' key may read. Three questions, however many there are."""
    apart: dict[tuple[str, str], set[str]] = {}
    for likeness, zone, member in Apart.objects.filter(until__gt=clock.now()).values_list("likeness", "zone", "member"):
        apart.setdefault((likeness, zone), set()).add(member)
    keys = keys_by_line()
    rows = Household.objects.filter(is_sealed=True, requests__state__in=_OPEN)
    rows = rows.filter(likeness__in={likeness for likeness, _zone in apart}).distinct().order_by("asked_at", "pk")
    found = _with_those(rows.values_list("code", "likeness", "zone")[:MOST].iterator(), apart)
    return [one for one in found if not keys.get((one.zone, Role.COORDINATOR), frozenset()) - one.apart]


def _with_those(rows: Iterator[tuple[str, str, str]], apart: dict[tuple[str, str], set[str]]) -> Iterator[Unread]:
    for code, likeness, zone in rows:
        if (likeness, zone) in apart:
            yield Unread(code, zone, frozenset(apart[likeness, zone]))


def hears_of(one: Unread) -> frozenset[str]:
    """Who is told: whoever appoints in its zone, else anywhere, else coordinators of other zones; never who is to stay apart."""
    zone = None if one.zone == EVERY_ZONE else one.zone
    steps = ((Ability.APPOINT, zone), (Ability.APPOINT, None), (Ability.SORT_REQUESTS, None))
    return next((found for ability, at in steps if (found := who_may(ability, at) - one.apart)), frozenset())


def unread_for(actor: Actor) -> dict[str, int]:
    """How many households each zone has of which nobody may read anything, for one of those who hear of it. Nothing else of them."""
    return dict(Counter(one.zone for one in unread() if actor.code in hears_of(one)))
