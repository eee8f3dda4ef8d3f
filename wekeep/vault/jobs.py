"""What the vault does over time."""

from datetime import timedelta

from wekeep.kit.errors import Refused
from wekeep.vault.actions import audit, buckets, disk, glass, honey, powers, resealing
from wekeep.work.jobs import task
from wekeep.work.rules.lane import ALERTS, SLOW


@task("vault.stock_buckets", lane=SLOW, every=timedelta(minutes=10))
def stock_buckets() -> None:
    """Take over the keys of the days to come from the keeper, so that sealing works without it."""
    buckets.stock_buckets()


@task("vault.forget_expired", lane=SLOW, every=timedelta(hours=1))
def forget_expired() -> None:
    """Delete what was sealed to days that are over, keys of roles that nothing is sealed to, and what nobody agreed to."""
    buckets.forget_expired()
    resealing.drop_empty_epochs()
    powers.forget_proposals()
    disk.sweep_disk()
    glass.forget_glass()


@task("vault.reseal", lane=SLOW)
def reseal() -> None:
    """Move what was sealed to older epochs to the newest one, without opening it."""
    resealing.reseal_all()


@task("vault.keep_checkpoints", lane=SLOW, every=timedelta(hours=1))
def keep_checkpoints() -> None:
    """Keep the newest signed checkpoint of the keeper's log beside it."""
    audit.keep_checkpoints()


@task("vault.tell_of_many_reads", lane=SLOW)
def tell_of_many_reads(member: str) -> None:
    """Let the stewards see that one member has opened many records."""
    audit.tell_of_many_reads(member=member)


@task("vault.tell_of_touches", lane=ALERTS, every=timedelta(minutes=1))
def tell_of_touches() -> None:
    """Tell stewards who opened a record that belongs to nobody, also where the page that was used kept it to itself."""
    try:
        honey.tell_of_touches()
    except Refused:
        return  # the keeper is sealed or away, and keeps it
