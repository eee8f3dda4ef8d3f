"""What belongs to a run while it is driven: what was opened for its driver, and calls asked for through the desk."""

from django.db import models

from wekeep.care.models.run import Run, Stop
from wekeep.care.rules.driving import CallState
from wekeep.kit.codes import new_code


class StopOpening(models.Model):
    """One sealed group of a stop was opened for the run's driver: the code of the assignment in the vault, whose, and until when. It
    outlives its stop, so that what was opened is closed although the plan changed."""

    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, related_name="openings")
    member = models.CharField(max_length=16)
    assignment = models.CharField(max_length=16, unique=True)
    until = models.DateTimeField()


class RunCall(models.Model):
    """A driver at a stop asked the desk to call the household. The number is the desk's to open; the driver hears what was said."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    run = models.ForeignKey(Run, models.CASCADE, related_name="calls")
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="calls")
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in CallState], default="asked")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=16, default="")
