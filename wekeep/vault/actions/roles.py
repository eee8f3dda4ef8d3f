"""Roles' keys follow their holders: whoever comes gets the next epoch, whoever goes is in no wrap from that moment."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.certificates import MemberPublic, is_certified
from wekeep.kit.envelope import Broken
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import EpochsMade, EpochWanted, MakeEpochs, NewEpoch
from wekeep.vault import keeper
from wekeep.vault.models import MemberKey, RoleEpoch, RoleWrap

# A newcomer of next week gets no history of this one.
ROLLS_AFTER_SECONDS = 7 * 86_400
Line = tuple[str, Role]


@transaction.atomic
def match_holders(lines: Mapping[Line, frozenset[str]], *, by: str) -> bool:
    """Let the keys of each line (zone, role) be held by exactly these members, as far as they have keys of their own.

    Wraps of anyone else are deleted at once; where the holders changed, or a week went by, the keeper makes the next
    epoch for those who remain. False where a new epoch is due and the keeper did not make it: ask again later. The
    order of the locks is the same for every caller.
    """
    wanted, known = [], _known(frozenset().union(*lines.values()))
    for zone, role in sorted(lines):
        holders = lines[zone, role]
        _drop_others(zone, role, holders)
        present = [known[code] for code in sorted(holders) if code in known]
        if not present:
            continue
        newest = RoleEpoch.objects.select_for_update().filter(zone=zone, role=role.value).order_by("-number").first()
        if not _is_right(newest, present):
            wanted.append(EpochWanted(zone, role.value, newest.number + 1 if newest else 1, tuple(present)))
    return _make(wanted, by)


def take_away(wraps: QuerySet[RoleWrap]) -> None:
    """Delete wraps; their epochs end with them, because whoever had one could have opened what comes."""
    epochs = list(wraps.values_list("epoch_id", flat=True))
    if epochs:
        RoleEpoch.objects.filter(id__in=epochs).update(ended=True)
        wraps.delete()


def end_all_epochs() -> None:
    """Every line is due for its next epoch: after a restore the database lists holders who may have left since."""
    RoleEpoch.objects.update(ended=True)


def keep_epoch(made: NewEpoch) -> RoleEpoch:
    """Write down an epoch that the keeper made."""
    one = made.public
    epoch = RoleEpoch.objects.create(
        zone=one.zone,
        role=one.role,
        number=one.number,
        public=one.public,
        made_at=one.made_at,
        signature=one.signature,
    )
    RoleWrap.objects.bulk_create([RoleWrap(epoch=epoch, member=w.member, wrap=w.wrap) for w in made.wraps])
    return epoch


def _make(wanted: list[EpochWanted], by: str) -> bool:
    if not wanted:
        return True
    try:
        made = keeper.ask(MakeEpochs(tuple(wanted), by), EpochsMade).made
    except Refused:
        return False
    for one in made:
        keep_epoch(one)
    return True


def _drop_others(zone: str, role: Role, holders: Iterable[str]) -> None:
    take_away(RoleWrap.objects.filter(epoch__zone=zone, epoch__role=role.value).exclude(member__in=list(holders)))


def _is_right(newest: RoleEpoch | None, present: list[MemberPublic]) -> bool:
    """Whether the newest epoch is ours, not ended, of this week, and wrapped for exactly these keys."""
    if (
        newest is None
        or newest.ended
        or clock.now().timestamp() - newest.made_at > ROLLS_AFTER_SECONDS
        or not _is_ours(newest)
    ):
        return False
    return set(newest.wraps.values_list("member", flat=True)) == {one.member for one in present}


def _known(codes: Iterable[str]) -> dict[str, MemberPublic]:
    rows = MemberKey.objects.filter(member__in=list(codes))
    return {row.member: row.public for row in rows if _is_ours(row)}


def _is_ours(row: RoleEpoch | MemberKey) -> bool:
    try:
        is_certified(row.certified if isinstance(row, RoleEpoch) else row.public, keeper.verify_key())
    except (Broken, Refused):
        return False
    return True
