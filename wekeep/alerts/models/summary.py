"""When each person's next summary is due, and what was in those that were sent."""

from django.db import models

from wekeep.alerts.models.subscription import Subscription
from wekeep.kit.codes import new_code


class Morning(models.Model):
    """The next summary of someone who chose one. What was said up to `since` they were told; `last_on` is the day, where
    they live, of the last one that was due."""

    subscription = models.OneToOneField(
        Subscription, on_delete=models.CASCADE, primary_key=True, related_name="morning"
    )
    next_at = models.DateTimeField()
    since = models.DateTimeField()
    last_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index("next_at", name="alerts_morning_next")]


class Sum(models.Model):
    """What one summary tells of: the codes of its alerts, for the page behind its link. It was sent to everyone for whom
    these and no others had happened, and does not say to whom."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    alerts = models.JSONField()
    sent_at = models.DateTimeField()
    forget_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("forget_at", name="alerts_sum_forget")]
