"""What changed among the subscriptions, so that every process that keeps them in memory can follow."""

from django.db import models


class Change(models.Model):
    """Some subscriptions, by primary key, came, changed or went. `number` counts changes in the order in which they are
    committed. `mark` is drawn at random: a reader that remembers another one has seen what was never committed."""

    number = models.BigIntegerField(primary_key=True)
    mark = models.CharField(max_length=16)
    subscriptions = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("at", name="alerts_change_at")]


class LastChange(models.Model):
    """One row: the last number given. Whoever changes something holds its lock until the end of their transaction."""

    name = models.CharField(max_length=10, primary_key=True)
    number = models.BigIntegerField(default=0)
