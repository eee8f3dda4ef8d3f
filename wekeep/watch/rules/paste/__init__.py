"""Reading a sighting out of a message as people type it in a chat, in English or Spanish."""

from datetime import datetime
from importlib import import_module

from wekeep.watch.rules.paste.pasted import Field, Pasted, Piece, WhyNot

__all__ = ["Field", "Pasted", "Piece", "WhyNot", "read"]


def read(text: str, sent_at: datetime) -> Pasted:
    """What `reading.read` says; its patterns are compiled at the first message, for they cost as much time as all else that
    a command or a server loads to start."""
    pasted: Pasted = import_module("wekeep.watch.rules.paste.reading").read(text, sent_at)
    return pasted
