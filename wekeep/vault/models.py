"""The vault's tables: public keys, wraps and sealed bodies. Nothing here opens anything without the keeper and a member."""

import json
from pathlib import Path

from django.conf import settings
from django.db import models

from wekeep.kit.certificates import BucketPublic, EpochPublic, MemberPublic, ServicePublic, Terms
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Binding, Group
from wekeep.kit.keeper_messages import Assigned, Item, MemberSecret, RoleKey
from wekeep.vault.rules.file import place_in
from wekeep.vault.rules.power import Power, Proposed


class MemberKey(models.Model):
    """A member's key pairs; the private halves are sealed under what their passphrase gives."""

    member = models.CharField(max_length=64, unique=True)
    box = models.BinaryField()
    signing = models.BinaryField()
    made_at = models.BigIntegerField()
    signature = models.BinaryField()
    sealed = models.BinaryField()

    @property
    def public(self) -> MemberPublic:
        """As the keeper signed it."""
        raw = bytes(self.box), bytes(self.signing)
        return MemberPublic(self.member, *raw, self.made_at, bytes(self.signature))

    @property
    def secret(self) -> MemberSecret:
        """What the keeper needs to unlock a session."""
        return MemberSecret(self.public, bytes(self.sealed))


class RoleEpoch(models.Model):
    """A role's key in a zone, from one change of its holders to the next."""

    zone = models.CharField(max_length=64)
    role = models.CharField(max_length=32)
    number = models.IntegerField()
    public = models.BinaryField()
    made_at = models.BigIntegerField()
    signature = models.BinaryField()
    # Someone who held it no longer does: the next one is due.
    ended = models.BooleanField(default=False)
    # Its holders have lent it to the keeper, so that what was sealed to it can move on.
    lent = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("zone", "role", "number", name="vault_one_epoch_each")]

    @property
    def certified(self) -> EpochPublic:
        """As the keeper signed it."""
        raw = bytes(self.public), self.made_at, bytes(self.signature)
        return EpochPublic(self.zone, self.role, self.number, *raw)


class RoleWrap(models.Model):
    """A role's private key, sealed to one holder. Without a row here nobody can be lent the role again."""

    epoch = models.ForeignKey(RoleEpoch, on_delete=models.CASCADE, related_name="wraps")
    member = models.CharField(max_length=64)
    wrap = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("epoch", "member", name="vault_one_wrap_each")]
        indexes = [models.Index("member", name="vault_wraps_of_member")]

    @property
    def key(self) -> RoleKey:
        """What the keeper is shown."""
        return RoleKey(self.epoch.zone, self.epoch.role, self.epoch.number, bytes(self.wrap))


class Bucket(models.Model):
    """The public key of one day; its private half is in the keeper's file until that day is over."""

    name = models.CharField(max_length=32, primary_key=True)
    public = models.BinaryField()
    signature = models.BinaryField()

    @property
    def certified(self) -> BucketPublic:
        """As the keeper signed it."""
        return BucketPublic(self.name, bytes(self.public), bytes(self.signature))


class ServiceKey(models.Model):
    """The public key of what the installation opens by itself; its private half is in the keeper's file."""

    name = models.CharField(max_length=32, primary_key=True)
    public = models.BinaryField()
    signature = models.BinaryField()

    @property
    def certified(self) -> ServicePublic:
        """As the keeper signed it."""
        return ServicePublic(self.name, bytes(self.public), bytes(self.signature))


class Seal(models.Model):
    """One sealed group of one record."""

    kind = models.CharField(max_length=32)
    record = models.CharField(max_length=64)
    group = models.CharField(max_length=16, choices=[(g.value, g.value) for g in Group])
    epoch = models.ForeignKey(RoleEpoch, on_delete=models.PROTECT, related_name="seals")
    # The day it was sealed for, for ever part of what is authenticated.
    bucket = models.CharField(max_length=32)
    # The hold it was moved into, "" for none.
    held = models.CharField(max_length=32, default="")
    wrap = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("kind", "record", "group", name="vault_one_seal_each")]
        indexes = [models.Index("bucket", name="vault_seals_by_day")]

    @property
    def binding(self) -> Binding:
        """What it belongs to."""
        at = (self.epoch.zone, self.epoch.role, self.bucket)
        return Binding(self.kind, self.record, Group(self.group), *at)

    @property
    def item(self) -> Item:
        """What the keeper is shown."""
        return Item(self.binding, self.epoch.number, self.held, bytes(self.wrap))


class SealedFile(models.Model):
    """One sealed file of a record; its seal holds name and type, and its bytes lie in the data folder under its code.
    `size` is that of the sealed bytes."""

    code = models.CharField(max_length=16, unique=True)
    seal = models.OneToOneField(Seal, on_delete=models.CASCADE, related_name="file")
    kind = models.CharField(max_length=32)
    record = models.CharField(max_length=40)
    size = models.BigIntegerField()

    class Meta:
        indexes = [models.Index("kind", "record", name="vault_files_of_record")]


def path_of(code: str) -> Path:
    """Where the bytes of the file with this code lie, or will."""
    return place_in(settings.SEALED_FILES, code)


class Assignment(models.Model):
    """One member may open one sealed group between two times."""

    code = models.CharField(max_length=16, unique=True)
    seal = models.ForeignKey(Seal, on_delete=models.CASCADE, related_name="assignments")
    member = models.CharField(max_length=64)
    since = models.BigIntegerField()
    until = models.BigIntegerField()
    # The bucket inside: the day it was sealed for, or the hold it lay in when it was assigned.
    held = models.CharField(max_length=32, default="")
    wrap = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        indexes = [models.Index("member", name="vault_assigned_to")]

    @property
    def assigned(self) -> Assigned:
        """What the keeper is shown."""
        terms = Terms(self.code, self.member, self.seal.binding, self.since, self.until)
        return Assigned(terms, self.held, bytes(self.signature), bytes(self.wrap))


class KeptCheckpoint(models.Model):
    """A checkpoint of the keeper's log, kept apart from it: whoever cuts the log would have to cut here too."""

    number = models.BigIntegerField(primary_key=True)
    link = models.BinaryField()
    at = models.BigIntegerField()
    signature = models.BinaryField()


class Proposal(models.Model):
    """Something that takes two persons; it waits for someone else than `by` to agree to exactly `terms`, which are canonical
    JSON (`rules.power.written`)."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    power = models.CharField(max_length=32, choices=[(p.value, p.value) for p in Power])
    zone = models.CharField(max_length=64)
    about = models.CharField(max_length=64)
    terms = models.TextField()
    # what the keeper counted, so that it can be told to forget it; what is agreed to is made of the terms, never of this
    action = models.BinaryField(max_length=32, default=b"")
    by = models.CharField(max_length=64)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index("about", name="vault_proposed")]

    @property
    def proposed(self) -> Proposed:
        """As others read it."""
        terms = json.loads(self.terms)
        return Proposed(self.code, Power(self.power), self.zone, self.about, terms, self.by, self.until)


class BrokenGlass(models.Model):
    """Someone opened more than their share in an emergency; another says within a day whether it was right. The reason is
    in the keeper's log alone."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    member = models.CharField(max_length=64)
    zone = models.CharField(max_length=64)
    at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=64, default="")
