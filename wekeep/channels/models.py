"""The outbox: addresses, letters and their deliveries. Only this package's actions and queries touch these tables."""

from django.db import models
from django.db.models import Q

from wekeep.channels.rules.delivery import State
from wekeep.kit.codes import new_code


class Address(models.Model):
    """Where one person can be reached by one channel. It says nothing of who they are or what they asked for.

    It lies in `sealed`, and ends with the day `bucket`; until the keeper's keys are first known here, it lies in `value`
    in clear, and a job seals it. Both are read by `queries.open_addresses` alone. `mark` is a keyed mark by which the
    same address is known again; `endpoint_mark` is one for all keys of the same endpoint, of which a phone can read with
    the newest alone.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    kind = models.CharField(max_length=12)
    value = models.JSONField(null=True)
    bucket = models.CharField(max_length=10, default="")
    sealed = models.BinaryField(null=True)
    mark = models.CharField(max_length=64, unique=True)
    endpoint_mark = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("expires_at", name="channels_address_expiry"),
            models.Index("endpoint_mark", name="channels_address_endpoint"),
            models.Index("id", name="channels_address_clear", condition=Q(sealed=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True, sealed__isnull=False) | Q(value__isnull=False, sealed=None),
                name="channels_clear_or_sealed",
            )
        ]


class Credentials(models.Model):
    """A mark of what a channel may send with: its first credentials, or those that two persons agreed to since. "" lets it
    send with none until they do."""

    kind = models.CharField(max_length=12, primary_key=True)
    agreed = models.CharField(max_length=64)


class Letter(models.Model):
    """One text, in every language of the network, on its way to many. `texts` is {language: {"title", "body",
    "short_title", "short_body", "stop"}}: the short pair is for a locked phone and says nothing. Letters of one `thread`
    replace each other on a phone."""

    code = models.CharField(max_length=32, unique=True)
    thread = models.CharField(max_length=32)
    texts = models.JSONField()
    url = models.CharField(max_length=300)
    stop_prefix = models.CharField(max_length=200, default="")
    urgent = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    forget_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("thread", name="channels_letter_thread"),
            models.Index("forget_at", name="channels_letter_forget"),
        ]


class Delivery(models.Model):
    """One letter to one address. `variant` holds "q" for without a sound and "s" for with the words shown."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    address = models.CharField(max_length=16)
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=8)
    variant = models.CharField(max_length=2, default="")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_by = models.CharField(max_length=32, default="")
    lease_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, default="")

    class Meta:
        indexes = [
            models.Index("kind", "attempts", "id", name="channels_due", condition=Q(state="queued")),
            models.Index("kind", "lease_until", name="channels_leased", condition=Q(state="leased")),
            models.Index("lease_by", name="channels_lease_by", condition=Q(state="leased")),
            models.Index("address", name="channels_delivery_address"),
        ]
        constraints = [models.UniqueConstraint("letter", "address", name="channels_one_delivery_each")]


class Incoming(models.Model):
    """A mark of a text that was brought to us, so that the same request brought again does nothing. It says neither who
    sent it nor when, and is bound to nothing."""

    mark = models.CharField(max_length=64, unique=True)
    forget_on = models.DateField()


class Spent(models.Model):
    """How many units a channel with a budget spent in one minute."""

    kind = models.CharField(max_length=12)
    minute = models.DateTimeField()
    units = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("kind", "minute", name="channels_spent_minute")]
