"""Reading subscriptions: as the audience rules see them, and one for its owner."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from wekeep.alerts.models import FollowedZone, Subscription
from wekeep.alerts.queries.spots import NamedSpot, spots_near
from wekeep.alerts.rules import audience
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.area import Area
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark
from wekeep.kit.words import normal_form

AT_ONCE = 500


def words_mark(words: str) -> str:
    """The keyed mark by which the owner's six words are known again."""
    return keyed_mark(settings.SECRET_KEY, "subscription", normal_form(words))


def confirm_mark(code: str) -> str:
    """The keyed mark of a confirmation code."""
    return keyed_mark(settings.SECRET_KEY, "confirm", code)


def live() -> QuerySet[Subscription]:
    """The subscriptions whose owners confirmed them and whose time is not over."""
    return Subscription.objects.filter(confirmed_at__isnull=False, expires_at__gt=clock.now())


def by_words(words: str) -> Subscription | None:
    """The subscription that these six words belong to, confirmed or not."""
    return Subscription.objects.filter(words_mark=words_mark(words), expires_at__gt=clock.now()).first()


def by_confirmation(code: str) -> Subscription | None:
    """The subscription that this confirmation code belongs to."""
    return Subscription.objects.filter(confirm_mark=confirm_mark(code), expires_at__gt=clock.now()).first()


def by_address(address: str) -> list[Subscription]:
    """The subscriptions that an address's stop link ends."""
    return list(Subscription.objects.filter(address=address))


def by_codes(codes: Iterable[str]) -> dict[str, Subscription]:
    """The live subscriptions among `codes`."""
    wanted, found = list(codes), dict[str, Subscription]()
    for start in range(0, len(wanted), AT_ONCE):
        found.update({one.code: one for one in live().filter(code__in=wanted[start : start + AT_ONCE])})
    return found


def of_members(members: Iterable[str]) -> list[Subscription]:
    """The live subscriptions that belong to these members."""
    return list(live().filter(member__in=list(members)).exclude(member=""))


def subscribers(found: Iterable[Subscription], area: Area) -> list[tuple[Subscription, audience.Subscriber]]:
    """Each subscription with what the audience rules need to know of it for this area; a fixed number of queries.

    Places that the area cannot touch are left out, unopened. Refused while the keeper is away or sealed.
    """
    everyone = list(found)
    spots, zones = spots_near(everyone, area), _zones_by_subscription(everyone)
    return [(one, _as_rules_see(one, spots.get(one.pk, []), zones.get(one.pk, frozenset()))) for one in everyone]


def zones_of(one: Subscription) -> frozenset[str]:
    """The zones a subscription follows."""
    return _zones_by_subscription([one]).get(one.pk, frozenset())


def _zones_by_subscription(found: list[Subscription]) -> dict[int, frozenset[str]]:
    zones: dict[int, set[str]] = defaultdict(set)
    keys = [one.pk for one in found]
    for start in range(0, len(keys), AT_ONCE):
        rows = FollowedZone.objects.filter(subscription__in=keys[start : start + AT_ONCE])
        for key, zone in rows.values_list("subscription_id", "zone"):
            zones[key].add(zone)
    return {key: frozenset(found_zones) for key, found_zones in zones.items()}


def quiet_of(one: Subscription) -> audience.Quiet | None:
    """The quiet hours of a subscription, or None."""
    if one.quiet_from is None or one.quiet_until is None:
        return None
    return audience.Quiet(one.quiet_from, one.quiet_until, one.time_zone, one.active_breaks_quiet)


def _as_rules_see(one: Subscription, spots: list[NamedSpot], zones: frozenset[str]) -> audience.Subscriber:
    places = tuple(audience.Spot(spot.lat, spot.lon, spot.radius) for spot in spots)
    return audience.Subscriber(one.code, Level(one.level), places, zones, quiet_of(one))
