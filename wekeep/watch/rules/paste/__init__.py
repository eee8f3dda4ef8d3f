"""Reading a sighting out of a message as people type it in a chat, in English or Spanish."""

from wekeep.watch.rules.paste.pasted import Field, Pasted, Piece, WhyNot
from wekeep.watch.rules.paste.reading import read

__all__ = ["Field", "Pasted", "Piece", "WhyNot", "read"]
