"""Opening sealed groups, through the keeper, which writes down who read what before it answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import structlog
from django.db.models import Q

from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.envelope import Broken, Group, open_fields
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import MOST_ITEMS, Open, Opened
from wekeep.kit.watermark import key_of_look, marked
from wekeep.vault import keeper
from wekeep.vault.models import Assignment, Seal
from wekeep.vault.queries.roles import wraps_of
from wekeep.vault.rules.unlocked import Asked, Unlocked, check_goes_on, check_touch
from wekeep.work import actions as work

log = structlog.get_logger(__name__)
_AT_ONCE = 400
Fields = dict[str, str]
# Free words, which people copy whole. A telephone number, an address or a file's name must work where it is pasted, and is too
# short for a mark to tell anything.
MARKED: Final = frozenset({Group.TRIAGE, Group.NOTES, Group.VOUCH})


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """One group that opened: its row, its data key, and the reader's key of the day."""

    seal: Seal
    key: bytes
    stamp: bytes


def open_groups(unlocked: Unlocked, asked: Sequence[Asked], *, reason: str) -> dict[tuple[str, str], Fields]:
    """The fields of each group by (record, group); a group that is gone, or not for this actor, is missing.

    By the role the actor holds in the record's zone now, else by an assignment that runs now. Refused where the session
    is locked, the keeper is away or sealed, or this would be more than one person may open. TouchFirst where a place or a
    contact is asked for by someone who has a passkey and has not touched it.
    """
    return {(one.seal.record, one.seal.group): fields for one, fields in _texts(_open_all(unlocked, asked, reason))}


def read_groups(unlocked: Unlocked, asked: Sequence[Asked], *, reason: str) -> dict[tuple[str, str], Fields]:
    """The same to be shown to the actor: free words carry the mark of this look in their spaces, so that a copy tells
    whose it is (`kit.watermark`)."""
    return {
        (one.seal.record, one.seal.group): _shown(one, fields)
        for one, fields in _texts(_open_all(unlocked, asked, reason))
    }


def open_keys(unlocked: Unlocked, asked: Sequence[Asked], *, reason: str) -> list[tuple[Seal, bytes]]:
    """The same as rows and their data keys, for other readers of the vault."""
    return [(one.seal, one.key) for one in _open_all(unlocked, asked, reason)]


def _open_all(unlocked: Unlocked, asked: Sequence[Asked], reason: str) -> list[_Found]:
    if not unlocked.key:
        raise keeper.KeeperLocked()
    check_goes_on(unlocked.actor)
    if unlocked.waits:
        raise Refused("What is sealed opens for you 72 hours after you were admitted. Until then others open it.")
    check_touch(unlocked, (one.group for one in asked))
    found: list[_Found] = []
    seals = iter(_seals(asked))
    while part := list(islice(seals, min(_AT_ONCE, MOST_ITEMS))):
        found += _open_part(unlocked, part, reason)
    return found


def _open_part(unlocked: Unlocked, seals: list[Seal], reason: str) -> list[_Found]:
    member = unlocked.actor.code
    wraps = wraps_of(member, (one.epoch_id for one in seals if holds(unlocked.actor, one)))
    within = {wrap.epoch_id for wrap in wraps}
    by_role = [one for one in seals if one.epoch_id in within]
    assigned = _assigned(member, [one for one in seals if one.epoch_id not in within])
    if not by_role and not assigned:
        return []
    request = Open(
        unlocked.key,
        reason,
        tuple(wrap.key for wrap in wraps),
        tuple(one.item for one in by_role),
        tuple(one.assigned for one in assigned),
    )
    answer = keeper.ask(request, Opened)
    _look_into(answer, member)
    found = zip([*by_role, *(one.seal for one in assigned)], answer.keys, strict=True)
    return [_Found(seal, key, answer.stamp) for seal, key in found if key]


def _seals(asked: Iterable[Asked]) -> list[Seal]:
    """The rows asked for, whatever order; one question a kind."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    for one in asked:
        wanted.setdefault(one.kind, set()).add((one.record, one.group.value))
    found: list[Seal] = []
    for kind, pairs in wanted.items():
        rows = Seal.objects.filter(
            kind=kind, record__in={record for record, _group in pairs}, group__in={group for _record, group in pairs}
        ).select_related("epoch")
        found += [row for row in rows.order_by("record", "group") if (row.record, row.group) in pairs]
    return found


def holds(actor: Actor, seal: Seal) -> bool:
    """Whether the actor holds the role it is sealed to, in its zone, now."""
    zones = (seal.epoch.zone, EVERY_ZONE)
    return any(held.role.value == seal.epoch.role and held.zone in zones for held in actor.holdings)


def _assigned(member: str, seals: list[Seal]) -> list[Assignment]:
    """The assignments that run now, one a group."""
    if not seals:
        return []
    now = int(clock.now().timestamp())
    runs = Q(since__lte=now, until__gt=now)
    rows = Assignment.objects.filter(runs, member=member, seal__in=seals).select_related("seal__epoch")
    return list({row.seal_id: row for row in rows.order_by("until")}.values())


def _texts(found: Iterable[_Found]) -> Iterator[tuple[_Found, Fields]]:
    for one in found:
        try:
            yield one, open_fields(one.key, one.seal.binding, bytes(one.seal.body))
        except Broken:
            log.error("a sealed body does not open with its own key", kind=one.seal.kind)


def _shown(one: _Found, fields: Fields) -> Fields:
    at = one.seal.binding
    if at.group not in MARKED:
        return fields
    key = key_of_look(one.stamp, at.kind, at.record, at.group.value)
    return {name: marked(text, key) for name, text in fields.items()}


def _look_into(answer: Opened, member: str) -> None:
    if answer.broken:
        log.error("sealed groups could not be opened", count=answer.broken)
    if answer.alarm:
        work.enqueue("vault.tell_of_many_reads", {"member": member})
    if answer.touched:
        work.enqueue("vault.tell_of_touches", unique_key="vault.tell_of_touches")
