"""How members want to help, and what they were asked."""

from django.db import models
from django.db.models import Q

from wekeep.care.models.request import Request
from wekeep.care.rules.offer import Said
from wekeep.kit.codes import new_code


class Helper(models.Model):
    """How one member wants to help. `cell` is a part of town they chose, never where they live; `languages`, `brings` and `parts` (of the
    day in which they have time; none is any) are lists of codes. Nobody asks them before the day `away_until`."""

    member = models.CharField(max_length=16, unique=True)
    languages = models.JSONField(default=list)
    brings = models.JSONField(default=list)
    area = models.CharField(max_length=120, default="")
    cell = models.CharField(max_length=16, default="")
    most_km = models.PositiveSmallIntegerField(default=5)
    most_a_week = models.PositiveSmallIntegerField(default=3)
    parts = models.JSONField(default=list)
    away_until = models.DateField(null=True)
    asked_at = models.DateTimeField(null=True)


class Offer(models.Model):
    """One member was asked for one request. Of the link in the letter only a mark is kept."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    request = models.ForeignKey(Request, models.CASCADE, related_name="offers")
    member = models.CharField(max_length=16)
    link_mark = models.CharField(max_length=64, unique=True)
    said = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Said], default="asked")
    asked_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index("member", "asked_at", name="care_offers_of")]
        constraints = [
            models.UniqueConstraint("request", condition=Q(said__in=["asked", "willing"]), name="care_one_offer_runs")
        ]
