"""Vouches: who vouched is sealed to stewards; here is only that someone did."""

from django.db import models

from wekeep.kit.codes import new_code


class Vouch(models.Model):
    """One person's word for another, first as a one-time join code, then bound to a person.

    `locked` is the voucher's code under a key that only the join code's words give; it is gone once the code is used.
    `tag` is the voucher's code marked with the person's own receipt words, so that two vouches of one voucher are known
    as such and yet nobody can read from this table who vouched. `ends_on` is rounded to a week while the code is open.
    """

    code = models.CharField(max_length=16, primary_key=True, default=new_code)
    code_mark = models.CharField(max_length=64, null=True, unique=True)
    locked = models.CharField(max_length=120, default="")
    tag = models.CharField(max_length=64, default="")
    person = models.CharField(max_length=16, default="", db_index=True)
    in_person = models.BooleanField(default=False)
    bound_on = models.DateField(null=True)
    ends_on = models.DateField(db_index=True)
