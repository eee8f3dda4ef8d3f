"""What the vault is asked with and for."""

from dataclasses import dataclass

from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """An actor with the key of their unlocked session, from the cookie; the key is empty where the session is locked.
    `waits` says that nothing opens for them yet, whatever they hold or is assigned to them."""

    actor: Actor
    key: bytes
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One group of one record."""

    kind: str
    record: str
    group: Group
