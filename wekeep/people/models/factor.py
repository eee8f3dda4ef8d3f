"""Second factors: what recognises them again. None of it can stand in for the thing itself."""

from django.db import models

from wekeep.people.models.member import Member


class Passkey(models.Model):
    """A passkey's public half (Web Authentication, W3C). The private one never left the member's device."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="passkeys")
    credential = models.BinaryField(unique=True, max_length=1023)
    public = models.BinaryField()
    # Where a device counts its signatures, a number that does not grow is a copy's.
    counter = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    # A question asked before this is answered already: an answer counts once.
    used_at = models.DateTimeField()


class AppCode(models.Model):
    """The secret of a member's app for six-digit codes (RFC 6238), which only the keeper opens."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="app_code")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """A mark that recognises one unused recovery code (80 bits)."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="recovery_codes")
    mark = models.CharField(max_length=64, unique=True)


class FactorDue(models.Model):
    """Since when a member whose role asks for a second factor has unlocked without one."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="factor_due")
    since = models.DateTimeField()


class FactorRemoval(models.Model):
    """Someone asked that exactly these second factors of a member be removed; a second person has yet to agree."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="factor_removal")
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    exactly = models.CharField(max_length=64)
