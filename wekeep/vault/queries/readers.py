"""How many people opened a record, for the one it is about."""

from wekeep.kit.keeper_messages import Count, CountReaders
from wekeep.vault import keeper


def how_many_opened(kind: str, record: str) -> int:
    """How many people have ever opened something of the record; the keeper counts, and does not say who."""
    return keeper.ask(CountReaders(kind, record), Count).number
