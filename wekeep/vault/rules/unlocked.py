"""What the vault is asked with and for."""

from collections.abc import Iterable
from dataclasses import dataclass

from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused

# Where someone lives and how they are reached: whoever has a passkey touches it for each look.
TOUCHED_FOR = frozenset({Group.PLACE, Group.CONTACT})


class TouchFirst(Refused):
    """The one who asks has a passkey, and has not touched it for this."""


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """An actor with the key of their unlocked session, from the cookie; the key is empty where the session is locked.

    `waits` says that nothing opens for them yet, whatever they hold or is assigned to them. `touch_due`: they have a
    passkey and did not touch it for this request, so places and contacts stay closed.
    """

    actor: Actor
    key: bytes
    waits: bool = False
    touch_due: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One group of one record."""

    kind: str
    record: str
    group: Group


def check_goes_on(actor: Actor) -> None:
    """Refused while the network was put back from a backup: whoever has left since may be among its members again."""
    if actor.put_back:
        raise Refused("This network was put back from a backup. What is sealed opens once two persons agreed to go on.")


def check_touch(unlocked: Unlocked, groups: Iterable[Group]) -> None:
    """TouchFirst where one of the groups takes a touch that was not given."""
    if unlocked.touch_due and not TOUCHED_FOR.isdisjoint(groups):
        raise TouchFirst("Touch your passkey to open this.")
