"""The tables of the watch."""

from wekeep.watch.models.incident import Incident, Shelf
from wekeep.watch.models.sighting import Sighting

__all__ = ["Incident", "Shelf", "Sighting"]
