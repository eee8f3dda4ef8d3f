"""The tables of places."""

from wekeep.places.models.city import City, Neighbourhood, Place, Street
from wekeep.places.models.zone import Zone

__all__ = ["City", "Neighbourhood", "Place", "Street", "Zone"]
