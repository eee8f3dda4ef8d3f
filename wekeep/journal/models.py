"""The journal's tables. Only this package's actions and queries touch them."""

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One thing that happened. `number` counts entries in the order in which they became visible to all."""

    number = models.BigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=64)
    zone = models.CharField(max_length=64, default="")
    actor = models.CharField(max_length=64, default="")
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    forget_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("id", name="journal_unnumbered", condition=Q(number__isnull=True)),
            models.Index("about", "id", name="journal_about"),
            models.Index("forget_at", name="journal_forget"),
        ]


class Counter(models.Model):
    """One row: the last number given."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.BigIntegerField(default=0)
