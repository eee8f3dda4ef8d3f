"""Alerts, the messages each is made of, and the frozen audience of each."""

from django.db import models
from django.db.models import Q

from wekeep.alerts.rules.alert import Level, State, Status, Type
from wekeep.kit.codes import new_code


class Alert(models.Model):
    """One alert from its first message to its end. `cells` are all the h3 cells it has ever covered; `about` is the code
    of what it is about, which another package knows. No exact point and no words lie here."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    about = models.CharField(max_length=64)
    zone = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Status], default=Status.ACTUAL)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.LIVE)
    level = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Level])
    cells = models.JSONField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    forget_at = models.DateTimeField()
    # Whom it reaches could not be found out yet, because the keeper that opens their places was away or sealed.
    audience_waits = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index("id", name="alerts_audience_waits", condition=Q(audience_waits=True)),
            models.Index("expires_at", name="alerts_live", condition=Q(state="live")),
            models.Index("about", name="alerts_about"),
            models.Index("forget_at", name="alerts_forget"),
        ]


class Message(models.Model):
    """One thing said about an alert; `number` counts from 1. `parts` is what `rules.parts` wrote; `by` a member's code.

    `statement` is what was signed, word for word (`rules.statement`). Both are empty in messages older than signing."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16, unique=True, default=new_code)
    type = models.CharField(max_length=10, choices=[(t.value, t.value) for t in Type])
    level = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Level])
    cells = models.JSONField()
    parts = models.JSONField()
    by = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    statement = models.TextField(default="")
    signature = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint("alert", "number", name="alerts_message_number")]


class ToldState(models.TextChoices):
    """Told: handed to the outbox. Held: waits for the end of quiet hours. Dropped: never told, because the news was over
    first. Withdrawn: it surely never reached them. Summed: they chose to read of it in their next summary alone."""

    TOLD = "told"
    HELD = "held"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"
    SUMMED = "summed"


class Audience(models.Model):
    """Part of the frozen audience of an alert: the subscriptions in one state, as a compressed bitmap of their primary keys
    (`rules.numbers`). Those held have one row for each time at which some of them may hear. Corrections go to those who
    were told, and to no others. Written under the lock of the alert's row."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="audience")
    state = models.CharField(max_length=10, choices=ToldState)
    hold_until = models.DateTimeField(null=True)
    numbers = models.BinaryField()

    class Meta:
        indexes = [models.Index("hold_until", name="alerts_held_until", condition=Q(state="held"))]
        constraints = [
            models.UniqueConstraint(
                "alert", "state", name="alerts_audience_once", condition=Q(hold_until__isnull=True)
            ),
            models.UniqueConstraint(
                "alert", "hold_until", name="alerts_audience_held_once", condition=Q(hold_until__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(state="held", hold_until__isnull=False) | (~Q(state="held") & Q(hold_until__isnull=True)),
                name="alerts_only_held_waits",
            ),
        ]


class Watch(models.Model):
    """A notice to verifiers and members on duty that something unconfirmed needs a look. Never an alert, never public."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    zone = models.CharField(max_length=64)
    about = models.CharField(max_length=64)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["zone", "-at"], name="alerts_watch_zone")]
