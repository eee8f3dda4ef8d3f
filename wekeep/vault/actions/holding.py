"""Legal hold: two people move named records where no day ends."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from wekeep.journal import actions as journal
from wekeep.kit.abilities import Ability
from wekeep.kit.certificates import hold_action
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.keeper_messages import Approve, Done, Hold, No, Wraps
from wekeep.vault import keeper
from wekeep.vault.actions import powers
from wekeep.vault.actions.buckets import keep_buckets
from wekeep.vault.models import Seal
from wekeep.vault.queries.roles import wraps_of
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules import kinds
from wekeep.vault.rules.power import NeedsSecond, Power, Proposed
from wekeep.vault.rules.unlocked import Unlocked


@transaction.atomic
def propose_hold(*, unlocked: Unlocked, code: str, kind: str, records: Sequence[str]) -> Proposed:
    """Ask someone who holds the records' role to agree that exactly these be kept under this code, whatever their day."""
    seals = _seals(kind, records)
    missing = set(records) - {seal.record.partition(".")[0] for seal in seals}
    zones = {seal.epoch.zone for seal in seals}
    if missing or len(zones) != 1:
        raise Refused("These are not all records of one zone that are sealed here now. Ask for each zone apart.")
    zone = zones.pop()
    unlocked.actor.require(Ability.KEEP_FOR_COURT, zone)
    return powers.propose(
        unlocked=unlocked,
        power=Power.HOLD,
        zone=zone,
        about=code,
        terms={"kind": kind, "records": sorted(set(records))},
        action=hold_action(code, [seal.binding for seal in seals]),
    )


@transaction.atomic
def agree_and_hold(*, unlocked: Unlocked, code: str) -> int:
    """Agree to a proposed hold, as one who can open the records; they are moved in the same moment. Returns how many groups.
    Refused where one of them was changed since it was asked for."""
    one = powers.waiting(actor=unlocked.actor, code=code, power=Power.HOLD)
    try:
        moved = hold(unlocked=unlocked, code=one.about, kind=one.terms["kind"], records=one.terms["records"])
    except keeper.KeeperSays as refusal:
        if refusal.no is No.SECOND_PERSON:
            raise NeedsSecond("Someone else must agree to this first.") from refusal
        raise
    powers.close(proposed=one, actor=unlocked.actor)
    return moved


def agree_to_hold(*, unlocked: Unlocked, code: str, kind: str, records: Sequence[str]) -> None:
    """The first of two: agrees, for 15 minutes, that exactly these records be held under this code."""
    check_unlocked(unlocked)
    action = hold_action(code, [seal.binding for seal in _seals(kind, records)])
    keeper.ask(Approve(unlocked.key, action), Done)


@transaction.atomic
def hold(*, unlocked: Unlocked, code: str, kind: str, records: Sequence[str]) -> int:
    """The second of two, who holds the records' roles: from now on no day ends them. Returns how many groups moved.

    Refused unless someone else agreed to the very same."""
    check_unlocked(unlocked)
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
    """Every group of these records, and every file of theirs."""
    named = Q(record__in=list(records)) | Q(file__record__in=list(records), file__kind=kind)
    rows = Seal.objects.select_for_update(of=("self",)).filter(named, kind=kind).select_related("epoch", "file")
    with transaction.atomic():
        seals = list(rows.order_by("id"))
    if not seals:
        raise NotFound
    return seals


def _take(seal: Seal, wrap: bytes, bucket: str) -> bool:
    if wrap:
        seal.wrap, seal.held = wrap, bucket
    return bool(wrap)
