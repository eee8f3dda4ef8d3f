"""Places of one neighbourhood sealed together, so that an alert opens hundreds of them at once."""

from django.db import models


class Pack(models.Model):
    """The points and distances of places that share the coarse `cell`, sealed together until the day `bucket` is over, which
    is some days away: `count` of them, whose rows have primary keys from `first` to `last`.

    Each place lies sealed in its own row too; a pack can be deleted at any moment and made again from those. It is deleted
    with the first of its places, so that nothing of a place outlives its row here."""

    code = models.CharField(max_length=16, unique=True)
    cell = models.CharField(max_length=16)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveSmallIntegerField()
    bucket = models.CharField(max_length=10)
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index("cell", "first", name="alerts_pack_cell"),
            models.Index("bucket", name="alerts_pack_bucket"),
        ]
