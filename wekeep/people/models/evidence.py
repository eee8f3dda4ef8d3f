"""What was seen about people, and how each stands to each role by it."""

from django.db import models
from django.db.models import F, Q

from wekeep.people.rules.eligibility import Standing as How
from wekeep.people.rules.evidence import Kind


class Seen(models.Model):
    """A piece of evidence about the person with code `person` (an applicant or a member). Never the document, and of a
    vouch never who vouched: `seen_by` is empty there. `zones` are those that the vetter vets ("*": all), where it is a
    vetter's judgement, which counts there alone."""

    person = models.CharField(max_length=16)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind])
    of = models.CharField(max_length=16)
    seen_by = models.CharField(max_length=16, default="")
    on = models.DateField()
    valid_until = models.DateField()
    in_person = models.BooleanField(default=False)
    zones = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index("valid_until", name="people_evidence_end")]
        constraints = [
            models.UniqueConstraint("person", "kind", "of", name="people_each_evidence_once"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("on")), name="people_evidence_has_a_term"),
        ]


class Standing(models.Model):
    """How a person stands to a role in a zone by the evidence, and which version of the policy said so. Written by the
    recomputation alone."""

    person = models.CharField(max_length=16)
    role = models.CharField(max_length=16)
    zone = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=[(h.value, h.value) for h in How])
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    policy = models.PositiveSmallIntegerField()
    warned = models.PositiveSmallIntegerField(default=0)
    # a steward ended the role by hand: until the person is let in again, no evidence opens it
    ended = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("person", "role", "zone", name="people_one_standing_each")]
