"""Applications on their way in, and the decisions that moved them."""

from django.db import models
from django.db.models import Q

from wekeep.kit.codes import new_code
from wekeep.people.rules.application import Reason, State


class Application(models.Model):
    """Someone who wants to help. Contact, references and words are sealed elsewhere; here is what a queue needs.

    `code` becomes the member's code. `zone` is the vetters' zone it is sealed for ("*": those of every zone). `roles`,
    `zones`, `languages` and `times` are lists of codes. `address` names an e-mail address that channels keeps while it is
    being confirmed, and longer only where the applicant asked for letters.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    receipt_mark = models.CharField(max_length=64, unique=True)
    key_mark = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State], default="applied")
    state_since = models.DateTimeField()
    paused_from = models.CharField(max_length=20, default="")
    reason = models.CharField(max_length=24, choices=[(r.value, r.value) for r in Reason], default="")
    zone = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    roles = models.JSONField()
    zones = models.JSONField()
    languages = models.JSONField()
    times = models.JSONField()
    contact_kind = models.CharField(max_length=8)
    address = models.CharField(max_length=16, default="")
    wants_letters = models.BooleanField(default=False)
    confirm_mark = models.CharField(max_length=64, null=True, unique=True)
    tries = models.PositiveSmallIntegerField(default=0)
    is_sealed = models.BooleanField(default=True)
    # raised with every change by the applicant: a decision is about what was read, and about nothing newer
    version = models.PositiveIntegerField(default=1)
    claimed_by = models.CharField(max_length=16, default="")
    claimed_until = models.DateTimeField(null=True)
    passed_over_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField()
    due_at = models.DateTimeField()
    forget_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("state", "zone", "applied_at", name="people_application_queue"),
            models.Index("due_at", name="people_application_due"),
            models.Index("claimed_by", "claimed_until", name="people_application_claimed", condition=~Q(claimed_by="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_by="", claimed_until=None) | Q(claimed_until__isnull=False),
                name="people_a_claim_ends",
            )
        ]


class Decision(models.Model):
    """One move of an application: from where to where, by whom, why, and under which version of the policy."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    by = models.CharField(max_length=16)
    move = models.CharField(max_length=16)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    reason = models.CharField(max_length=24, default="")
    policy = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-at"], name="people_decisions_of")]
