"""Assignments: one member may open one group for a while, because they have the task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.keeper_messages import AllSigned, Assign, AssignAll, Assigning, Done, EndAssignment, RoleKey, Signed
from wekeep.vault import keeper
from wekeep.vault.models import Assignment, MemberKey, Seal
from wekeep.vault.queries.roles import wraps_of
from wekeep.vault.queries.sessions import check_unlocked
from wekeep.vault.rules.unlocked import Asked, Unlocked, check_goes_on

_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class Given:
    """One group that `member` may open between two times."""

    member: str
    asked: Asked
    since: datetime
    until: datetime

    @property
    def term(self) -> tuple[int, int]:
        """From when until when, in seconds."""
        return int(self.since.timestamp()), int(self.until.timestamp())


@transaction.atomic
def grant(
    *, unlocked: Unlocked, member: str, kind: str, record: str, group: Group, since: datetime, until: datetime
) -> str:
    """Let `member` open this group between two times (by the keeper's clock); returns the assignment's code.

    The one who assigns must hold the role it is sealed to, and need not look at it. Refused where the session is locked,
    the member has never unlocked or is the one who assigns (the keeper would not either: it would double their share); NotFound where there is no such group for the one who assigns.
    """
    check_unlocked(unlocked)
    check_goes_on(unlocked.actor)
    seal = _seal(kind, record, group)
    wraps = wraps_of(unlocked.actor.code, [seal.epoch_id])
    to = MemberKey.objects.filter(member=member).first()
    if not wraps:
        raise NotFound
    if member == unlocked.actor.code:
        raise Refused("Your role opens this for you already. Let someone else have it.")
    if to is None:
        raise Refused("They have not unlocked yet, so nothing can be opened for them.")
    code, term = new_code(), (int(since.timestamp()), int(until.timestamp()))
    signed = keeper.ask(Assign(unlocked.key, wraps[0].key, seal.item, to.public, code, *term), Signed)
    Assignment.objects.create(
        code=code,
        seal=seal,
        member=member,
        since=term[0],
        until=term[1],
        held=seal.held,
        wrap=signed.wrap,
        signature=signed.signature,
    )
    return code


@transaction.atomic
def grant_all(*, unlocked: Unlocked, given: Sequence[Given]) -> list[str]:
    """`grant` for many at once, in one question to the keeper for some hundred; the assignments' codes in the same order, "" where
    the group is not there, is not the actor's to give or opens no more, or its member has never unlocked or is the actor."""
    check_unlocked(unlocked)
    check_goes_on(unlocked.actor)
    parts = (given[start : start + _AT_ONCE] for start in range(0, len(given), _AT_ONCE))
    return [code for some in parts for code in _grant_some(unlocked, some)]


def _grant_some(unlocked: Unlocked, given: Sequence[Given]) -> list[str]:
    seals = _seals_of(one.asked for one in given)
    keys = {one.member: one for one in MemberKey.objects.filter(member__in={one.member for one in given})}
    wraps = {wrap.epoch_id: wrap for wrap in wraps_of(unlocked.actor.code, (seal.epoch_id for seal in seals.values()))}
    wanted: list[Assigning] = []
    rows: list[Assignment | None] = []
    for one in given:
        seal = seals.get(one.asked)
        if seal is None or seal.epoch_id not in wraps or one.member not in keys or one.member == unlocked.actor.code:
            rows.append(None)
            continue
        (since, until), code = one.term, new_code()
        wanted.append(Assigning(seal.item, keys[one.member].public, code, since, until))
        rows.append(Assignment(code=code, seal=seal, member=one.member, since=since, until=until, held=seal.held))
    return _signed(unlocked, [wrap.key for wrap in wraps.values()], wanted, rows)


def _signed(
    unlocked: Unlocked, roles: Sequence[RoleKey], wanted: Sequence[Assigning], rows: Sequence[Assignment | None]
) -> list[str]:
    if not wanted:
        return [""] * len(rows)
    answer = keeper.ask(AssignAll(unlocked.key, tuple(roles), tuple(wanted)), AllSigned)
    signed = {one.code: given for one, given in zip(wanted, answer.signed, strict=True) if given.signature}
    kept = [row for row in rows if row is not None and row.code in signed]
    for row in kept:
        row.wrap, row.signature = signed[row.code].wrap, signed[row.code].signature
    Assignment.objects.bulk_create(kept)
    return [row.code if row is not None and row.code in signed else "" for row in rows]


@transaction.atomic
def end_grant(*, actor: Actor, code: str) -> None:
    """The assignment ends now: its row goes, and the keeper remembers until its time would have been over anyway."""
    row = Assignment.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound
    keeper.ask(EndAssignment(code, row.until), Done)
    row.delete()


def _seals_of(asked: Iterable[Asked]) -> dict[Asked, Seal]:
    """The rows of these groups, one question a kind and group."""
    wanted: dict[tuple[str, Group], set[str]] = {}
    for one in asked:
        wanted.setdefault((one.kind, one.group), set()).add(one.record)
    found: dict[Asked, Seal] = {}
    for (kind, group), records in wanted.items():
        rows = Seal.objects.filter(kind=kind, record__in=records, group=group.value).select_related("epoch")
        found |= {Asked(kind, row.record, group): row for row in rows}
    return found


def _seal(kind: str, record: str, group: Group) -> Seal:
    seal = Seal.objects.select_related("epoch").filter(kind=kind, record=record, group=group.value).first()
    if seal is None:
        raise NotFound
    return seal
