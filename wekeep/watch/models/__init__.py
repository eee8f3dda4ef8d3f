"""The tables of the watch."""

from wekeep.watch.models.incident import Incident
from wekeep.watch.models.sighting import Sighting

__all__ = ["Incident", "Sighting"]
