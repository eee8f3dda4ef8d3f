"""Legal hold: two people move named records where no day ends."""

from collections.abc import Sequence

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit.certificates import hold_action
from wekeep.kit.errors import NotFound
from wekeep.kit.keeper_messages import Approve, Done, Hold, No, Wraps
from wekeep.vault import keeper
from wekeep.vault.actions.buckets import keep_buckets
from wekeep.vault.models import Seal
from wekeep.vault.queries.roles import wraps_of
from wekeep.vault.rules import kinds
from wekeep.vault.rules.unlocked import Unlocked


def agree_to_hold(*, unlocked: Unlocked, code: str, kind: str, records: Sequence[str]) -> None:
    """The first of two: agrees, for 15 minutes, that exactly these records be held under this code."""
    _require_unlocked(unlocked)
    action = hold_action(code, [seal.binding for seal in _seals(kind, records)])
    keeper.ask(Approve(unlocked.key, action), Done)


@transaction.atomic
def hold(*, unlocked: Unlocked, code: str, kind: str, records: Sequence[str]) -> int:
    """The second of two, who holds the records' roles: from now on no day ends them. Returns how many groups moved.

    Refused unless someone else agreed to the very same."""
    _require_unlocked(unlocked)
    seals = _seals(kind, records)
    wraps = wraps_of(unlocked.actor.code, [seal.epoch_id for seal in seals])
    request = Hold(unlocked.key, code, tuple(w.key for w in wraps), tuple(seal.item for seal in seals))
    answer = keeper.ask(request, Wraps)
    keep_buckets(answer.bucket)
    moved = [seal for seal, wrap in zip(seals, answer.wraps, strict=True) if _take(seal, wrap, answer.bucket[0].name)]
    Seal.objects.bulk_update(moved, ["wrap", "held"])
    journal.record(kinds.RECORDS_HELD, about=code, actor=unlocked.actor, groups=len(moved))
    return len(moved)


def _seals(kind: str, records: Sequence[str]) -> list[Seal]:
    rows = Seal.objects.select_for_update().filter(kind=kind, record__in=list(records)).select_related("epoch")
    with transaction.atomic():
        seals = list(rows.order_by("id"))
    if not seals:
        raise NotFound
    return seals


def _take(seal: Seal, wrap: bytes, bucket: str) -> bool:
    if wrap:
        seal.wrap, seal.held = wrap, bucket
    return bool(wrap)


def _require_unlocked(unlocked: Unlocked) -> None:
    if not unlocked.key:
        raise keeper.KeeperSays(No.LOCKED)
