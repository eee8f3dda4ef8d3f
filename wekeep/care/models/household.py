"""Households: who asks. How to reach them, where they live and what they wrote is sealed elsewhere."""

from django.db import models

from wekeep.care.models.brought import BroughtList
from wekeep.care.rules.household import Source
from wekeep.kit.codes import new_code


class Household(models.Model):
    """One form that was sent. `zone` is the coordinators' zone it is sealed for ("*": those of every zone); `cell` and `area` are the
    rough place. `likeness` is 16 bits that say "perhaps the same household"; `linked_to` the earlier form that a new one was
    linked to, `brought` the list it came with. `asks_first`: they say yes to a person before that person comes. `words_at`: when six
    words were last drawn anew to be handed to it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    receipt_mark = models.CharField(max_length=64, unique=True)
    key_mark = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Source])
    zone = models.CharField(max_length=64)
    cell = models.CharField(max_length=16, default="")
    area = models.CharField(max_length=120, default="")
    language = models.CharField(max_length=8)
    asks_first = models.BooleanField(default=False)
    likeness = models.CharField(max_length=4)
    linked_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="linked")
    brought = models.ForeignKey(BroughtList, models.SET_NULL, null=True, related_name="households")
    asked_at = models.DateTimeField()
    is_sealed = models.BooleanField(default=True)
    words_at = models.DateTimeField(null=True)
    # when what is sealed is erased, and when the row goes; None while anything is open
    erase_at = models.DateTimeField(null=True)
    forget_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("likeness", "zone", name="care_household_alike"),
            models.Index("erase_at", name="care_household_erase"),
            models.Index("forget_at", name="care_household_forget"),
        ]
