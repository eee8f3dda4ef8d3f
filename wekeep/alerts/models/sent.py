"""The public list of what was signed, copied from the keeper."""

from django.db import models


class Sent(models.Model):
    """One line (`kit.sent_list`) with its place in the chain. `signature` is the keeper's under the head that the list had
    when this was its last line, as far as it was copied then. Only `actions.listing` writes here; a line that anybody else
    wrote breaks the chain."""

    number = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    link = models.BinaryField()
    nonce = models.BinaryField()
    words = models.BinaryField()
    # whole seconds since 1970, as they are chained
    at = models.BigIntegerField()
    signature = models.BinaryField(default=b"")
