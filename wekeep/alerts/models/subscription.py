"""Subscriptions: who asked to be told of what, without saying who they are."""

from django.db import models
from django.db.models import Q

from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.summary import USUAL_HOUR, Summary
from wekeep.kit.codes import new_code


class Subscription(models.Model):
    """One person's choice on one channel. `address` is a code that channels knows; `words_mark` recognises the six words
    by which the owner comes back; `member` is set where a member asked to be told of watches and drills too. `receipts`:
    their phone may say that it showed an alert, without saying whose it is."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    address = models.CharField(max_length=16)
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=8)
    level = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Level], default=Level.CONFIRMED)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    time_zone = models.CharField(max_length=64)
    active_breaks_quiet = models.BooleanField(default=True)
    show_text = models.BooleanField(default=False)
    receipts = models.BooleanField(default=False)
    summary = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Summary], default=Summary.NONE)
    summary_hour = models.PositiveSmallIntegerField(default=USUAL_HOUR)
    member = models.CharField(max_length=16, default="")
    words_mark = models.CharField(max_length=64, unique=True)
    confirm_mark = models.CharField(max_length=64, unique=True, null=True)
    confirmed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("address", name="alerts_sub_address"),
            models.Index("member", name="alerts_sub_member", condition=~Q(member="")),
            models.Index("expires_at", name="alerts_sub_expiry"),
        ]


class Spot(models.Model):
    """A place someone named: read by `queries.spots` alone.

    Name, point and radius lie in `sealed`, which ends with the day `bucket`; `cell` is a coarse h3 cell around the point,
    by which it is found out whether an alert may touch it. Until the keeper's keys are first known here they lie in
    clear, and a job seals them."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="spots")
    code = models.CharField(max_length=16, default="")
    cell = models.CharField(max_length=16, default="")
    bucket = models.CharField(max_length=10, default="")
    sealed = models.BinaryField(null=True)
    name = models.CharField(max_length=30, default="")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    radius = models.PositiveIntegerField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("cell", name="alerts_spot_cell"),
            models.Index("id", name="alerts_spot_clear", condition=Q(sealed=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed__isnull=False, name="", lat=None, lon=None, radius=None)
                | Q(sealed=None, lat__isnull=False, lon__isnull=False, radius__isnull=False),
                name="alerts_spot_clear_or_sealed",
            ),
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180), name="alerts_spot_on_earth"
            ),
        ]


class FollowedZone(models.Model):
    """A whole zone that a subscription follows."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="followed_zones")
    zone = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("subscription", "zone", name="alerts_zone_once_each")]
