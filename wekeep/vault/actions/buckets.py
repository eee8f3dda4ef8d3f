"""The keys of days: stocked ahead from the keeper, and everything sealed to a day that is over deleted for good."""

from datetime import timedelta

from django.db import connection, transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.kit.certificates import BucketPublic, ServicePublic
from wekeep.kit.keeper_messages import AskServiceKey, BucketsAre, ServiceKeyIs, StockBuckets
from wekeep.vault import keeper
from wekeep.vault.models import Bucket, Seal, ServiceKey
from wekeep.vault.rules import kinds


def stock_buckets() -> int:
    """Take over the keeper's living buckets: it destroys those whose day is over first. Returns how many there are."""
    living = keeper.ask(StockBuckets(), BucketsAre, patience=keeper.UNSEALING_SECONDS).buckets
    keep_buckets(living)
    # fetched now, so that sealing never has to ask for it later
    keeper.verify_key()
    keep_service_key(keeper.ask(AskServiceKey(), ServiceKeyIs).public)
    return len(living)


def stock_if_short() -> None:
    """Stock where next week's keys are missing: at a first start nobody waits for the job that does it now and then."""
    next_week = (clock.now().date() + timedelta(days=7)).isoformat()
    if not Bucket.objects.filter(name=next_week).exists() or not ServiceKey.objects.exists():
        stock_buckets()


def keep_buckets(living: tuple[BucketPublic, ...]) -> None:
    """Write down public halves; a day's key that a new keeper made replaces the lost one's."""
    known = {row.name: row.certified for row in Bucket.objects.all()}
    new = [one for one in living if known.get(one.name) != one]
    rows = [Bucket(name=one.name, public=one.public, signature=one.signature) for one in new]
    fields = ["public", "signature"]
    Bucket.objects.bulk_create(rows, update_conflicts=True, unique_fields=["name"], update_fields=fields)


def keep_service_key(public: ServicePublic) -> None:
    """Write down the key that addresses and places are sealed to."""
    known = ServiceKey.objects.filter(name=public.name).first()
    if known is None or known.certified != public:
        values = {"public": public.public, "signature": public.signature}
        ServiceKey.objects.update_or_create(name=public.name, defaults=values)


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
