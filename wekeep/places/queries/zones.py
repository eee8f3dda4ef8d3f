"""Reading zones."""

from wekeep.places.models import Zone
from wekeep.places.rules import zone as rules


def zone_choices() -> list[tuple[str, str]]:
    """Code and name of every zone, by name."""
    return list(Zone.objects.order_by("name").values_list("code", "name"))


def zone_names() -> dict[str, str]:
    """Zone names by code."""
    return dict(Zone.objects.values_list("code", "name"))


def zones() -> list[rules.Zone]:
    """Every zone with its area, by code."""
    rows = Zone.objects.order_by("code")
    return [rules.Zone(row.code, row.name, rules.rings_of(row.outline)) for row in rows]


def zone_of(lat: float, lon: float) -> str:
    """Return the code of the zone that holds a point; empty where none does. One query."""
    found = rules.zone_holding(lat, lon, zones())
    return found.code if found else ""
