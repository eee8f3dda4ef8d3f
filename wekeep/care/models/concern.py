"""How it was; that something is wrong, for two people alone; and who is not brought together again. Every word of it is sealed."""

from django.db import models
from django.db.models import Q

from wekeep.care.models.request import Request
from wekeep.care.rules.concern import About, Close, Kind, State
from wekeep.care.rules.feedback import Side, Was
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code


class Feedback(models.Model):
    """How it was, as one side says: `member` is the helper who says it, "" for the household. Words are sealed under `code`."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    request = models.ForeignKey(Request, models.CASCADE, related_name="feedback")
    side = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Side])
    member = models.CharField(max_length=16, default="")
    was = models.CharField(max_length=16, choices=[(w.value, w.value) for w in Was])
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("request", "side", "member", name="care_feedback_once")]


class Concern(models.Model):
    """Something is wrong. `owner` is which of the two closes it; `zone` where the request lies; `stewards_at` when stewards last heard that
    too few can listen, or that one is late. It outlives its request, because what it says must not go with it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    request = models.ForeignKey(Request, models.SET_NULL, null=True, related_name="concerns")
    need = models.CharField(max_length=24)
    zone = models.CharField(max_length=64)
    side = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Side])
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    about = models.CharField(max_length=10, choices=[(a.value, a.value) for a in About])
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default="told")
    told_at = models.DateTimeField()
    due_at = models.DateTimeField()
    owner = models.CharField(max_length=16, default="")
    close = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Close], default="")
    closed_at = models.DateTimeField(null=True)
    erased = models.BooleanField(default=False)
    stewards_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("due_at", name="care_concern_due", condition=~Q(state="closed"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(close="")
                | ~Q(state="closed") & Q(close="", closed_at__isnull=True),
                name="care_concern_closed_with_words",
            )
        ]


class ConcernParty(models.Model):
    """One who may never know of a concern: a helper it is about (`is_about`), or whom it is to be kept from."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="parties")
    member = models.CharField(max_length=16)
    is_about = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint("concern", "member", name="care_party_once")]
        indexes = [models.Index("member", name="care_party_member")]


class ConcernCopy(models.Model):
    """The words of a concern as they are sealed for one role in one zone, under a code of their own."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    concern = models.ForeignKey(Concern, models.CASCADE, related_name="copies")
    zone = models.CharField(max_length=64)
    role = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Role])


class ConcernEar(models.Model):
    """One of those who were told. `passed_at`: somebody else was told in their place, and it is closed to them."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="ears")
    copy = models.ForeignKey(ConcernCopy, models.CASCADE, related_name="ears")
    member = models.CharField(max_length=16)
    asked_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("concern", "member", name="care_ear_once")]
        indexes = [models.Index("member", name="care_ear_member", condition=Q(passed_at__isnull=True))]


class Apart(models.Model):
    """A helper and a household (by the 16 bits that its forms share, in its zone) who are not brought together again."""

    member = models.CharField(max_length=16)
    likeness = models.CharField(max_length=4)
    zone = models.CharField(max_length=64)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("member", "likeness", "zone", name="care_apart_once")]
        indexes = [models.Index("likeness", "zone", name="care_apart_house")]
