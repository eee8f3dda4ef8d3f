"""Merging: which sightings are of one event, decided as they arrive, with reasons, and open to a person's correction."""

from wekeep.watch.rules.merging.book import Book, Entry
from wekeep.watch.rules.merging.verdict import Move, Reason, ReasonCode, Verdict

__all__ = ["Book", "Entry", "Move", "Reason", "ReasonCode", "Verdict"]
