"""The tables of places."""

from wekeep.places.models.zone import Zone

__all__ = ["Zone"]
