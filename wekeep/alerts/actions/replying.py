"""What people text or press: stop, or yes to what we asked."""

from collections.abc import Iterable

from django.db import transaction

from wekeep.alerts.actions import subscriptions
from wekeep.alerts.models import Subscription
from wekeep.kit import clock


def language_of(*, addresses: Iterable[str]) -> str:
    """The language that someone at these addresses chose; "" where nobody did."""
    found = Subscription.objects.filter(address__in=list(addresses)).values_list("language", flat=True).first()
    return found or ""


@transaction.atomic
def stop_all(*, addresses: Iterable[str]) -> bool:
    """End everything at these addresses; False where there was nothing."""
    return any([subscriptions.stop_address(address=one) for one in addresses])


@transaction.atomic
def say_yes(*, addresses: Iterable[str]) -> bool:
    """Switch on what waits for a yes at these addresses, as its link would: whoever answers from a number holds it. False
    where nothing waits."""
    waiting = Subscription.objects.filter(address__in=list(addresses), confirmed_at=None, expires_at__gt=clock.now())
    found = list(waiting.order_by("-pk"))
    for one in found[:1]:
        subscriptions.switch_on(one)
    return bool(found)
