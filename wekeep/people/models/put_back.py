"""That the network was put back from a backup, until two persons agree to go on."""

from django.db import models


class PutBack(models.Model):
    """At most one row. `mark` recognises the backup's file (`desk.actions.backups.mark_of`); `made_at` is the moment the
    backup is of, `at` when it was put back."""

    mark = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    at = models.DateTimeField()
