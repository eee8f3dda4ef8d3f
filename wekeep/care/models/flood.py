"""Presses by which forms that came in a flood were put away, so that each can be taken back."""

from django.db import models

from wekeep.kit.codes import new_code


class PutAway(models.Model):
    """One press: the code of the member whose it was, and when. What it put away stays sealed and whole, and names it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    by = models.CharField(max_length=16)
    at = models.DateTimeField()
