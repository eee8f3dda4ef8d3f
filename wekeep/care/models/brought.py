"""Lists of requests that somebody brought in, while they are looked at, brought in, and may be undone."""

from django.db import models

from wekeep.care.rules.list_state import State
from wekeep.kit.codes import new_code


class BroughtList(models.Model):
    """One list. Its rows lie in parts, encrypted under a key that is sealed for the program itself (`sealed`, until the day `bucket`),
    and go when it is brought in or dropped. `columns`: which column is what, by place; `wishes`: what holds where a row says
    nothing, and what becomes of rows that tell a status or come twice. `part` is the next to be brought in; `tries` counts how often it
    stood still since one went on, `trouble` why. `left`: line and fault of rows that were left out, the first some hundred."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    member = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State], default="shown")
    columns = models.JSONField(default=dict)
    wishes = models.JSONField(default=dict)
    bucket = models.CharField(max_length=10)
    sealed = models.BinaryField()
    rows = models.PositiveIntegerField()
    part = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    left = models.JSONField(default=list)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, default="")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("due_at", name="care_brought_due")]


class BroughtPart(models.Model):
    """Some rows of a list, encrypted."""

    brought = models.ForeignKey(BroughtList, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("brought", "number", name="care_brought_part_once")]
