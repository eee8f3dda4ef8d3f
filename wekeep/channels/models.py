"""The outbox: addresses, letters and the batches they go out in. Only this package's actions and queries touch these tables."""

from django.db import models
from django.db.models import Q

from wekeep.channels.rules.delivery import Rank
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


class Sheet(models.Model):
    """What some hundred messages can be sent with, once each: sealed to the keeper's service key until the day `bucket`, and
    opened by the keeper once, ever. It is for addresses of one kind, whose `codes` it names (`rules.roll`). It is deleted
    before anything of it is used, and is in no backup."""

    record = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12)
    bucket = models.CharField(max_length=10)
    codes = models.BinaryField()
    sealed = models.BinaryField()


class OnSheet(models.Model):
    """An address for which messages are made ready ahead. Those whose `near` is close by are told together as a rule, so they
    share a sheet. `sheet` is the id of the one it is on, which may be gone; None where it waits to be put on one.

    Apart from the address, because it is written anew for each sheet, and an address is a hundred times as long."""

    address = models.OneToOneField(Address, on_delete=models.CASCADE, primary_key=True, related_name="on_sheet")
    kind = models.CharField(max_length=12)
    near = models.BigIntegerField()
    sheet = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index("kind", "near", "address", name="channels_on_none", condition=Q(sheet=None)),
            models.Index("sheet", name="channels_on_sheet", condition=Q(sheet__isnull=False)),
        ]


class Credentials(models.Model):
    """A mark of what a channel may send with: its first credentials, or those that two persons agreed to since. "" lets it
    send with none until they do. `present` marks what the process that sends has, and `public_key` is what subscribers need
    of it: for a server that has no credentials itself."""

    kind = models.CharField(max_length=12, primary_key=True)
    agreed = models.CharField(max_length=64)
    present = models.CharField(max_length=64, default="")
    public_key = models.CharField(max_length=100, default="")


class Stopped(models.Model):
    """That sending is stopped: one row while it is, none otherwise. `by` is the member's code, "" for the operator. Whatever is
    let through meanwhile names this stop's `code`, so that the next stop stops it too."""

    name = models.CharField(max_length=7, primary_key=True, default="sending")
    code = models.CharField(max_length=16, default=new_code)
    by = models.CharField(max_length=64, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(name="sending"), name="channels_stopped_once")]


class Letter(models.Model):
    """One text, in every language of the network, on its way to many. `texts` is {language: {"title", "body",
    "short_title", "short_body", "stop"}}: the short pair is for a locked phone and says nothing. Letters of one `thread`
    replace each other on a phone. `handed_at` is when it was put here. Boards of `zone` hear that something moved `about`
    that code, where there is one. `passes` names the stop (`Stopped`) during which it is sent all the same. What is
    `taken_back` is tried no more: whoever may have it is told of its end."""

    code = models.CharField(max_length=32, unique=True)
    thread = models.CharField(max_length=32)
    texts = models.JSONField()
    url = models.CharField(max_length=300)
    stop_prefix = models.CharField(max_length=200, default="")
    about = models.CharField(max_length=64, default="")
    zone = models.CharField(max_length=64, default="")
    urgent = models.BooleanField(default=False)
    handed_at = models.DateTimeField(null=True)
    passes = models.CharField(max_length=16, default="")
    taken_back = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    forget_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("thread", name="channels_letter_thread"),
            models.Index("forget_at", name="channels_letter_forget"),
        ]


class Batch(models.Model):
    """One letter to up to a thousand addresses of one kind, in the order in which they were given; no row for each.

    `states` holds one mark a place (`rules.delivery.MARKS`), and the counts say how often each state stands there. A batch
    with a lease is in a sender's hand, which renews it while it lives; when it is over another takes what is still queued.
    What is to be tried again lies in a batch of its own, with the number of `attempts` made and the time it is due.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="batches")
    kind = models.CharField(max_length=12)
    rank = models.PositiveSmallIntegerField(choices=[(r.value, r.name) for r in Rank])
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_by = models.CharField(max_length=32, default="")
    lease_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    states = models.BinaryField()
    queued = models.PositiveSmallIntegerField()
    handed_over = models.PositiveSmallIntegerField(default=0)
    refused = models.PositiveSmallIntegerField(default=0)
    gone = models.PositiveSmallIntegerField(default=0)
    withdrawn = models.PositiveSmallIntegerField(default=0)
    too_late = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index("kind", "rank", "attempts", "id", name="channels_batch_due", condition=Q(queued__gt=0)),
            # few at any time, and asked for every second
            models.Index("lease_until", name="channels_batch_held", condition=Q(lease_until__isnull=False)),
        ]


class Roll(models.Model):
    """Whom a batch goes to: apart from it, so that writing down an answer rewrites a thousand bytes and not twenty thousand.

    `codes` holds each address's code (`ROLL_CODE` ASCII bytes), `manners` one byte each: how it wants the letter."""

    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, primary_key=True, related_name="roll")
    codes = models.BinaryField()
    manners = models.BinaryField()


class Shown(models.Model):
    """How many phones, of those whose owners let them say so, showed a letter how soon: one count for each of
    `rules.receipt.EDGES` and one for later. It does not say which phone, nor when in the day, nor in which order."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, primary_key=True, related_name="shown")
    counts = models.JSONField()


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


class Ailment(models.Model):
    """What a channel said last when it did not carry something, and when; never of which address."""

    kind = models.CharField(max_length=12)
    trouble = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("kind", "trouble", name="channels_ailment_once")]
