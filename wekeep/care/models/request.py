"""Requests: one thing each that a household asks for, what moved them, and what was written later."""

from django.db import models
from django.db.models import Q

from wekeep.care.models.flood import PutAway
from wekeep.care.models.household import Household
from wekeep.care.rules.request import HELD, Close, State
from wekeep.care.rules.window import Urgency
from wekeep.kit.codes import new_code

_HELD = [state.value for state in sorted(HELD)]


class Request(models.Model):
    """What a queue shows of one request. The answers to its own form are sealed; `tags` are those that matching needs, `parts` the
    parts of the day, both lists of codes. `held_by` is the one member who has it, `given_by` the code of the plan that put it into their hands
    ("": they took it, or somebody gave it to them), `help_by` is by when help should have come,
    `handover_to` another member who asked to take it over.
    `is_unproved`: it came in a flood and without what was asked of its sender, and nobody has looked at it yet;
    `put_away`: by which press of a coordinator's it was put away with others of that flood.
    `news_at`: when the household last wrote more, not yet looked at; `worse_at`: when they last said that it is worse."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    household = models.ForeignKey(Household, models.CASCADE, related_name="requests")
    need = models.CharField(max_length=24)
    tags = models.JSONField(default=list)
    zone = models.CharField(max_length=64)
    area = models.CharField(max_length=120, default="")
    language = models.CharField(max_length=8)
    urgency = models.CharField(max_length=8, choices=[(u.value, u.value) for u in Urgency])
    parts = models.JSONField(default=list)
    help_by = models.DateTimeField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State], default="received")
    state_since = models.DateTimeField()
    due_at = models.DateTimeField()
    held_by = models.CharField(max_length=16, default="")
    given_by = models.CharField(max_length=16, default="")
    handover_to = models.CharField(max_length=16, default="")
    handover_since = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    is_unproved = models.BooleanField(default=False)
    put_away = models.ForeignKey(PutAway, models.SET_NULL, null=True, related_name="requests")
    news_at = models.DateTimeField(null=True)
    worse_at = models.DateTimeField(null=True)
    close = models.CharField(max_length=16, choices=[(c.value, c.value) for c in Close], default="")
    linked_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="linked")

    class Meta:
        indexes = [
            models.Index("zone", "state", "due_at", name="care_request_queue"),
            models.Index("due_at", name="care_request_due", condition=~Q(state="closed")),
            models.Index("held_by", name="care_request_held", condition=~Q(held_by="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_by="", state__in=[s.value for s in State if s not in HELD])
                | (~Q(held_by="") & Q(state__in=_HELD)),
                name="care_held_by_one",
            ),
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(close="")) | (~Q(state="closed") & Q(close="")),
                name="care_closed_with_words",
            ),
        ]


class Turn(models.Model):
    """One move of a request: from where to where, by whom ("": the household or the clock), who had it in hand then, and the words where
    it ended."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="turns")
    move = models.CharField(max_length=16)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    by = models.CharField(max_length=16, default="")
    holder = models.CharField(max_length=16, default="")
    close = models.CharField(max_length=16, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("holder", "at", name="care_turn_holder", condition=~Q(holder=""))]


class News(models.Model):
    """That a household wrote more, or that it is worse now; the words are sealed under `code`."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    household = models.ForeignKey(Household, models.CASCADE, related_name="news")
    worse = models.BooleanField()
    at = models.DateTimeField()


class Opening(models.Model):
    """How to reach the household of a request was opened for the member who has it in hand: the code of one assignment in
    the vault, whose, and until when."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="openings")
    member = models.CharField(max_length=16)
    assignment = models.CharField(max_length=16, unique=True)
    until = models.DateTimeField()
