"""Whether a session is unlocked: asked of the keeper, which forgets, and never of the cookie, which may be old or another's."""

from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Count, IsUnlocked
from wekeep.vault import keeper
from wekeep.vault.rules.unlocked import Unlocked


def is_unlocked(unlocked: Unlocked) -> bool:
    """Whether the keeper would open anything for this session now; asking does not keep it from idling."""
    try:
        return _lives(unlocked, used=False)
    except Refused:
        return False


def check_unlocked(unlocked: Unlocked) -> None:
    """KeeperLocked unless this is an unlocked session of this very member: whoever brings another's cookie is locked. It is
    used now, which keeps it from idling. Refused where the keeper is away."""
    if not _lives(unlocked, used=True):
        raise keeper.KeeperLocked()


def _lives(unlocked: Unlocked, *, used: bool) -> bool:
    if not unlocked.key:
        return False
    return keeper.ask(IsUnlocked(unlocked.key, unlocked.actor.code, used), Count).number == 1
