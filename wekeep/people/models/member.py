"""Members, the roles they hold in zones, and when they are on duty."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code


class Member(AbstractBaseUser):
    """A vetted volunteer, known by a handle. We keep no name, no contact and no time of last sign-in here."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    handle = models.CharField(max_length=24, unique=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    admitted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # the network came from a backup, and two persons have not agreed to go on (`PutBack`)
    put_back = models.BooleanField(default=False)
    tasks_done = models.PositiveIntegerField(default=0)
    # the code of an address that channels keeps, where they asked to be written to; days on which they vouched, 30 at most
    reach = models.CharField(max_length=16, default="")
    vouched_on = models.JSONField(default=list)
    # they know of what happened to their second steps until then
    factors_seen = models.DateTimeField(null=True)
    last_login = None

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()
    USERNAME_FIELD = "handle"

    def __str__(self) -> str:
        return self.handle


class Grant(models.Model):
    """One role, held by one member in one zone (or "*" for all), for a time."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Role])
    zone = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField()
    granted_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint("member", "role", "zone", name="people_one_grant_each"),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="people_grant_has_a_term"),
        ]


class Duty(models.Model):
    """A member has said that they are on duty in a zone until a time."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="duties")
    zone = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("member", "zone", name="people_one_duty_each")]


class Pseudonym(models.Model):
    """What a member is called by those of one zone, so that two zones cannot tell that they know the same person."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pseudonyms")
    zone = models.CharField(max_length=64)
    handle = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint("member", "zone", name="people_one_pseudonym_a_zone"),
            models.UniqueConstraint("zone", "handle", name="people_a_pseudonym_is_one_persons"),
        ]
