"""What a subscription may hold, and for how long."""

from datetime import datetime, timedelta

from wekeep.kit.errors import Refused

RADII = (500, 1000, 2000, 5000)
MOST_SPOTS, MOST_ZONES = 5, 12
NAME_LIMIT = 30
CONFIRM_WITHIN = timedelta(hours=24)
KEPT_FOR = timedelta(days=365)
REMIND_BEFORE = timedelta(days=14)


def check_places(spots: int, zones: int, radii: list[int]) -> None:
    """Refuse a subscription without a place, with more than we keep, or with a radius that is not offered."""
    if not spots and not zones:
        raise Refused("Choose at least one place or one zone.")
    if spots > MOST_SPOTS or zones > MOST_ZONES:
        raise Refused(
            "That is more places than one subscription holds: %(spots)s places, %(zones)s zones.",
            spots=MOST_SPOTS,
            zones=MOST_ZONES,
        )
    if any(radius not in RADII for radius in radii):
        raise Refused("Choose one of the distances that are offered.")


def ends_at(confirmed: bool, now: datetime) -> datetime:
    """When what is held about a subscription is deleted by itself: a day unconfirmed, a year after the last change."""
    return now + (KEPT_FOR if confirmed else CONFIRM_WITHIN)
