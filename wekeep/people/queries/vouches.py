"""Reading vouches: the graph, which only an unlocked steward can."""

from dataclasses import dataclass

from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.people.models import Vouch
from wekeep.people.rules.sealed import VOUCH
from wekeep.people.rules.vouch import Edge, demoted, subtree
from wekeep.vault.queries.opening import open_groups
from wekeep.vault.rules.unlocked import Asked, Unlocked


@dataclass(frozen=True, slots=True)
class Fallen:
    """Someone below a removed member: whether they are left with too few, and the vouches that fall."""

    person: str
    left_below_two: bool
    vouches: tuple[str, ...]


def below(actor: Actor, unlocked: Unlocked, removed: str) -> list[Fallen]:
    """Everyone whom `removed` vouched for, and so on down, nearest first. NotAllowed but for stewards; Refused in a locked
    session."""
    actor.require(Ability.REVIEW_TRUST)
    rows = list(Vouch.objects.exclude(person=""))
    asked = [Asked(VOUCH, row.code, Group.VOUCH) for row in rows]
    opened = open_groups(unlocked, asked, reason="review") if asked else {}
    vouchers = {row.code: opened[row.code, Group.VOUCH]["voucher"] for row in rows if (row.code, Group.VOUCH) in opened}
    edges = [Edge(vouchers[row.code], row.person) for row in rows if row.code in vouchers]
    falling = demoted(edges, removed)
    gone = falling | {removed}
    return [
        Fallen(
            person,
            person in falling,
            tuple(row.code for row in rows if row.person == person and vouchers.get(row.code) in gone),
        )
        for person in subtree(edges, removed)
    ]
