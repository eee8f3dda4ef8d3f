"""Whether a session is unlocked."""

from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Count, IsUnlocked
from wekeep.vault import keeper
from wekeep.vault.rules.unlocked import Unlocked


def is_unlocked(unlocked: Unlocked) -> bool:
    """Whether the keeper would open anything for this session now; asking does not keep it from idling."""
    if not unlocked.key:
        return False
    try:
        return keeper.ask(IsUnlocked(unlocked.key), Count).number == 1
    except Refused:
        return False
