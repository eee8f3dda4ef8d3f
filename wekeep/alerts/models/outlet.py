"""Outlets: the groups, rooms and feeds that a zone's alerts are posted to, and what was posted to each."""

from django.db import models
from django.db.models import Q

from wekeep.alerts.models.alert import Alert
from wekeep.alerts.rules.alert import Level
from wekeep.kit.codes import new_code


class Outlet(models.Model):
    """A place where many read, which stewards of the zone named. It is no subscription, and stands in no public list.

    `address` is a code that channels knows; `name` is what the stewards call it among themselves. Nothing is posted to it
    before `agreed_at`. One that `stands_in_for` another, which it names by its code, hears of an alert only where that one
    could not be reached."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    zone = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    address = models.CharField(max_length=16)
    name = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    level = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Level], default=Level.CONFIRMED)
    show_text = models.BooleanField(default=False)
    stands_in_for = models.CharField(max_length=16, default="")
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    # when its stewards were told that its year is over soon
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("zone", name="alerts_outlet_zone", condition=Q(agreed_at__isnull=False)),
            models.Index("expires_at", name="alerts_outlet_expiry"),
        ]


class Posted(models.Model):
    """An alert was handed over for an outlet, so its corrections go there too; `stood_in_at` where it was for one that stood
    in for another."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="posted")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="posted")
    stood_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("alert", "outlet", name="alerts_posted_once_each")]
