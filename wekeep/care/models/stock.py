"""A hub's stock, and households that fetch their own."""

from typing import Final

from django.db import models
from django.db.models import Q

from wekeep.care.models.fleet import Destination
from wekeep.care.models.request import Request
from wekeep.care.rules.stock import PickUpState, StockReason
from wekeep.kit.codes import new_code

STOCK_LOCKS: Final = frozenset({"care_stockevent_no_change", "care_stockevent_no_delete"})
"""The triggers that keep stock events as they were written. A migration that alters their table on SQLite makes them again."""


class StockEvent(models.Model):
    """So many of an item came to a hub or went. `there` moves what is on its shelves, `promised` what of it planned runs and pick-ups
    will take. Only ever added: the database refuses to change or delete a row. `about` is the code of the run,
    the stop (of what it brought back) or the pick-up."""

    hub = models.ForeignKey(Destination, models.PROTECT, related_name="stock")
    item = models.CharField(max_length=24)
    there = models.IntegerField(default=0)
    promised = models.IntegerField(default=0)
    reason = models.CharField(max_length=12, choices=[(r.value, r.value) for r in StockReason])
    about = models.CharField(max_length=16, default="")
    by = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(there=0, promised=0), name="care_stock_moves"),
        ]
        indexes = [models.Index("hub", "item", name="care_stock_of"), models.Index("about", name="care_stock_about")]


class PickUp(models.Model):
    """A household fetches its own from a hub between two times."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    request = models.OneToOneField(Request, models.CASCADE, related_name="pick_up")
    hub = models.ForeignKey(Destination, models.PROTECT, related_name="pick_ups")
    item = models.CharField(max_length=24)
    boxes = models.PositiveSmallIntegerField()
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    state = models.CharField(max_length=11, choices=[(s.value, s.value) for s in PickUpState], default="waiting")
    state_since = models.DateTimeField()
