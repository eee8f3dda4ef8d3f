"""Reading subscriptions one by one: for their owners, and for members."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from wekeep.alerts.models import FollowedZone, Subscription
from wekeep.alerts.rules import audience
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark
from wekeep.kit.words import normal_form


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


def of_members(members: Iterable[str]) -> list[Subscription]:
    """The live subscriptions that belong to these members."""
    return list(live().filter(member__in=list(members)).exclude(member=""))


def zones_of(one: Subscription) -> frozenset[str]:
    """The zones a subscription follows."""
    return frozenset(FollowedZone.objects.filter(subscription=one).values_list("zone", flat=True))


def quiet_of(one: Subscription) -> audience.Quiet | None:
    """The quiet hours of a subscription, or None."""
    if one.quiet_from is None or one.quiet_until is None:
        return None
    return audience.Quiet(one.quiet_from, one.quiet_until, one.time_zone, one.active_breaks_quiet)
