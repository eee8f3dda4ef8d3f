"""Reading zones."""

from wekeep.places.models import Zone


def zone_choices() -> list[tuple[str, str]]:
    """Code and name of every zone, by name."""
    return list(Zone.objects.order_by("name").values_list("code", "name"))


def zone_names() -> dict[str, str]:
    """Zone names by code."""
    return dict(Zone.objects.values_list("code", "name"))
