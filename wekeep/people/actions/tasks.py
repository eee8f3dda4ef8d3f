"""Counting what members did, for their rank: a number and nothing else."""

from django.db.models import F

from wekeep.people.models import Member


def count_task(*, code: str) -> None:
    """The member with `code` has done one more task."""
    Member.objects.filter(code=code).update(tasks_done=F("tasks_done") + 1)
