"""When each person's next summary is due: planned as they choose it, and anew after each."""

from wekeep.alerts.models import Morning, Subscription
from wekeep.alerts.rules.summary import Summary, next_morning
from wekeep.kit import clock


def plan(one: Subscription) -> None:
    """The next summary of a subscription that is switched on, as it chose; in the caller's transaction. What happened before
    the first choice is in none."""
    if one.summary == Summary.NONE or one.confirmed_at is None:
        Morning.objects.filter(subscription=one).delete()
        return
    now = clock.now()
    row = Morning.objects.select_for_update().filter(subscription=one).first() or Morning(subscription=one, since=now)
    row.next_at = next_morning(one.summary_hour, one.time_zone, now, row.last_on)
    row.save()


def follow(older: Subscription, newer: Subscription) -> None:
    """Who signs up anew gets no second summary on the same day, and none of what the last one told; in the caller's
    transaction, before the newer one's is planned."""
    row = Morning.objects.filter(subscription=older).first()
    if row is not None:
        kept = {"next_at": row.next_at, "since": row.since, "last_on": row.last_on}
        Morning.objects.update_or_create(subscription=newer, defaults=kept)
