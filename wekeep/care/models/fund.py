"""Funds and the rules that two persons set."""

from django.db import models

from wekeep.care.rules.fund import Terms, from_json
from wekeep.kit.codes import new_code


class Fund(models.Model):
    """Money given for a purpose. `terms` are its rules as `rules.fund.Terms` writes them; `version` counts the times two
    persons set them, and `set_by` and `agreed_by` are the two of the last time. `zone` says whose fund stewards keep it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    name = models.CharField(max_length=60)
    zone = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    terms = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    set_by = models.CharField(max_length=16)
    agreed_by = models.CharField(max_length=16, default="")
    set_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)

    @property
    def rules(self) -> Terms:
        """Its rules."""
        return from_json(self.terms)
