"""The tables of the watch."""

from wekeep.watch.models.incident import Incident, Shelf
from wekeep.watch.models.sighting import Addition, Sighting

__all__ = ["Addition", "Incident", "Shelf", "Sighting"]
