"""Flat ground around a city's centre: metres east and north, degrees, and made-up streets that name its crossings."""

from dataclasses import dataclass
from math import cos, hypot, radians

METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A point, in metres east and north of the city's centre."""

    east: float
    north: float

    def moved(self, east: float, north: float) -> "Spot":
        """The spot so many metres further east and north."""
        return Spot(self.east + east, self.north + north)

    def metres_to(self, other: "Spot") -> float:
        """The straight distance to `other`, in metres."""
        return hypot(self.east - other.east, self.north - other.north)


def degrees(centre: tuple[float, float], spot: Spot) -> tuple[float, float]:
    """Latitude and longitude (WGS 84, six decimals) of a spot around `centre` (latitude, longitude)."""
    lat = centre[0] + spot.north / METRES_PER_DEGREE
    lon = centre[1] + spot.east / (METRES_PER_DEGREE * cos(radians(centre[0])))
    return round(lat, 6), round(lon, 6)


def metres_between(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Distance in metres, exact enough inside one city (equirectangular)."""
    middle = cos(radians((lat_a + lat_b) / 2))
    return METRES_PER_DEGREE * hypot(lat_a - lat_b, (lon_a - lon_b) * middle)


@dataclass(frozen=True, slots=True)
class Streets:
    """A grid of named streets: one set runs north (their names are `across`), the other runs east (`along`)."""

    across: tuple[str, ...]
    along: tuple[str, ...]
    width: float
    depth: float

    def crossing(self, spot: Spot) -> tuple[str, str]:
        """The names of the two streets that meet nearest to the spot."""
        column = round(spot.east / self.width) + len(self.across) // 2
        row = round(spot.north / self.depth) + len(self.along) // 2
        return self.across[column % len(self.across)], self.along[row % len(self.along)]

    def corner(self, spot: Spot) -> Spot:
        """Where the nearest crossing lies."""
        return Spot(round(spot.east / self.width) * self.width, round(spot.north / self.depth) * self.depth)
