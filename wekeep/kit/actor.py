"""Who is asking: a visitor, a receipt holder, a member or the system itself, as plain data that rules can use."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wekeep.kit.abilities import ROLES, WHEN_PUT_BACK, Ability, Role
from wekeep.kit.errors import NotAllowed

EVERY_ZONE: Final = "*"


class ActorKind(StrEnum):
    """The four kinds of people (and the machine) that anything can be done by."""

    VISITOR = "visitor"
    RECEIPT_HOLDER = "receipt_holder"
    MEMBER = "member"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held in one zone (its code), or in `EVERY_ZONE`."""

    role: Role
    zone: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One asker. `code` is a member's code or a receipt's, empty for a visitor, never an address of any kind.

    `put_back`: the network they are in came from a backup, and two persons have not agreed to go on, so that of their
    roles only `WHEN_PUT_BACK` counts."""

    kind: ActorKind
    code: str = ""
    holdings: frozenset[Holding] = frozenset()
    put_back: bool = False

    def may(self, ability: Ability, zone: str | None = None) -> bool:
        """Whether the actor holds a role with `ability` in `zone`; with no zone, in any zone. The system may all."""
        return self.kind is ActorKind.SYSTEM or any(
            zone is None or at in (zone, EVERY_ZONE) for at in self.zones_where(ability)
        )

    def require(self, ability: Ability, zone: str | None = None) -> None:
        """Raise NotAllowed unless `may`."""
        if not self.may(ability, zone):
            raise lacks(ability)

    def zones_where(self, ability: Ability) -> frozenset[str]:
        """The zones in which the actor has `ability`; contains `EVERY_ZONE` where that is all of them."""
        if self.kind is ActorKind.SYSTEM:
            return frozenset({EVERY_ZONE})
        if self.put_back and ability not in WHEN_PUT_BACK:
            return frozenset()
        return frozenset(held.zone for held in self.holdings if ability in ROLES[held.role])


def lacks(ability: Ability) -> NotAllowed:
    """What is said to one who lacks an ability."""
    return NotAllowed("This needs someone else's role: one who %(ability)s.", ability=ability.value)


VISITOR: Final = Actor(ActorKind.VISITOR)
SYSTEM: Final = Actor(ActorKind.SYSTEM, "system")
