"""Moving what was sealed to older epochs to the newest one: lent at an unlock, done by a job, never opened."""

from django.db import transaction

from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Done, LendForReseal, Reseal, Wraps
from wekeep.vault import keeper
from wekeep.vault.models import RoleEpoch, RoleWrap, Seal
from wekeep.vault.queries.roles import newest_epoch
from wekeep.work import actions as work

BATCH = 500
_KEPT_FOR_THE_LOG = ("*", Role.STEWARD.value)


def lend_old_epochs(*, member: str, key: bytes) -> int:
    """Lend the keeper those older epochs that this unlocked member holds and that still have something sealed to them;
    queues the work and returns how many."""
    wraps = [w for w in RoleWrap.objects.filter(member=member).select_related("epoch") if _is_old(w.epoch)]
    if not wraps:
        return 0
    keeper.ask(LendForReseal(key, tuple(w.key for w in wraps)), Done)
    RoleEpoch.objects.filter(id__in=[w.epoch_id for w in wraps]).update(lent=True)
    work.enqueue("vault.reseal", unique_key="vault.reseal")
    return len(wraps)


def reseal_all() -> int:
    """Re-seal everything that lies in a lent older epoch, a batch at a time; returns how many groups moved."""
    moved = 0
    for old in RoleEpoch.objects.filter(lent=True).order_by("zone", "role", "number"):
        while batch := _reseal_batch(old):
            moved += batch
    drop_empty_epochs()
    return moved


def drop_empty_epochs() -> int:
    """Delete older epochs, and with them their wraps, once nothing is sealed to them any more."""
    gone = 0
    for old in RoleEpoch.objects.filter(seals__isnull=True):
        has_log = (old.zone, old.role) == _KEPT_FOR_THE_LOG and not old.lent
        newest = newest_epoch(old.zone, Role(old.role))
        if newest is not None and newest.number > old.number and not has_log:
            gone += bool(old.delete()[0])
    return gone


@transaction.atomic
def _reseal_batch(old: RoleEpoch) -> int:
    """One batch in one transaction; 0 when there is none left, or the lending is over."""
    newest = newest_epoch(old.zone, Role(old.role))
    rows = list(Seal.objects.select_for_update().filter(epoch=old).order_by("id")[:BATCH])
    if newest is None or newest.number <= old.number or not rows:
        return 0
    try:
        answer = keeper.ask(Reseal(old.number, newest.certified, tuple(bytes(row.wrap) for row in rows)), Wraps)
    except Refused:
        return 0
    moved = [row for row, wrap in zip(rows, answer.wraps, strict=True) if _take(row, wrap, newest)]
    Seal.objects.bulk_update(moved, ["wrap", "epoch"])
    return len(moved)


def _take(row: Seal, wrap: bytes, newest: RoleEpoch) -> bool:
    if wrap:
        row.wrap, row.epoch = wrap, newest
    return bool(wrap)


def _is_old(epoch: RoleEpoch) -> bool:
    newest = newest_epoch(epoch.zone, Role(epoch.role))
    has_log = (epoch.zone, epoch.role) == _KEPT_FOR_THE_LOG and not epoch.lent
    return newest is not None and newest.number > epoch.number and (has_log or epoch.seals.exists())
