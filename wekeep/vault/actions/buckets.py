"""The keys of days: stocked ahead from the keeper, and everything sealed to a day that is over deleted for good."""

from django.db import connection, transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.kit.certificates import BucketPublic
from wekeep.kit.keeper_messages import BucketsAre, StockBuckets
from wekeep.vault import keeper
from wekeep.vault.models import Bucket, Seal
from wekeep.vault.rules import kinds


def stock_buckets() -> int:
    """Take over the keeper's living buckets: it destroys those whose day is over first. Returns how many there are."""
    living = keeper.ask(StockBuckets(), BucketsAre, patience=keeper.UNSEALING_SECONDS).buckets
    keep_buckets(living)
    return len(living)


def keep_buckets(living: tuple[BucketPublic, ...]) -> None:
    """Write down public halves; a day's key that a new keeper made replaces the lost one's."""
    rows = [Bucket(name=one.name, public=one.public, signature=one.signature) for one in living]
    fields = ["public", "signature"]
    Bucket.objects.bulk_create(rows, update_conflicts=True, unique_fields=["name"], update_fields=fields)


def forget_expired() -> int:
    """Delete what is sealed to days that are over, and cut SQLite's write-ahead log, where deleted rows would live on.
    The keys are destroyed by the keeper, on its own clock, before this. Returns how many groups."""
    today = clock.now().date().isoformat()
    with transaction.atomic():
        gone = Seal.objects.filter(bucket__lt=today, held="").delete()[1].get("vault.Seal", 0)
        Bucket.objects.filter(name__lt=today).delete()
        if gone:
            journal.record(kinds.EXPIRED, about="vault", actor=SYSTEM, groups=gone)
            transaction.on_commit(cut_log)
    return gone


def cut_log() -> None:
    """Empty SQLite's write-ahead log, after the deletion was committed; PostgreSQL recycles its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
